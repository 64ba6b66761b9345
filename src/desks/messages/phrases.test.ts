import assert from 'node:assert/strict';
import { test } from 'node:test';
import { phrasesIn } from './phrases.ts';

test('sentences are in the language of whoever wrote, with the English beside them', () => {
  const ro = phrasesIn('ro');
  assert.equal(ro.language, 'ro');
  assert.equal(ro.read, false);
  assert.ok(ro.phrases.length >= 8);
  for (const { text, english } of ro.phrases) assert.notEqual(text, english);
  assert.match(ro.phrases[1]?.text ?? '', /sună la 999/);
});

test('a language that nobody has translated gets English, and is not called unread', () => {
  const other = phrasesIn('hu');
  assert.deepEqual([other.language, other.read], ['en', true]);
  for (const { text, english } of other.phrases) assert.equal(text, english);
});
