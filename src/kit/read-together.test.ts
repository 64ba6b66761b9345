import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readTogether } from './read-together.ts';

test('who asks in one turn shares a reading that begins after all have asked; who asks later gets another', async () => {
  const begun: string[] = [];
  let stands = 0;
  const read = readTogether(async (key) => {
    begun.push(key);
    return await Promise.resolve(`${key}${stands}`);
  });
  const first = [read('a'), read('a'), read('b')];
  assert.deepEqual(begun, []);
  stands = 1;
  assert.deepEqual(await Promise.all(first), ['a1', 'a1', 'b1']);
  assert.deepEqual(begun, ['a', 'b']);
  stands = 2;
  assert.equal(await read('a'), 'a2');
});

test('a fault is told to all who shared it and to nobody after', async () => {
  let away = true;
  const read = readTogether(async () => {
    if (away) throw new Error('away');
    return await Promise.resolve('here');
  });
  const both = await Promise.allSettled([read('a'), read('a')]);
  assert.deepEqual(
    both.map(({ status }) => status),
    ['rejected', 'rejected'],
  );
  away = false;
  assert.equal(await read('a'), 'here');
});
