import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { type DaysChanged, addDay, cancelDay, endOn } from './change-days.ts';
import { openDays } from './openings.ts';
import { readHours } from './read-hours.ts';
import type { Schedule } from './schedule-shape.ts';

/** A Tuesday. */
const today = '2026-11-24';
const hours = (text: string): Schedule => {
  const read = readHours(text, today);
  assert.ok(read.ok, text);
  return read.schedule;
};
const thursdays = hours('every Thursday 2pm-4pm');
const next = (schedule: Schedule) => openDays(schedule, today, '2027-01-31').slice(0, 3);
const done = (changed: DaysChanged): Schedule => {
  assert.ok(changed.ok, changed.ok ? '' : changed.why);
  return changed.schedule;
};
const why = (changed: DaysChanged) => (changed.ok ? 'done' : changed.why);

test('one date is cancelled, and is on after all', () => {
  const without = done(cancelDay(thursdays, '2026-12-03', today));
  assert.deepEqual(next(without), ['2026-11-26', '2026-12-10', '2026-12-17']);
  assert.deepEqual(done(addDay(without, '2026-12-03', today)), thursdays);
  assert.equal(why(cancelDay(without, '2026-12-03', today)), 'not-open');
  assert.equal(why(cancelDay(thursdays, '2026-12-04', today)), 'not-open');
  assert.equal(why(cancelDay(thursdays, '2026-11-19', today)), 'past');
});

test('one date is added, and taken away again', () => {
  const more = done(addDay(thursdays, '2026-11-30', today));
  assert.deepEqual(next(more), ['2026-11-26', '2026-11-30', '2026-12-03']);
  assert.deepEqual(next(done(cancelDay(more, '2026-11-30', today))), next(thursdays));
  assert.equal(why(addDay(thursdays, '2026-11-26', today)), 'open-already');
  assert.equal(why(addDay(thursdays, '2026-11-23', today)), 'past');
  // Closed on bank holidays, or at an end: nothing would be open on the day that was added.
  assert.equal(why(addDay(thursdays, '2026-12-25', today)), 'not-open');
  assert.equal(why(addDay(done(endOn(thursdays, '2026-12-10', today)), '2026-12-11', today)), 'not-open');
});

test('hours get an end and lose it', () => {
  const ended = done(endOn(thursdays, '2026-12-03', today));
  assert.deepEqual(next(ended), ['2026-11-26', '2026-12-03']);
  assert.deepEqual(done(endOn(ended, null, today)), thursdays);
  assert.equal(why(endOn(thursdays, '2026-11-20', today)), 'past');
  assert.equal(why(endOn(hours('every Friday 10-12 from 4 December'), '2026-12-01', today)), 'before-start');
});

test('whatever is pressed, only the day that was pressed changes', () => {
  const days = fc
    .integer({ min: 0, max: 60 })
    .map((ahead) => Temporal.PlainDate.from(today).add({ days: ahead }).toString());
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.boolean(), days), { maxLength: 20 }), (presses) => {
      let schedule = hours('Mon, Thu and Sat 10-12, open on bank holidays');
      const open = new Set(openDays(schedule, today, '2027-02-01'));
      for (const [adds, day] of presses) {
        const changed = (adds ? addDay : cancelDay)(schedule, day, today);
        assert.equal(changed.ok, adds !== open.has(day));
        if (!changed.ok) continue;
        schedule = changed.schedule;
        if (adds) open.add(day);
        else open.delete(day);
        assert.deepEqual(openDays(schedule, today, '2027-02-01'), [...open].toSorted());
      }
    }),
    { numRuns: 60 },
  );
});
