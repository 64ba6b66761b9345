import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { doWork, hasWork } from './proof-of-work.ts';

test('work that was done is seen as such, by another implementation of the hash too, and not for another challenge', () => {
  for (const bits of [0, 1, 7, 8, 9, 12]) {
    const challenge = new Uint8Array(16).fill(bits);
    const nonce = doWork(challenge, bits) ?? assert.fail();
    assert.ok(hasWork(challenge, nonce, bits));
    const number = Buffer.alloc(4);
    number.writeUInt32BE(nonce);
    const hash = createHash('sha256').update(challenge).update(number).digest();
    assert.ok(hash.readUIntBE(0, 3) < 2 ** (24 - bits));
  }
  const challenge = new Uint8Array(16);
  const nonce = doWork(challenge, 12) ?? assert.fail();
  assert.equal(hasWork(new Uint8Array(16).fill(1), nonce, 12), false);
  assert.equal(doWork(challenge, 21), null);
});
