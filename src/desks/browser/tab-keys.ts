/**
 * A worker's keys in one tab: sealed under a key of which the server holds one half for as long as the session lives.
 * Locking, idling out or closing the tab leaves nothing that opens.
 */
import { base64 } from '@scure/base';
import * as v from 'valibot';
import type { WorkerKeys } from '#sealed/worker-keys.ts';
import { utf8 } from '#sealed/wire.ts';

const PLACE = 'waymark.keys';
const Kept = v.object({ identity: v.string(), signingSeed: v.string() });

async function tabKey(area: string): Promise<CryptoKey | null> {
  const answer = await fetch(`/api/areas/${area}/desk/tab-key`, { method: 'POST' });
  if (!answer.ok) return null;
  const { tabKey: key } = v.parse(v.object({ tabKey: v.string() }), await answer.json());
  return await crypto.subtle.importKey('raw', new Uint8Array(base64.decode(key)), 'AES-GCM', false, [
    'encrypt',
    'decrypt',
  ]);
}

/** Keeps the keys for this tab; false when the session is over. */
export async function keepKeys(area: string, keys: WorkerKeys): Promise<boolean> {
  const key = await tabKey(area);
  if (key === null) return false;
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const plain = utf8(
    JSON.stringify({ identity: keys.identity, signingSeed: base64.encode(keys.signingSeed) }),
  );
  const sealed = new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, plain));
  sessionStorage.setItem(PLACE, `${base64.encode(iv)}.${base64.encode(sealed)}`);
  return true;
}

/** The keys of this tab; null when it is locked. */
export async function readKeys(area: string): Promise<WorkerKeys | null> {
  const [iv, sealed] = (sessionStorage.getItem(PLACE) ?? '').split('.');
  if (iv === undefined || sealed === undefined || iv === '') return null;
  const key = await tabKey(area);
  if (key === null) return null;
  try {
    const plain = await crypto.subtle.decrypt(
      { name: 'AES-GCM', iv: new Uint8Array(base64.decode(iv)) },
      key,
      new Uint8Array(base64.decode(sealed)),
    );
    const kept = v.parse(Kept, JSON.parse(new TextDecoder().decode(plain)));
    return { identity: kept.identity, signingSeed: base64.decode(kept.signingSeed) };
  } catch {
    // Of an earlier session: another tab key.
    return null;
  }
}

/** Locks this tab alone. */
export const forgetKeys = (): void => sessionStorage.removeItem(PLACE);

/** Locks this tab and ends the session, so that the other half is gone too. */
export async function lock(area: string): Promise<void> {
  forgetKeys();
  // Also when the tab is closed in the same moment.
  await fetch(`/api/areas/${area}/desk/sign-out`, { method: 'POST', keepalive: true });
}
