import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { describe, test } from 'node:test';
import { ristretto255_oprf } from '@noble/curves/ed25519.js';
import {
  challengeDigest,
  finishTokens,
  parseToken,
  prepareTokens,
  tokenKeyId,
  TOKEN_LENGTH,
  weekOf,
} from './token.ts';

const random = (length: number): Uint8Array => new Uint8Array(randomBytes(length));
// The key's half, by the curve library: the evaluator has its own, held to the same vectors.
const { voprf } = ristretto255_oprf;
const key = voprf.generateKeyPair();
/** `Evaluate` of RFC 9497 §3.3.2: blind, evaluate, unblind. */
const outputOf = (input: Uint8Array): Buffer => {
  const { blind, blinded } = voprf.blind(new Uint8Array(input));
  const { evaluated, proof } = voprf.blindEvaluate(key.secretKey, key.publicKey, blinded);
  return Buffer.from(voprf.finalize(new Uint8Array(input), blind, evaluated, blinded, key.publicKey, proof));
};
const evaluate = (pending: { blinded: Uint8Array }[], { secretKey, publicKey } = key) =>
  voprf.blindEvaluateBatch(
    secretKey,
    publicKey,
    pending.map(({ blinded }) => new Uint8Array(blinded)),
  );

function issue(count: number): Uint8Array[] {
  const pending = prepareTokens(count, 'testfield', key.publicKey, random);
  const finished = finishTokens(pending, evaluate(pending), key.publicKey);
  assert.ok(finished.ok);
  return finished.tokens;
}

describe('a token', () => {
  test('made of a blind batch is one that the key knows again', () => {
    const tokens = issue(20);
    assert.equal(new Set(tokens.map((token) => Buffer.from(token).toString('hex'))).size, 20);
    for (const token of tokens) {
      const parts = parseToken(token);
      assert.ok(parts);
      assert.deepEqual(Buffer.from(parts.authenticator), outputOf(parts.input));
      assert.deepEqual(parts.tokenKeyId, tokenKeyId(key.publicKey));
      assert.deepEqual(parts.challengeDigest, challengeDigest('testfield'));
    }
  });

  test('of another key or a changed proof is not finished', () => {
    const pending = prepareTokens(2, 'testfield', key.publicKey, random);
    const refused = { ok: false, why: 'unproven' };
    assert.deepEqual(
      finishTokens(pending, evaluate(pending, voprf.generateKeyPair()), key.publicKey),
      refused,
    );
    const answer = evaluate(pending);
    const proof = answer.proof.map((byte, i) => (i === 0 ? byte ^ 1 : byte));
    assert.deepEqual(finishTokens(pending, { ...answer, proof }, key.publicKey), refused);
  });

  test('of another length or type does not parse', () => {
    const token = issue(1)[0] ?? new Uint8Array();
    assert.equal(token.length, TOKEN_LENGTH);
    assert.equal(parseToken(token.subarray(1)), null);
    assert.equal(parseToken(new Uint8Array([...token, 0])), null);
    assert.equal(parseToken(token.map((byte, i) => (i === 0 ? byte ^ 1 : byte))), null);
  });

  test('names its area by the digest of RFC 9577 §2.1', () => {
    const challenge = Buffer.concat([
      Buffer.from('f91a0009', 'hex'),
      Buffer.from('testfield'),
      Buffer.alloc(3),
    ]);
    const expected = createHash('sha256').update(challenge).digest('hex');
    assert.equal(Buffer.from(challengeDigest('testfield')).toString('hex'), expected);
  });
});

describe('a week', () => {
  test('begins on Monday', () => {
    assert.equal(weekOf('1970-01-01'), 0);
    assert.equal(weekOf('1970-01-04'), 0);
    assert.equal(weekOf('1970-01-05'), 1);
    assert.equal(weekOf('2026-11-23'), weekOf('2026-11-22') + 1);
    assert.equal(weekOf('2026-11-29'), weekOf('2026-11-23'));
  });
  test('is asked for by a day, not by a time', () => {
    assert.throws(() => weekOf('2026-11-24T10:00'));
    assert.throws(() => weekOf('tomorrow'));
  });
});
