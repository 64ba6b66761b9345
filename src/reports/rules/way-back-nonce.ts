import { hkdf } from '@noble/hashes/hkdf.js';
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { base64 } from '@scure/base';
import { type RandomBytes, concat, sameBytes, utf8 } from '#sealed/wire.ts';

const RANDOM = 16;
const DAY = 10;

/** Any process of the area makes the same key, so any may take what another gave. @param secret 32 bytes */
export const nonceKey = (secret: Uint8Array): Uint8Array =>
  hkdf(sha256, secret, undefined, utf8('waymark/way-back-nonce/v1'), 32);

/**
 * A nonce that proves by itself that it was made here and on which day: random bytes, the day, and an HMAC of both with
 * the area. Nothing is stored for giving one.
 */
export function makeNonce(key: Uint8Array, area: string, today: string, random: RandomBytes): string {
  const said = concat(random(RANDOM), utf8(today));
  return base64.encode(concat(said, hmac(sha256, key, concat(said, utf8(area)))));
}

/** `expired`: made here, on another day. */
export type NonceRead = { ok: true; bytes: Uint8Array } | { ok: false; why: 'nonce' | 'expired' };

export function readNonce(nonce: string, key: Uint8Array, area: string, today: string): NonceRead {
  let bytes: Uint8Array;
  try {
    bytes = base64.decode(nonce);
  } catch {
    return { ok: false, why: 'nonce' };
  }
  const said = bytes.slice(0, RANDOM + DAY);
  if (!sameBytes(bytes.slice(RANDOM + DAY), hmac(sha256, key, concat(said, utf8(area)))))
    return { ok: false, why: 'nonce' };
  const day = new TextDecoder().decode(said.subarray(RANDOM));
  return day === today ? { ok: true, bytes: said.slice(0, RANDOM) } : { ok: false, why: 'expired' };
}
