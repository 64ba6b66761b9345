import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import fc from 'fast-check';
import { inclusionProof, merkleRoot, verifyInclusion } from './merkle.ts';

const given = JSON.parse(readFileSync(new URL('./vectors/merkle.json', import.meta.url), 'utf8')) as {
  leaves: string[];
  roots: string[];
  proofs: { index: number; size: number; proof: string[] }[];
};
const leaves = given.leaves.map(hexToBytes);
// All different: with equal leaves side by side, one proof rightly holds for both places.
const trees = fc.uniqueArray(fc.uint8Array({ maxLength: 8 }), {
  minLength: 1,
  maxLength: 40,
  selector: bytesToHex,
});

describe('Merkle trees', () => {
  test('have the published roots', () => {
    assert.equal(
      bytesToHex(merkleRoot([])),
      'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    );
    for (const [at, root] of given.roots.entries())
      assert.equal(bytesToHex(merkleRoot(leaves.slice(0, at + 1))), root);
  });

  test('have the published proofs', () => {
    for (const { index, size, proof } of given.proofs)
      assert.deepEqual(inclusionProof(leaves.slice(0, size), index).map(bytesToHex), proof);
  });

  test('a proof holds for its leaf, place, size and root and for nothing else', () => {
    fc.assert(
      fc.property(trees, fc.nat(), fc.nat(), (tree, pick, wrong) => {
        const index = pick % tree.length;
        const root = merkleRoot(tree);
        const proof = inclusionProof(tree, index);
        const good = { leaf: tree[index] as Uint8Array, index, size: tree.length, proof };
        assert.ok(verifyInclusion(good, root));
        assert.ok(!verifyInclusion({ ...good, leaf: new Uint8Array(9) }, root));
        assert.ok(!verifyInclusion({ ...good, index: index + 1 }, root));
        assert.ok(!verifyInclusion({ ...good, index: -1 }, root));
        assert.ok(!verifyInclusion({ ...good, size: 0 }, root));
        assert.ok(!verifyInclusion({ ...good, proof: [...proof, root] }, root));
        assert.ok(!verifyInclusion({ ...good, proof: [root, ...proof] }, root));
        assert.ok(!verifyInclusion(good, new Uint8Array(32)));
        if (proof.length === 0) return;
        assert.ok(!verifyInclusion({ ...good, proof: proof.slice(1) }, root));
        const bent = proof.map((hash) => hash.slice());
        const one = bent[wrong % bent.length] as Uint8Array;
        one[wrong % 32] = (one[wrong % 32] ?? 0) ^ 8;
        assert.ok(!verifyInclusion({ ...good, proof: bent }, root));
      }),
    );
  });
});
