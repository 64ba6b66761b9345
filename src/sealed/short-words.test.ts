import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { sixWords } from './short-words.ts';
import { generateWorkerKeys, publicOf } from './worker-keys.ts';
import { loadWords } from './words.ts';

const list = await loadWords();

test('six words are the same on both screens and change with anything that is swapped', async () => {
  const [member, newcomer, ghost] = await Promise.all(
    [1, 2, 3].map(() => publicOf(generateWorkerKeys(randomBytes))),
  );
  assert.ok(member && newcomer && ghost);
  const meeting = { area: 'testfield', desk: 'support', number: 3, tip: 'ab'.repeat(32), member, newcomer };
  const said = sixWords(meeting, list);
  assert.equal(said.length, 6);
  assert.deepEqual(sixWords(structuredClone(meeting), list), said);
  for (const swapped of [
    { ...meeting, area: 'otherfield' },
    { ...meeting, desk: 'other' },
    { ...meeting, number: 4 },
    { ...meeting, tip: 'cd'.repeat(32) },
    { ...meeting, member: ghost },
    { ...meeting, newcomer: ghost },
    { ...meeting, newcomer: { ...newcomer, verifyKey: ghost.verifyKey } },
    { ...meeting, newcomer: { ...newcomer, recipient: ghost.recipient } },
    { ...meeting, member: newcomer, newcomer: member },
  ])
    assert.notDeepEqual(sixWords(swapped, list), said);
});
