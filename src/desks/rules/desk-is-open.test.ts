import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deskIsOpen } from './desk-is-open.ts';

const own = (worker: string) => ({ worker, by: 'own-key' as const });
const recovery = (worker: string) => ({ worker, by: 'recovery' as const });

test('two members, or one and the recovery identity', () => {
  assert.equal(deskIsOpen(['a', 'b'], [own('a'), own('b')]), true);
  assert.equal(deskIsOpen(['a'], [own('a'), recovery('a')]), true);
});

test('one member alone, the same one twice, or recovery alone is not enough', () => {
  assert.equal(deskIsOpen(['a'], []), false);
  assert.equal(deskIsOpen(['a'], [own('a')]), false);
  assert.equal(deskIsOpen(['a', 'b'], [own('a'), own('a')]), false);
  assert.equal(deskIsOpen(['a'], [recovery('a'), recovery('a')]), false);
});

test('somebody who has left does not count', () => {
  assert.equal(deskIsOpen(['a'], [own('a'), own('gone')]), false);
  assert.equal(deskIsOpen(['a'], [own('a'), recovery('gone')]), false);
});
