import { timingSafeEqual } from 'node:crypto';
import { challengeDigest, parseToken, tokenKeyId } from '#sealed/blind/token.ts';
import { sameBytes } from '#sealed/wire.ts';
import { evaluateInput, type VoprfKey } from './evaluate-batch.ts';

/** `nonce` (32 bytes) is what the spent list remembers; one answer for whatever is wrong with a token. */
export type VerifiedToken = { ok: true; nonce: Uint8Array } | { ok: false; why: 'bad-token' };

/** Whether one of these keys made this token for this area. Says nothing about whether it was spent. */
export function verifyToken(token: Uint8Array, area: string, keys: VoprfKey[]): VerifiedToken {
  const parts = parseToken(token);
  const key = parts && keys.find(({ publicKey }) => sameBytes(tokenKeyId(publicKey), parts.tokenKeyId));
  if (!parts || !key || !sameBytes(parts.challengeDigest, challengeDigest(area)))
    return { ok: false, why: 'bad-token' };
  if (!timingSafeEqual(evaluateInput(key, parts.input), parts.authenticator))
    return { ok: false, why: 'bad-token' };
  return { ok: true, nonce: parts.nonce };
}
