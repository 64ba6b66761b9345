import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { generateIdentity, recipientOf, seal, splitHeader } from './age-file.ts';
import { bucketOf, bucketOfPayload, pad, padPicture, unpad, unpadPicture } from './padding.ts';

describe('padding', () => {
  test('gives back what was padded, and shows only a power of two of KiB', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 20_000 }), (plain) => {
        const padded = pad(plain);
        assert.ok(Number.isInteger(Math.log2(padded.length / 1024)));
        assert.ok(padded.length === 1024 || plain.length + 4 > padded.length / 2);
        assert.deepEqual(unpad(padded), new Uint8Array(plain));
      }),
    );
  });

  test('changes bucket exactly when the length prefix no longer fits', () => {
    for (const [length, kib] of [
      [0, 1],
      [1020, 1],
      [1021, 2],
      [2044, 2],
      [2045, 4],
      [1_048_572, 1024],
    ] as const)
      assert.equal(bucketOf(length), kib);
    assert.equal(bucketOf(1_048_573), null);
    assert.throws(() => pad(new Uint8Array(1_048_573)), RangeError);
  });

  test('refuses another size, a dirty filling, a lying length and a bucket larger than needed', () => {
    const good = pad(new Uint8Array([1, 2, 3]));
    assert.equal(unpad(good.subarray(1)), null);
    assert.equal(unpad(new Uint8Array(0)), null);
    assert.equal(unpad(new Uint8Array(3 * 1024)), null);
    assert.equal(unpad(new Uint8Array(2 * 1024)), null);
    const dirty = good.slice();
    dirty[1000] = 1;
    assert.equal(unpad(dirty), null);
    const lying = good.slice();
    lying[2] = 255;
    assert.equal(unpad(lying), null);
  });

  test('pictures have exactly two sizes', () => {
    const small = new Uint8Array(randomBytes(1000));
    assert.equal(padPicture(small)?.length, 262_144);
    assert.deepEqual(unpadPicture(padPicture(small) ?? small), small);
    assert.equal(padPicture(new Uint8Array(262_141))?.length, 1_048_576);
    assert.equal(padPicture(new Uint8Array(1_048_573)), null);
    assert.equal(unpadPicture(pad(small)), null);
    assert.equal(unpad(padPicture(small) ?? small), null);
  });

  test('the bucket can be told from a sealed payload without opening it', async () => {
    const recipient = await recipientOf(generateIdentity(randomBytes));
    for (const length of [0, 1020, 5000, 70_000, 262_140]) {
      const split = splitHeader(await seal(pad(new Uint8Array(length)), [recipient]));
      assert.equal(bucketOfPayload(split?.body.length ?? 0), bucketOf(length));
    }
    const unpadded = splitHeader(await seal(new Uint8Array(1025), [recipient]));
    assert.equal(bucketOfPayload(unpadded?.body.length ?? 0), null);
  });
});
