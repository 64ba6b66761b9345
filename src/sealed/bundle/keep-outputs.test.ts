import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { KEPT_LENGTH, keepOutputs, openOutputs } from './keep-outputs.ts';

const random = (length: number): Uint8Array => new Uint8Array(randomBytes(length));
const place = { area: 'testfield', warning: random(16), treeSecret: random(32) };

test('one to four outputs come back under the same tree, warning and area, in the same length', async () => {
  for (const count of [1, 2, 3, 4]) {
    const outputs = Array.from({ length: count }, () => random(64));
    const kept = await keepOutputs(place, outputs, random);
    assert.equal(kept.length, KEPT_LENGTH);
    assert.deepEqual(await openOutputs(place, kept), outputs);
    for (const other of [{ area: 'elsewhere' }, { warning: random(16) }, { treeSecret: random(32) }])
      assert.equal(await openOutputs({ ...place, ...other }, kept), null);
    for (const at of [0, 12, 100, KEPT_LENGTH - 1])
      assert.equal(
        await openOutputs(
          place,
          kept.map((byte, i) => (i === at ? byte ^ 1 : byte)),
        ),
        null,
      );
    assert.equal(await openOutputs(place, kept.subarray(0, 8)), null);
  }
});

test('none, five, and one of another length are refused', async () => {
  for (const outputs of [[], Array.from({ length: 5 }, () => random(64)), [random(32)]])
    await assert.rejects(keepOutputs(place, outputs, random), RangeError);
});
