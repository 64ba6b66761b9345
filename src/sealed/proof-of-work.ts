/**
 * Work that a sender shows when many write at once (Hashcash, A. Back, 2002): SHA-256 of challenge ‖ nonce begins
 * with so many zero bits. The challenge is 16 bytes and bound to what is sent; the nonce is four bytes, big-endian.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { concat, uint } from './wire.ts';

export const CHALLENGE_BYTES = 16;
/** About a million hashes: some seconds on an old phone. No challenge ever asks for more. */
export const MOST_BITS = 20;

export function hasWork(challenge: Uint8Array, nonce: number, bits: number): boolean {
  const [a = 0, b = 0, c = 0] = sha256(concat(challenge, uint(nonce, 4)));
  return ((a << 16) | (b << 8) | c) >>> (24 - bits) === 0;
}

/** The first nonce that shows the work, or null when none of 2^32 does. Blocks: for a worker. */
export function doWork(challenge: Uint8Array, bits: number): number | null {
  if (bits > MOST_BITS) return null;
  for (let nonce = 0; nonce < 2 ** 32; nonce++) if (hasWork(challenge, nonce, bits)) return nonce;
  return null;
}
