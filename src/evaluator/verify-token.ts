import { timingSafeEqual } from 'node:crypto';
import { challengeDigest, parseToken, tokenKeyId } from '#sealed/blind/token.ts';
import { sameBytes } from '#sealed/wire.ts';
import { evaluateInput } from './evaluate-batch.ts';
import type { WeekKey } from './week-keys.ts';

/** `nonce` (32 bytes) and the key's week are what the spent list remembers; one answer for whatever is wrong. */
export type VerifiedToken = { ok: true; nonce: Uint8Array; week: number } | { ok: false; why: 'bad-token' };

/** Whether one of these keys made this token for this area. Says nothing about whether it was spent. */
export function verifyToken(token: Uint8Array, area: string, keys: readonly WeekKey[]): VerifiedToken {
  const parts = parseToken(token);
  const key = parts && keys.find(({ publicKey }) => sameBytes(tokenKeyId(publicKey), parts.tokenKeyId));
  if (!parts || !key || !sameBytes(parts.challengeDigest, challengeDigest(area)))
    return { ok: false, why: 'bad-token' };
  if (!timingSafeEqual(evaluateInput(key, parts.input), parts.authenticator))
    return { ok: false, why: 'bad-token' };
  return { ok: true, nonce: parts.nonce, week: key.week };
}
