import assert from 'node:assert/strict';
import { test } from 'node:test';
import { takenBackIn } from './taken-back.ts';

test('she takes back, the desk cannot, and what did not verify says nothing', () => {
  const takes = (what: 'police' | 'all', fromDesk: boolean) => ({
    fromDesk,
    value: { type: 'take-back', what } as const,
  });
  assert.deepEqual(
    takenBackIn([takes('police', false), takes('all', true), { fromDesk: false, value: null }]),
    ['police'],
  );
});
