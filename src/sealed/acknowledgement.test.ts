import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { describe, test } from 'node:test';
import { acknowledge, verifyAcknowledgement } from './acknowledgement.ts';
import { labels, sign, verifyKeyOf } from './signed.ts';

const seed = new Uint8Array(randomBytes(32));
const key = verifyKeyOf(seed);
const fact = { area: 'testfield', id: randomUUID(), bodyHash: 'ab'.repeat(32), day: '2026-11-24' };

describe('an acknowledgement', () => {
  const envelope = acknowledge(fact, seed);
  test('is the same bytes each time, in whatever order the facts came', () => {
    const { day, bodyHash, id, area } = fact;
    const again = acknowledge({ day, bodyHash, id, area }, seed);
    assert.equal(JSON.stringify(again), JSON.stringify(envelope));
  });
  test('holds for its area, id and body and its service only', () => {
    assert.deepEqual(verifyAcknowledgement(envelope, key, fact), fact);
    for (const wrong of [{ area: 'x' }, { id: randomUUID() }, { bodyHash: 'cd'.repeat(32) }])
      assert.equal(verifyAcknowledgement(envelope, key, { ...fact, ...wrong }), null);
    const stranger = verifyKeyOf(new Uint8Array(randomBytes(32)));
    assert.equal(verifyAcknowledgement(envelope, stranger, fact), null);
    assert.equal(verifyAcknowledgement(sign(labels.message, fact, seed), key, fact), null);
  });
  test('carries a day and never a time', () => {
    assert.throws(() => acknowledge({ ...fact, day: '2026-11-24T10:00:00Z' }, seed));
    const leaked = acknowledge({ ...fact, at: '10:00' } as typeof fact, seed);
    assert.equal(JSON.stringify(leaked), JSON.stringify(envelope));
  });
});
