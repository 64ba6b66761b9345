import assert from 'node:assert/strict';
import { test } from 'node:test';
import { daysBetween, inOrder } from './record-age.ts';

test('days are counted across a change of the clocks and of the year', () => {
  assert.equal(daysBetween('2026-10-24', '2026-10-26'), 2);
  assert.equal(daysBetween('2026-12-31', '2027-01-01'), 1);
  assert.equal(daysBetween('2026-11-24', '2026-11-24'), 0);
});

test('urgent ones stand first, then the newest; within a day the order is left alone', () => {
  const listed = [
    { id: 1, day: '2026-11-22', urgent: false },
    { id: 2, day: '2026-11-24', urgent: false },
    { id: 3, day: '2026-11-24', urgent: false },
    { id: 4, day: '2026-11-20', urgent: true },
  ];
  assert.deepEqual(
    inOrder(listed).map(({ id }) => id),
    [4, 2, 3, 1],
  );
});
