import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Temporal } from 'temporal-polyfill';
import { goesFrom, mayGoAt, waitAgain } from './when.ts';

const night = { quiet: { from: 22, to: 8 }, never: [] };
const free = (at: string, wishes: Parameters<typeof mayGoAt>[1] = night): string =>
  mayGoAt(Temporal.Instant.from(at), wishes).toString();

test('quiet hours end at eight of London’s clock, over both of its changes', () => {
  for (const [due, goes] of [
    // An ordinary night of winter, and of summer.
    ['2026-11-24T21:59:59Z', '2026-11-24T21:59:59Z'],
    ['2026-11-24T22:00:00Z', '2026-11-25T08:00:00Z'],
    ['2026-11-25T07:59:59Z', '2026-11-25T08:00:00Z'],
    ['2026-11-25T08:00:00Z', '2026-11-25T08:00:00Z'],
    ['2026-07-01T20:59:59Z', '2026-07-01T20:59:59Z'],
    ['2026-07-01T21:00:00Z', '2026-07-02T07:00:00Z'],
    // 29 March 2026, 01:00: an hour is left out.
    ['2026-03-28T22:00:00Z', '2026-03-29T07:00:00Z'],
    ['2026-03-29T00:30:00Z', '2026-03-29T07:00:00Z'],
    ['2026-03-29T01:30:00Z', '2026-03-29T07:00:00Z'],
    // 25 October 2026, 02:00: an hour comes twice.
    ['2026-10-24T21:00:00Z', '2026-10-25T08:00:00Z'],
    ['2026-10-25T00:30:00Z', '2026-10-25T08:00:00Z'],
    ['2026-10-25T01:30:00Z', '2026-10-25T08:00:00Z'],
    ['2026-10-25T07:30:00Z', '2026-10-25T08:00:00Z'],
  ] as const)
    assert.equal(free(due), goes, due);
});

test('hours within a day, no hours at all, and days on which nothing may come', () => {
  const lunch = { quiet: { from: 12, to: 14 }, never: [] };
  assert.equal(free('2026-11-24T12:30:00Z', lunch), '2026-11-24T14:00:00Z');
  assert.equal(free('2026-11-24T14:00:00Z', lunch), '2026-11-24T14:00:00Z');
  assert.equal(free('2026-11-24T03:00:00Z', { quiet: null, never: [] }), '2026-11-24T03:00:00Z');
  // 28 and 29 November 2026 are Saturday and Sunday; Monday's quiet hours then end at eight.
  assert.equal(free('2026-11-28T12:00:00Z', { ...night, never: [6, 7] }), '2026-11-30T08:00:00Z');
  assert.equal(free('2026-11-27T23:00:00Z', { ...night, never: [6] }), '2026-11-29T08:00:00Z');
  // Six days of seven.
  const once = free('2026-11-24T12:00:00Z', { ...night, never: [2, 3, 4, 5, 6, 7] });
  assert.equal(once, '2026-11-30T08:00:00Z');
});

test('the highest severity goes at once, others on the quarter-hour', () => {
  const at = Date.parse('2026-11-24T12:01:00Z');
  assert.equal(goesFrom(at, 'highest'), at);
  assert.equal(goesFrom(at, 'other'), Date.parse('2026-11-24T12:15:00Z'));
  const on = Date.parse('2026-11-24T12:15:00Z');
  assert.equal(goesFrom(on, 'other'), on);
});

test('tries come further and further apart, and not before we were asked to come', () => {
  const waits = [1, 2, 3, 4, 5, 6, 7, 8, 9, 20].map((tries) => waitAgain(tries, 0, 0.5) / 60_000);
  assert.deepEqual(waits, [0.5, 1, 2, 4, 8, 16, 32, 60, 60, 60]);
  assert.equal(waitAgain(1, 600_000, 0.5), 600_000);
  assert.equal(waitAgain(1, 1e12, 0.5), 3_600_000);
  assert.ok(waitAgain(1, 0, 0) < waitAgain(1, 0, 0.99));
});
