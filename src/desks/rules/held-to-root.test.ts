import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bytesToHex } from '@noble/hashes/utils.js';
import { signArea } from '#sealed/area-statement.ts';
import { verifyKeyOf } from '#sealed/signed.ts';
import { differsFromRoot } from './held-to-root.ts';

const seed = new Uint8Array(32).fill(3);
const [serviceKey, voprf, other] = ['11', '22', '33'].map((byte) => byte.repeat(32)) as [
  string,
  string,
  string,
];
const root = {
  verifyKey: bytesToHex(verifyKeyOf(seed)),
  statement: signArea({ area: 'littleford', issue: 1, serviceKey, voprfPublicKeys: [voprf] }, seed),
};

test('a key that the root did not sign is named, and one that others hold is theirs to keep', () => {
  const differs = (keys: { serviceKey: string; voprfPublicKeys: string[] | null }, area = 'littleford') =>
    differsFromRoot(area, root, keys);
  assert.equal(differs({ serviceKey, voprfPublicKeys: [voprf] }), null);
  assert.equal(differs({ serviceKey, voprfPublicKeys: null }), null);
  assert.equal(differs({ serviceKey: other, voprfPublicKeys: [voprf] }), 'service-key');
  assert.equal(differs({ serviceKey, voprfPublicKeys: [other] }), 'evaluator-key');
  assert.equal(differs({ serviceKey, voprfPublicKeys: [voprf, other] }), 'evaluator-key');
  assert.equal(differs({ serviceKey, voprfPublicKeys: [voprf] }, 'elsewhere'), 'statement');
});
