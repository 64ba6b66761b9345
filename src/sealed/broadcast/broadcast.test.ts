import assert from 'node:assert/strict';
import { randomBytes, randomInt } from 'node:crypto';
import { describe, test } from 'node:test';
import { openEpoch, parseHeader, sealEpoch } from './epoch-header.ts';
import { LEAVES, cover, nodeKey, pathKeys } from './tree.ts';

const random = (length: number): Uint8Array => new Uint8Array(randomBytes(length));
const treeSecret = random(32);
const area = 'testfield';
const secret = random(32);

/** Every leaf under a node, by walking down. */
function leavesUnder(node: number, leaves: number): number[] {
  if (node >= leaves) return [node - leaves];
  return [...leavesUnder(2 * node, leaves), ...leavesUnder(2 * node + 1, leaves)];
}

describe('the cover', () => {
  for (const leaves of [1, 2, 4, 8]) {
    test(`of ${leaves} leaves holds for every set of revoked ones exactly the others, once, in the fewest subtrees`, () => {
      for (let set = 0; set < 2 ** leaves; set++) {
        const revoked = Array.from({ length: leaves }, (_, leaf) => leaf).filter((leaf) => (set >> leaf) & 1);
        const nodes = cover(revoked, leaves);
        const reached = nodes.flatMap((node) => leavesUnder(node, leaves)).toSorted((a, b) => a - b);
        const expected = Array.from({ length: leaves }, (_, leaf) => leaf).filter(
          (leaf) => !revoked.includes(leaf),
        );
        assert.deepEqual(reached, expected);
        // Fewest: no two siblings are both taken, or their parent would do for both.
        assert.ok(nodes.every((node) => node === 1 || !nodes.includes(node ^ 1)));
      }
    });
  }

  test('of no revoked card is the root, of all revoked is nothing', () => {
    assert.deepEqual(cover([]), [1]);
    assert.deepEqual(cover([0, 1, 2, 3], 4), []);
    assert.throws(() => cover([LEAVES]));
    assert.throws(() => cover([1], 12));
  });
});

describe('a header', () => {
  test('opens for every set of revoked ones of eight to the others only', async () => {
    const paths = Array.from({ length: 8 }, (_, leaf) => pathKeys(treeSecret, area, leaf, 8));
    for (let set = 0; set < 256; set += 5) {
      const revoked = paths.map((_, leaf) => leaf).filter((leaf) => (set >> leaf) & 1);
      const header = await sealEpoch({ area, epoch: 3, secret, treeSecret, revoked, leaves: 8 }, random);
      for (const [leaf, path] of paths.entries()) {
        const expected = revoked.includes(leaf)
          ? { ok: false, why: 'not-covered' }
          : { ok: true, epoch: 3, secret };
        assert.deepEqual(await openEpoch(header, area, path), expected);
      }
    }
  });

  test('does not open to revoked cards that put their keys together', async () => {
    const header = await sealEpoch(
      { area, epoch: 3, secret, treeSecret, revoked: [0, 3, 5], leaves: 8 },
      random,
    );
    const pooled = [0, 3, 5].flatMap((leaf) => pathKeys(treeSecret, area, leaf, 8));
    assert.deepEqual(await openEpoch(header, area, pooled), { ok: false, why: 'not-covered' });
    const parsed = parseHeader(header);
    assert.ok(parsed.ok);
    const stolen = parsed.header.nodes.map((node) => ({ node, key: nodeKey(random(32), area, node) }));
    assert.deepEqual(await openEpoch(header, area, stolen), { ok: false, why: 'not-authentic' });
  });

  test('is refused when any byte was changed, cut or added', async () => {
    const header = await sealEpoch({ area, epoch: 3, secret, treeSecret, revoked: [1], leaves: 4 }, random);
    const path = pathKeys(treeSecret, area, 0, 4);
    const parsed = parseHeader(header);
    assert.ok(parsed.ok);
    const ownAt = parsed.header.nodes.findIndex((node) => path.some((held) => held.node === node));
    for (let i = 0; i < header.length; i++) {
      const changed = header.map((byte, at) => (at === i ? byte ^ 1 : byte));
      // Of the two sealed copies this card can check its own only.
      const own = i < header.length - 96 || i - (header.length - 96) < 48 === (ownAt === 0);
      assert.equal((await openEpoch(changed, area, path)).ok, !own, `byte ${i}`);
      assert.equal((await openEpoch(header.subarray(0, i), area, path)).ok, false);
    }
    assert.deepEqual(parseHeader(new Uint8Array([...header, 0])), { ok: false, why: 'malformed' });
    assert.deepEqual(await openEpoch(header, 'otherfield', path), { ok: false, why: 'other-area' });
  });

  test('for 16,384 cards with 100 revoked stays under 40 KB, wherever they lie', async () => {
    const spread = Array.from({ length: 100 }, (_, i) => Math.floor((i * LEAVES) / 100));
    const anywhere = Array.from({ length: 100 }, () => randomInt(LEAVES));
    for (const revoked of [spread, anywhere]) {
      const header = await sealEpoch({ area, epoch: 3, secret, treeSecret, revoked }, random);
      assert.ok(header.length <= 40_000, `${header.length} bytes`);
      const leaf = 9;
      const opened = await openEpoch(header, area, pathKeys(treeSecret, area, leaf));
      assert.equal(opened.ok, !revoked.includes(leaf));
    }
  });
});
