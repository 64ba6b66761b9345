import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readContestForm } from './contest-form.ts';
import { contestDesks } from './contest-desks.ts';

const read = (entries: Record<string, string[]>) => readContestForm(new Map(Object.entries(entries)), 'en');

test('a contest is read with what it asks, the details and the words; empty rows are left out', () => {
  const told = read({
    wants: ['wrong', 'see'],
    'identifier-1': [' 07700 900123 '],
    'identifier-2': ['  '],
    story: ['Not me.'],
    unknown: ['x'],
  });
  assert.deepEqual(told, {
    ok: true,
    body: {
      version: 1,
      language: 'en',
      wants: ['wrong', 'see'],
      identifiers: [{ kind: 'phone', platform: '', text: '07700 900123' }],
      story: 'Not me.',
      contact: '',
    },
  });
});

test('nothing said, too much said and an answer that is not offered are named at their field', () => {
  assert.deepEqual(read({ contact: ['a@example.org'] }), {
    ok: false,
    errors: [{ field: 'story', why: 'nothing-said' }],
  });
  assert.deepEqual(read({ story: ['x'.repeat(10_001)] }), {
    ok: false,
    errors: [{ field: 'story', why: 'too-long' }],
  });
  assert.deepEqual(read({ wants: ['everything'] }), {
    ok: false,
    errors: [{ field: 'wants', why: 'not-an-option' }],
  });
});

test('contests go to open desks of other organisations than the one that the first desk belongs to', () => {
  const pack = {
    desks: [
      { id: 'support', organisation: 'local' },
      { id: 'second', organisation: 'local' },
      { id: 'outside', organisation: 'neighbour' },
      { id: 'far', organisation: 'third' },
    ],
  };
  const open = ['support', 'second', 'outside'];
  assert.deepEqual(contestDesks(pack, open), ['outside']);
  assert.deepEqual(contestDesks(pack, ['support', 'second']), []);
});
