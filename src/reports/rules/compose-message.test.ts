import assert from 'node:assert/strict';
import { test } from 'node:test';
import { composeMessage, messageId } from './compose-message.ts';

const form =
  (fields: Record<string, string>) =>
  (name: string): string =>
    fields[name] ?? '';

test('each form of the page says one thing, and what it does not say is refused', () => {
  assert.deepEqual(composeMessage(form({ act: 'add', text: ' Words. ' }), []), {
    ok: true,
    value: { type: 'text', text: 'Words.', files: [] },
  });
  assert.deepEqual(composeMessage(form({ act: 'take-back', what: 'all' }), []), {
    ok: true,
    value: { type: 'take-back', what: 'all' },
  });
  assert.deepEqual(composeMessage(form({ act: 'no', draft: 'd', text: 'Not the car.' }), []), {
    ok: true,
    value: { type: 'draft-answer', draft: 'd', yes: false, text: 'Not the car.' },
  });
  const why = (fields: Record<string, string>, files: string[] = []) => {
    const composed = composeMessage(form(fields), files);
    return composed.ok ? 'ok' : composed.why;
  };
  assert.equal(why({ act: 'add', text: ' ' }), 'nothing-said');
  assert.equal(why({ act: 'add' }, ['a']), 'ok');
  assert.equal(why({ act: 'add' }, ['a', 'b', 'c', 'd', 'e', 'f']), 'too-many');
  assert.equal(why({ act: 'add', text: 'x'.repeat(10_001) }), 'too-long');
  assert.equal(why({ act: 'take-back', what: 'everything' }), 'form');
  assert.equal(why({ act: 'other' }), 'form');
});

test('the same form with the same words and pictures is the same message, anything else is another', () => {
  const picture = new Uint8Array([1, 2, 3]);
  const id = messageId('form', 'words', [picture]);
  assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.equal(messageId('form', 'words', [picture]), id);
  for (const other of [
    messageId('other', 'words', [picture]),
    messageId('form', 'other', [picture]),
    messageId('form', 'words', []),
    messageId('form', 'words', [new Uint8Array([1, 2])]),
  ])
    assert.notEqual(other, id);
});
