import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type KeptChild, keepChild } from '#kit/keep-child.ts';
import { isRecipient, recipientOf } from '#sealed/age-file.ts';
import type { Start } from './main.ts';

const program = fileURLToPath(new URL('main.ts', import.meta.url));

/** Starts the process that sends, and starts it again whenever it ends before `stop`. */
export const startNotifier = async (start: Start, say: (line: string) => void): Promise<KeptChild> =>
  await keepChild({ program, start, name: 'notifier', say });

export type NotifierRecipient = { ok: true; recipient: string | null } | { ok: false; why: string };

/**
 * To whom browsers seal addresses: the public half of the first key that was ever given, kept in KEYS_DIR so that people can
 * subscribe while nobody has given the key. Null before that. Another key than the first would open nothing and is refused.
 */
export async function readNotifierRecipient(
  keysDir: string,
  identity: string | null,
): Promise<NotifierRecipient> {
  const file = join(keysDir, 'notifier-recipient');
  const given = identity === null ? null : await recipientOf(identity).catch(() => '');
  if (given === '')
    return { ok: false, why: 'NOTIFIER_KEY is wrong: expected what `npm run notifier-key` prints.' };
  if (given !== null && !existsSync(file)) writeFileSync(file, `${given}\n`, { mode: 0o644 });
  if (!existsSync(file)) return { ok: true, recipient: null };
  const kept = readFileSync(file, 'utf8').trim();
  if (!isRecipient(kept))
    return { ok: false, why: 'notifier-recipient in KEYS_DIR is damaged: expected age1pq1….' };
  if (given !== null && given !== kept)
    return {
      ok: false,
      why: 'NOTIFIER_KEY is not the key to which addresses were sealed: give the old one, or remove notifier-recipient from KEYS_DIR, and everybody has to subscribe anew.',
    };
  return { ok: true, recipient: kept };
}
