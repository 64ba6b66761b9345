import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addDays, londonDay, standingClock } from './clock.ts';

void test('a day begins when it begins in London, winter and summer', () => {
  assert.equal(londonDay(new Date('2026-01-31T23:59:59Z')), '2026-01-31');
  assert.equal(londonDay(new Date('2026-06-30T22:59:59Z')), '2026-06-30');
  assert.equal(londonDay(new Date('2026-06-30T23:00:00Z')), '2026-07-01');
});

void test('days are counted on the calendar, over a change of the clocks and a leap day', () => {
  assert.equal(addDays('2026-03-28', 2), '2026-03-30');
  assert.equal(addDays('2026-10-26', -2), '2026-10-24');
  assert.equal(addDays('2028-02-28', 1), '2028-02-29');
});

void test('a standing clock moves only when it is moved', () => {
  const clock = standingClock('2026-10-24T22:30:00Z');
  assert.equal(clock.today(), '2026-10-24');
  clock.advance(3_600_000);
  assert.equal(clock.today(), '2026-10-25');
  assert.equal(clock.now().toISOString(), '2026-10-24T23:30:00.000Z');
  assert.throws(() => standingClock('yesterday'), TypeError);
});
