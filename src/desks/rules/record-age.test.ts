import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Listed, daysBetween, daysLate, inOrder } from './record-age.ts';

test('days are counted across a change of the clocks and of the year', () => {
  assert.equal(daysBetween('2026-10-24', '2026-10-26'), 2);
  assert.equal(daysBetween('2026-12-31', '2027-01-01'), 1);
  assert.equal(daysBetween('2026-11-24', '2026-11-24'), 0);
});

const listed = (id: number, more: Partial<Listed> = {}): Listed & { id: number } => ({
  id,
  day: '2026-11-24',
  urgent: false,
  late: 0,
  quarantined: false,
  answered: false,
  ...more,
});
const ids = (records: readonly { id: number }[]) => records.map(({ id }) => id);

test('a record is late by the days beyond what its desk promises, and only while it waits on the desk', () => {
  const since = (waitingOn: 'desk' | 'reporter' | 'nobody') => ({ waitingOn, waitingSince: '2026-11-10' });
  assert.equal(daysLate(since('desk'), 7, '2026-11-17'), 0);
  assert.equal(daysLate(since('desk'), 7, '2026-11-18'), 1);
  assert.equal(daysLate(since('desk'), 7, '2026-11-24'), 7);
  assert.equal(daysLate(since('reporter'), 7, '2026-11-24'), 0);
  assert.equal(daysLate(since('nobody'), 7, '2026-11-24'), 0);
});

test('urgent ones stand first, then the late, then the newest; within a day the order is left alone', () => {
  const records = [
    listed(1, { day: '2026-11-22' }),
    listed(2),
    listed(3),
    listed(4, { day: '2026-11-20', urgent: true }),
    listed(5, { day: '2026-11-12', late: 5 }),
    listed(6, { day: '2026-11-10', late: 7 }),
    listed(7, { day: '2026-11-10', late: 7, urgent: true }),
  ];
  assert.deepEqual(ids(inOrder(records).list), [7, 4, 6, 5, 2, 3, 1]);
});

test('what came in a flood stands apart, however urgent it says it is, until it was answered', () => {
  const flood = Array.from({ length: 50 }, (_, at) => listed(100 + at, { urgent: true, quarantined: true }));
  const records = [
    ...flood,
    listed(1, { urgent: true }),
    listed(2, { quarantined: true, late: 3 }),
    listed(3, { quarantined: true, answered: true }),
    listed(4),
  ];
  const order = inOrder(records);
  assert.deepEqual(ids(order.list), [1, 3, 4]);
  assert.deepEqual(ids(order.flood), [...ids(flood), 2]);
});
