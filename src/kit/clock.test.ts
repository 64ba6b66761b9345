import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayOf, hourOf, standingClock, systemClock, Temporal } from './clock.ts';

void test('a day begins when it begins in London, winter and summer', () => {
  const day = (text: string) => dayOf(Temporal.Instant.from(text));
  assert.equal(day('2026-01-31T23:59:59Z'), '2026-01-31');
  assert.equal(day('2026-06-30T22:59:59Z'), '2026-06-30');
  assert.equal(day('2026-06-30T23:00:00Z'), '2026-07-01');
});

void test('an hour names no minute', () => {
  assert.equal(hourOf(Temporal.Instant.from('2026-06-30T22:47:31.123Z')), '2026-06-30T22');
});

void test('a standing clock moves only when it is moved, by the clocks of London', () => {
  const clock = standingClock('2026-10-24T22:30:00Z');
  assert.equal(clock.today(), '2026-10-24');
  clock.advance({ hours: 1 });
  assert.equal(clock.today(), '2026-10-25');
  clock.set('2026-10-24T22:30:00Z');
  clock.advance({ days: 1 });
  assert.equal(clock.now().toString(), '2026-10-25T23:30:00Z');
});

void test('the system’s clock is the system’s', () => {
  assert.ok(Math.abs(systemClock.now().epochMilliseconds - Date.now()) < 1000);
});
