import assert from 'node:assert/strict';
import { test } from 'node:test';
import { careAnswer, careKinds, isCareKind } from './nhs-care.ts';

test('free for everyone is said only of what the guidance names', () => {
  const free = careKinds.filter((kind) => careAnswer(kind) === 'free-for-all');
  assert.deepEqual(free, ['gp', 'emergency', 'sexual', 'contraception']);
});

test('a stay in hospital is not free because it began in A&E', () => {
  assert.equal(careAnswer('ward'), 'may-cost');
  assert.equal(careAnswer('planned'), 'may-cost');
});

test('what nobody has checked is asked first', () => {
  for (const kind of ['violence', 'trafficked', 'other'] as const)
    assert.equal(careAnswer(kind), 'ask-first');
  assert.equal(isCareKind('constructor'), false);
});
