import { sha256 } from '@noble/hashes/sha2.js';
import { type Bytes, type RandomBytes, Reader, concat, uint, utf8 } from '../wire.ts';
import { type Blinded, type Evaluation, blind, finish } from './voprf.ts';

// RFC 9578 §5.3, with Nk = 64 of SHA-512:
// struct {
//     uint16_t token_type = 0xF91A; /* VOPRF(ristretto255, SHA-512): our own number, in no registry we know */
//     uint8_t nonce[32];
//     uint8_t challenge_digest[32];
//     uint8_t token_key_id[32];
//     uint8_t authenticator[Nk];
// } Token;
export const TOKEN_TYPE = 0xf91a;
export const TOKEN_INPUT_LENGTH = 2 + 32 + 32 + 32;
export const TOKEN_LENGTH = TOKEN_INPUT_LENGTH + 64;

export type TokenParts = {
  nonce: Bytes;
  challengeDigest: Bytes;
  tokenKeyId: Bytes;
  /** The bytes that were blinded: everything but the authenticator. */
  input: Bytes;
  authenticator: Bytes;
};

export type FinishedTokens = { ok: true; tokens: Bytes[] } | { ok: false; why: 'unproven' };

/** RFC 9578 §5.5 names the key by the SHA-256 of its serialised public key. */
export const tokenKeyId = (tokenKey: Uint8Array): Bytes => new Uint8Array(sha256(tokenKey));

/**
 * SHA-256 of the RFC 9577 §2.1 TokenChallenge with the area as issuer, no redemption context and no origin.
 * The week is not in it: the weekly key says it.
 */
export function challengeDigest(area: string): Bytes {
  const issuer = utf8(area);
  return new Uint8Array(
    sha256(concat(uint(TOKEN_TYPE, 2), uint(issuer.length, 2), issuer, uint(0, 1), uint(0, 2))),
  );
}

/** Makes `count` blinded token inputs for one request of issue; keep them until the answer is there. */
export function prepareTokens(
  count: number,
  area: string,
  tokenKey: Uint8Array,
  random: RandomBytes,
): Blinded[] {
  const challenge = challengeDigest(area);
  const keyId = tokenKeyId(tokenKey);
  return Array.from({ length: count }, () =>
    blind(concat(uint(TOKEN_TYPE, 2), random(32), challenge, keyId), random),
  );
}

/** Checks the issuer's proof and gives tokens of 162 bytes, ready to store and to spend. */
export function finishTokens(pending: Blinded[], answer: Evaluation, tokenKey: Uint8Array): FinishedTokens {
  const finished = finish(pending, answer, tokenKey);
  if (!finished.ok) return finished;
  return {
    ok: true,
    tokens: finished.outputs.map((output, i) => concat(pending[i]?.input ?? new Uint8Array(), output)),
  };
}

/** `null` for anything that is not a token of our type; says nothing about whether its authenticator is right. */
export function parseToken(token: Uint8Array): TokenParts | null {
  if (token.length !== TOKEN_LENGTH) return null;
  const reader = new Reader(token);
  if (reader.uint(2) !== TOKEN_TYPE) return null;
  return {
    nonce: reader.take(32),
    challengeDigest: reader.take(32),
    tokenKeyId: reader.take(32),
    input: new Uint8Array(token.subarray(0, TOKEN_INPUT_LENGTH)),
    authenticator: reader.take(64),
  };
}

/** ISO weeks since the one that holds 1 January 1970, for a day such as `2026-11-24`. Weeks begin on Monday. */
export function weekOf(day: string): number {
  const days = Date.parse(`${day}T00:00:00Z`) / 86_400_000;
  if (!Number.isInteger(days)) throw new RangeError('a day is written 2026-11-24');
  return Math.floor((days + 3) / 7);
}
