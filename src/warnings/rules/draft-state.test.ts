import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type DraftTurn, mayTurn } from './draft-state.ts';

const states: DraftTurn[] = ['writing', 'asked', 'to-approve', 'sent-back', 'dropped'];

test('the author never sends back, another never puts forward', () => {
  assert.ok(mayTurn('writing', 'to-approve', true));
  assert.ok(!mayTurn('writing', 'to-approve', false));
  assert.ok(mayTurn('to-approve', 'sent-back', false));
  assert.ok(!mayTurn('to-approve', 'sent-back', true));
});

test('only the author brings a draft before a second person, whatever was done before', () => {
  const step = fc.record({ to: fc.constantFrom(...states), isAuthor: fc.boolean() });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      let state: DraftTurn = 'writing';
      for (const { to, isAuthor } of steps) {
        if (state === 'dropped' || !mayTurn(state, to, isAuthor)) continue;
        if (to === 'to-approve') assert.ok(isAuthor);
        if (to === 'sent-back') assert.ok(!isAuthor && state === 'to-approve');
        state = to;
      }
    }),
  );
});
