import { bech32 } from '@scure/base';

export const RECIPIENT_PREFIX = 'age1pq';
/** ML-KEM-768 encapsulation key (1184 bytes) and X25519 point (32). */
export const RECIPIENT_BYTES = 1216;

/** 1,959 characters, lower case, the one canonical spelling. Says nothing about who holds the identity. */
export function isRecipient(text: string): boolean {
  if (!text.startsWith(`${RECIPIENT_PREFIX}1`) || text.length > 2_000) return false;
  try {
    const { prefix, words } = bech32.decode(text as `${string}1${string}`, false);
    return prefix === RECIPIENT_PREFIX && bech32.fromWords(words).length === RECIPIENT_BYTES;
  } catch {
    return false;
  }
}
