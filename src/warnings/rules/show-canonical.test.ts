import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Writing, normalise } from '#sealed/identifiers.ts';
import { showCanonical } from './show-canonical.ts';

const shown = (writing: Writing): string => {
  const read = normalise(writing);
  return read.ok ? showCanonical(read.canonical) : read.why;
};

test('what was understood is shown as people write it', () => {
  assert.equal(shown({ kind: 'phone', text: '+44 (0)7700 900-123' }), '+44 7700 900123');
  assert.equal(shown({ kind: 'phone', text: '+40 721 234 567' }), '+40721234567');
  assert.equal(shown({ kind: 'email', text: 'Someone@Example.org' }), 'someone@example.org');
  assert.equal(
    shown({ kind: 'handle', platform: 'Example App', text: '@Some.One' }),
    'some.one (exampleapp)',
  );
  assert.equal(shown({ kind: 'plate', text: 'ab12 cde' }), 'AB12CDE');
  assert.equal(shown({ kind: 'account', text: '20-00-00 55779911' }), '200000-55779911');
  assert.equal(shown({ kind: 'advert', text: 'https://www.example.org/ad/7/' }), 'example.org/ad/7');
});
