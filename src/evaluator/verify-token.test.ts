import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { finishTokens, prepareTokens } from '#sealed/blind/token.ts';
import { evaluateBatch, type VoprfKey } from './evaluate-batch.ts';
import { verifyToken } from './verify-token.ts';
import { acceptedKeys, tokenKeyOfWeek } from './week-keys.ts';

const random = (length: number): Uint8Array => new Uint8Array(randomBytes(length));
const master = random(32);

function issue(key: VoprfKey, area: string): Uint8Array {
  const pending = prepareTokens(1, area, key.publicKey, random);
  const answer = evaluateBatch(
    key,
    pending.map(({ blinded }) => blinded),
  );
  assert.ok(answer.ok);
  const finished = finishTokens(pending, answer, key.publicKey);
  assert.ok(finished.ok);
  return finished.tokens[0] ?? new Uint8Array();
}

test('a token of this week or the last is taken, of the one before is not', () => {
  const keys = acceptedKeys(master, 'testfield', 2968);
  for (const [week, taken] of [
    [2968, true],
    [2967, true],
    [2966, false],
    [2969, false],
  ] as const) {
    const token = issue(tokenKeyOfWeek(master, 'testfield', week), 'testfield');
    const verified = verifyToken(token, 'testfield', keys);
    assert.equal(verified.ok && verified.week, taken && week, String(week));
  }
});

test('a token of another area, another master or with any changed byte is not taken', () => {
  const keys = acceptedKeys(master, 'testfield', 2968);
  const refused = { ok: false, why: 'bad-token' };
  const token = issue(keys[0], 'testfield');
  for (let i = 0; i < token.length; i++) {
    assert.deepEqual(
      verifyToken(
        token.map((byte, at) => (at === i ? byte ^ 1 : byte)),
        'testfield',
        keys,
      ),
      refused,
    );
  }
  assert.deepEqual(verifyToken(token, 'otherfield', acceptedKeys(master, 'otherfield', 2968)), refused);
  assert.deepEqual(verifyToken(token, 'testfield', acceptedKeys(random(32), 'testfield', 2968)), refused);
  assert.deepEqual(verifyToken(issue(keys[0], 'otherfield'), 'testfield', keys), refused);
});
