import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scryptAsync } from '@noble/hashes/scrypt.js';
import { STRETCH } from '#sealed/stretch.ts';
import { Busy } from './fair-queue.ts';
import { createStretchPool } from './stretch-pool.ts';

const cost = { ...STRETCH, N: 2 ** 10 } as unknown as typeof STRETCH;
const bytes = (fill: number) => new Uint8Array(8).fill(fill);

test('it gives what the browser’s implementation gives, in turn and in any number', async () => {
  const stretch = createStretchPool({ size: 2, waiting: 10 })(null);
  const all = await Promise.all([1, 2, 3, 4, 5, 6].map((fill) => stretch(bytes(fill), bytes(9), cost)));
  for (const [index, made] of all.entries())
    assert.deepEqual(made, await scryptAsync(bytes(index + 1), bytes(9), { ...cost }));
});

test('beyond its queue it says that it is busy, and goes on after', async () => {
  const stretch = createStretchPool({ size: 1, waiting: 1 })('a network');
  const [first, second] = [stretch(bytes(1), bytes(9), cost), stretch(bytes(2), bytes(9), cost)];
  await assert.rejects(stretch(bytes(3), bytes(9), cost), Busy);
  await Promise.all([first, second]);
  assert.equal((await stretch(bytes(3), bytes(9), cost)).length, 32);
});
