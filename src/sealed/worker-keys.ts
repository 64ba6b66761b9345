/**
 * A desk worker's own keys, made in their browser. The server keeps them only sealed, to the worker's phrase and to
 * each of their passkeys.
 */
import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { base64 } from '@scure/base';
import * as v from 'valibot';
import { generateIdentity, identityFromSeed, open, recipientOf, seal, seedFromIdentity } from './age-file.ts';
import { verifyKeyOf } from './signed.ts';
import { type RandomBytes, sameBytes, utf8 } from './wire.ts';

export interface WorkerKeys {
  /** `AGE-SECRET-KEY-PQ-1…`: desk epochs are sealed to its recipient. */
  identity: string;
  /** Ed25519, 32 bytes: signs everything the worker says. */
  signingSeed: Uint8Array;
}
/** What an epoch lists of a worker. */
export interface WorkerPublic {
  recipient: string;
  verifyKey: Uint8Array;
}

export type KeysOpened =
  | { ok: true; keys: WorkerKeys }
  /** `not-for-us`: another phrase or passkey; `damaged`: changed or malformed; `not-yours`: opens, but to other keys. */
  | { ok: false; why: 'not-for-us' | 'damaged' | 'not-yours' };

const Stored = v.strictObject({
  version: v.literal(1),
  identity: v.pipe(v.string(), v.startsWith('AGE-SECRET-KEY-PQ-1')),
  signingSeed: v.pipe(v.string(), v.base64(), v.length(44)),
});

export function generateWorkerKeys(random: RandomBytes): WorkerKeys {
  return { identity: generateIdentity(random), signingSeed: new Uint8Array(random(32)) };
}

export async function publicOf({ identity, signingSeed }: WorkerKeys): Promise<WorkerPublic> {
  return { recipient: await recipientOf(identity), verifyKey: verifyKeyOf(signingSeed) };
}

/**
 * The hybrid identity behind a passkey, from the 32 bytes of its PRF extension (WebAuthn Level 3, section 10.1.4).
 * The key bundle is sealed to its recipient.
 */
export function identityFromPrf(output: Uint8Array, area: string): string {
  if (output.length !== 32) throw new RangeError('a PRF output has 32 bytes');
  return identityFromSeed(hkdf(sha256, output, undefined, utf8(`waymark/passkey/v1/${area}`), 32));
}

/** One age file that the phrase and every passkey open. */
export function sealWorkerKeys(keys: WorkerKeys, recipients: readonly string[]): Promise<Uint8Array> {
  const stored: v.InferOutput<typeof Stored> = {
    version: 1,
    identity: keys.identity,
    signingSeed: base64.encode(keys.signingSeed),
  };
  return seal(utf8(JSON.stringify(stored)), recipients);
}

/**
 * Anyone who knows a recipient can seal to it, so a dishonest server could hand over keys of its own making. Give
 * `expected` from the verified epoch chain (or from this device's memory); null only where none can exist yet.
 */
export async function openWorkerKeys(
  file: Uint8Array,
  identity: string,
  expected: WorkerPublic | null,
): Promise<KeysOpened> {
  const opened = await open(file, identity);
  if (!opened.ok) return { ok: false, why: opened.why === 'not-for-us' ? 'not-for-us' : 'damaged' };
  const keys = readKeys(opened.plain);
  if (keys === null) return { ok: false, why: 'damaged' };
  if (expected !== null) {
    const { recipient, verifyKey } = await publicOf(keys);
    if (recipient !== expected.recipient || !sameBytes(verifyKey, expected.verifyKey))
      return { ok: false, why: 'not-yours' };
  }
  return { ok: true, keys };
}

function readKeys(plain: Uint8Array): WorkerKeys | null {
  try {
    const stored = v.parse(Stored, JSON.parse(new TextDecoder().decode(plain)));
    seedFromIdentity(stored.identity);
    return { identity: stored.identity, signingSeed: base64.decode(stored.signingSeed) };
  } catch {
    return null;
  }
}
