import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { describe, test } from 'node:test';
import { deriveVoprfKey, evaluateBatch, evaluateInput } from '../../evaluator/evaluate-batch.ts';
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
const key = deriveVoprfKey(random(32), new Uint8Array());

function issue(count: number): Uint8Array[] {
  const pending = prepareTokens(count, 'testfield', key.publicKey, random);
  const answer = evaluateBatch(
    key,
    pending.map(({ blinded }) => blinded),
  );
  assert.ok(answer.ok);
  const finished = finishTokens(pending, answer, key.publicKey);
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
      assert.deepEqual(Buffer.from(parts.authenticator), Buffer.from(evaluateInput(key, parts.input)));
      assert.deepEqual(parts.tokenKeyId, tokenKeyId(key.publicKey));
      assert.deepEqual(parts.challengeDigest, challengeDigest('testfield'));
    }
  });

  test('of another key or a changed proof is not finished', () => {
    const pending = prepareTokens(2, 'testfield', key.publicKey, random);
    const other = deriveVoprfKey(random(32), new Uint8Array());
    const answer = evaluateBatch(
      other,
      pending.map(({ blinded }) => blinded),
    );
    assert.ok(answer.ok);
    assert.deepEqual(finishTokens(pending, answer, key.publicKey), { ok: false, why: 'unproven' });
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
