import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { DraftState } from '../tables.ts';
import { mayTurn } from './draft-state.ts';

const states: DraftState[] = ['writing', 'asked', 'to-approve', 'sent-back', 'approved', 'dropped'];

test('the author never sends back, another never puts forward', () => {
  assert.ok(mayTurn('writing', 'to-approve', true));
  assert.ok(!mayTurn('writing', 'to-approve', false));
  assert.ok(mayTurn('to-approve', 'sent-back', false));
  assert.ok(!mayTurn('to-approve', 'sent-back', true));
});

test('no walk of turns reaches “approved”, and what is approved or dropped stays so', () => {
  const step = fc.record({ to: fc.constantFrom(...states), isAuthor: fc.boolean() });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      let state: DraftState = 'writing';
      for (const { to, isAuthor } of steps) {
        if (!mayTurn(state, to, isAuthor)) continue;
        assert.notEqual(state, 'dropped');
        state = to;
        assert.notEqual(state, 'approved');
      }
    }),
  );
});
