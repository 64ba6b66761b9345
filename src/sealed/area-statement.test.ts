import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { describe, test } from 'node:test';
import { rootFingerprint, signArea, verifyArea } from './area-statement.ts';
import { labels, sign, verifyKeyOf } from './signed.ts';

const rootSeed = new Uint8Array(randomBytes(32));
const root = verifyKeyOf(rootSeed);
const statement = {
  area: 'testfield',
  issue: 2,
  serviceKey: randomBytes(32).toString('hex'),
  voprfPublicKeys: [randomBytes(32).toString('hex')],
  desks: ['support'],
};

describe('an area’s statement', () => {
  const envelope = signArea(statement, rootSeed);
  test('is read with its root and for its area only', () => {
    assert.deepEqual(verifyArea(envelope, root, 'testfield'), statement);
    assert.equal(verifyArea(envelope, root, 'otherfield'), null);
    assert.equal(verifyArea(envelope, verifyKeyOf(new Uint8Array(randomBytes(32))), 'testfield'), null);
    assert.equal(verifyArea(null, root, 'testfield'), null);
  });
  test('an older one than was seen is refused', () => {
    assert.deepEqual(verifyArea(envelope, root, 'testfield', 2), statement);
    assert.equal(verifyArea(envelope, root, 'testfield', 3), null);
  });
  test('the root cannot sign nonsense into it', () => {
    assert.throws(() => signArea({ ...statement, serviceKey: 'ABC' }, rootSeed));
    assert.equal(verifyArea(sign(labels.area, { area: 'testfield' }, rootSeed), root, 'testfield'), null);
  });
  test('the fingerprint is half of SHA-256 of the root key', () => {
    assert.equal(rootFingerprint(root), createHash('sha256').update(root).digest('hex').slice(0, 32));
  });
});
