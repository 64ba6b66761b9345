import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answerBy, daysBetween, dueDay, goneDay, isLate } from './way-back-days.ts';

test('whatever the minute of the day, 72 hours pass between hiding and the night that deletes', () => {
  for (const day of ['2026-03-26', '2026-10-22', '2026-12-30']) {
    const latest = Date.parse(`${day}T23:59:59+00:00`);
    // The first moment of the day on which it is due, an hour earlier in summer.
    const due = Date.parse(`${goneDay(day)}T00:00:00+01:00`);
    assert.ok(due - latest >= 71 * 3_600_000);
    assert.ok(due + 4 * 3_600_000 - latest >= 72 * 3_600_000, 'the sweep runs at four');
    assert.equal(dueDay(goneDay(day)), day);
  }
  assert.equal(answerBy('2026-12-28'), '2027-01-04');
  assert.equal(daysBetween('2026-03-28', '2026-03-30'), 2);
});

test('a desk is late when somebody waits for it longer than it said, not when it waits for them', () => {
  const record = { waitingOn: 'desk', waitingSince: '2026-11-01', hiddenDay: null };
  assert.equal(isLate(record, 7, '2026-11-08'), false);
  assert.equal(isLate(record, 7, '2026-11-09'), true);
  assert.equal(isLate({ ...record, waitingOn: 'reporter' }, 7, '2026-11-30'), false);
  assert.equal(isLate({ ...record, hiddenDay: '2026-11-05' }, 7, '2026-11-30'), false);
});
