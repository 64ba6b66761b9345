import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as v from 'valibot';
import { MESSAGE_LONGEST, MessageValue } from './message-value.ts';

const id = '3f8a2b9c-1d4e-4f6a-8b7c-9d0e1f2a3b4c';
const says = (value: unknown): boolean => v.safeParse(MessageValue, value).success;

test('each kind of message is read, and no kind that we do not know', () => {
  assert.ok(says({ type: 'text', text: 'Thank you.', files: [{ id, kind: 'picture', name: 'a.jpg' }] }));
  assert.ok(says({ type: 'take-back', what: 'police' }));
  assert.ok(says({ type: 'draft-answer', draft: id, yes: false, text: '' }));
  assert.ok(!says({ type: 'order', text: 'x' }));
  assert.ok(!says({ type: 'take-back', what: 'everything' }));
});

test('what is too long, too many or beside the point is refused', () => {
  assert.ok(!says({ type: 'text', text: 'x'.repeat(MESSAGE_LONGEST + 1), files: [] }));
  const file = { id, kind: 'picture', name: 'a' };
  assert.ok(!says({ type: 'text', text: '', files: [file, file, file, file, file, file] }));
  assert.ok(!says({ type: 'text', text: '', files: [], html: '<b>' }));
});
