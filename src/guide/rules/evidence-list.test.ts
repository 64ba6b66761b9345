import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readEntry, readKept } from './evidence-list.ts';

test('an entry is kept when anything at all was written', () => {
  const entry = { what: '', when: '', where: '', who: '' };
  assert.equal(
    readEntry(() => '  '),
    null,
  );
  assert.deepEqual(
    readEntry((name) => (name === 'when' ? ' last summer ' : '')),
    { ...entry, when: 'last summer' },
  );
});

test('what a browser kept is read back, and nothing else', () => {
  const entry = { what: 'a', when: 'b', where: 'c', who: 'd' };
  assert.deepEqual(readKept(JSON.stringify([entry])), [entry]);
  assert.deepEqual(readKept(JSON.stringify([entry, { what: 'a' }, null, 7])), [entry]);
  for (const text of [null, '', '{', '{}', '7', 'null']) assert.deepEqual(readKept(text), []);
});
