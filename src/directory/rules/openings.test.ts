/** Held against ical.js, another implementation of RFC 5545, over five years and in three time zones of the server. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { test } from 'node:test';
import fc from 'fast-check';
import ICAL from 'ical.js';
import { Temporal } from 'temporal-polyfill';
import * as v from 'valibot';
import { bankHolidays, isBankHoliday, knownUntil } from './bank-holidays.ts';
import { type Opening, openDays, openingsOf, spansOf } from './openings.ts';
import { Schedule } from './schedule-shape.ts';
import { isOpen } from './search.ts';

const weekly = (change: Partial<Schedule> = {}): Schedule => ({
  rrule: 'FREQ=WEEKLY;BYDAY=TH',
  dtstart: '2025-01-02',
  opens: '14:00',
  closes: '16:00',
  overnight: false,
  timezone: 'Europe/London',
  except: [],
  also: [],
  bankHolidays: 'open',
  validFrom: null,
  validTo: null,
  description: null,
  ...change,
});
const at = (iso: string) => Temporal.Instant.from(iso);
const said = ({ opens, closes }: Opening): string =>
  `${opens.toString({ timeZoneName: 'never' })}/${closes.toString({ timeZoneName: 'never' })}`;

/** Days by ical.js. */
function otherDays(schedule: Schedule, from: string, to: string): string[] {
  if (schedule.rrule === null) return [schedule.dtstart].filter((day) => day >= from && day <= to);
  const start = ICAL.Time.fromDateString(schedule.dtstart);
  const days: string[] = [];
  const iterator = ICAL.Recur.fromString(schedule.rrule).iterator(start);
  for (let next = iterator.next(); next; next = iterator.next()) {
    const day = next.toString().slice(0, 10);
    if (day > to) break;
    if (day >= from) days.push(day);
  }
  return days;
}

const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const rules = fc.oneof(
  fc
    .record({ interval: fc.integer({ min: 1, max: 4 }), days: fc.subarray(weekdays, { minLength: 1 }) })
    .map(({ interval, days }) => `FREQ=WEEKLY;INTERVAL=${interval};BYDAY=${days.join(',')}`),
  fc
    .record({
      nth: fc.constantFrom(1, 2, 3, 4, -1),
      day: fc.constantFrom(...weekdays),
      every: fc.integer({ min: 1, max: 3 }),
    })
    .map(({ nth, day, every }) => `FREQ=MONTHLY;INTERVAL=${every};BYDAY=${nth}${day}`),
  fc.integer({ min: 1, max: 31 }).map((day) => `FREQ=MONTHLY;BYMONTHDAY=${day}`),
  fc.integer({ min: 1, max: 9 }).map((every) => `FREQ=DAILY;INTERVAL=${every}`),
  fc.integer({ min: 1, max: 40 }).map((count) => `FREQ=WEEKLY;BYDAY=MO,FR;COUNT=${count}`),
  fc.constant('FREQ=DAILY;UNTIL=20270314'),
);
const starts = fc
  .integer({ min: 0, max: 400 })
  .map((days) => Temporal.PlainDate.from('2024-12-01').add({ days }).toString());
const [from, to] = ['2025-01-01', '2029-12-31'];

test('days agree with ical.js over five years', () => {
  fc.assert(
    fc.property(rules, starts, (rrule, dtstart) => {
      const schedule = weekly({ rrule, dtstart });
      assert.ok(v.is(Schedule, schedule), rrule);
      assert.deepEqual(openDays(schedule, from, to), otherDays(schedule, from, to), `${dtstart} ${rrule}`);
    }),
    { numRuns: 150 },
  );
  // The comparison finds a rule that is off by a week.
  const shifted = weekly({ rrule: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TH', dtstart: '2025-01-09' });
  assert.notDeepEqual(
    openDays(shifted, from, to),
    otherDays({ ...shifted, dtstart: '2025-01-02' }, from, to),
  );
});

test('exceptions, added days, validity and bank holidays', () => {
  const christmas = weekly({ rrule: 'FREQ=DAILY', except: ['2026-12-24'], also: ['2026-12-24'] });
  const days = (schedule: Schedule) => openDays(schedule, '2026-12-23', '2026-12-29');
  assert.deepEqual(days(christmas), [
    '2026-12-23',
    '2026-12-25',
    '2026-12-26',
    '2026-12-27',
    '2026-12-28',
    '2026-12-29',
  ]);
  assert.deepEqual(days({ ...christmas, bankHolidays: 'closed' }), [
    '2026-12-23',
    '2026-12-26',
    '2026-12-27',
    '2026-12-29',
  ]);
  assert.deepEqual(days({ ...christmas, validFrom: '2026-12-27', validTo: '2026-12-28' }), [
    '2026-12-27',
    '2026-12-28',
  ]);
  assert.deepEqual(days(weekly({ rrule: null, dtstart: '2026-12-26', also: ['2026-12-29'] })), [
    '2026-12-26',
    '2026-12-29',
  ]);
  const ring = openingsOf([{ ...christmas, bankHolidays: 'ring' }], at('2026-12-25T00:00Z'), 1);
  assert.deepEqual(
    ring.map((one) => one.ring),
    [true, false],
  );
  assert.equal(
    isOpen(
      spansOf([{ ...christmas, bankHolidays: 'ring' }], at('2026-12-25T00:00Z'), 1),
      at('2026-12-25T15:00Z').epochMilliseconds,
    ),
    false,
  );
});

test('ten in the morning stays ten when the clocks change, and nights and whole days keep their length', () => {
  const daily = weekly({ rrule: 'FREQ=DAILY', opens: '10:00', closes: '12:00' });
  const on = (schedule: Schedule, day: string) => openingsOf([schedule], at(`${day}T00:30:00Z`), 0).map(said);
  assert.deepEqual(on(daily, '2026-03-28'), ['2026-03-28T10:00:00+00:00/2026-03-28T12:00:00+00:00']);
  assert.deepEqual(on(daily, '2026-03-29'), ['2026-03-29T10:00:00+01:00/2026-03-29T12:00:00+01:00']);
  assert.deepEqual(on(daily, '2026-10-25'), ['2026-10-25T10:00:00+00:00/2026-10-25T12:00:00+00:00']);
  // Half past one does not exist on 29 March and comes twice on 25 October.
  const gap = weekly({ rrule: 'FREQ=DAILY', opens: '01:30', closes: '05:00' });
  assert.deepEqual(on(gap, '2026-03-29'), ['2026-03-29T02:30:00+01:00/2026-03-29T05:00:00+01:00']);
  assert.deepEqual(on(gap, '2026-10-25'), ['2026-10-25T01:30:00+01:00/2026-10-25T05:00:00+00:00']);
  const night = weekly({ rrule: 'FREQ=WEEKLY;BYDAY=SA', opens: '22:00', closes: '06:00', overnight: true });
  assert.equal(
    isOpen(spansOf([night], at('2026-03-29T03:00:00Z'), 7), at('2026-03-29T04:59:00Z').epochMilliseconds),
    true,
  );
  assert.equal(
    isOpen(spansOf([night], at('2026-03-29T03:00:00Z'), 7), at('2026-03-29T05:00:00Z').epochMilliseconds),
    false,
  );
  const always = spansOf(
    [weekly({ rrule: 'FREQ=DAILY', opens: '00:00', closes: '00:00', overnight: true })],
    at('2026-03-28T12:00:00Z'),
    3,
  );
  assert.equal(always.length, 1, 'day and night is one span');
});

test('the server’s own time zone changes nothing', () => {
  const program = fileURLToPath(new URL('openings-digest.fixture.ts', import.meta.url));
  const digests = ['UTC', 'America/New_York', 'Pacific/Auckland'].map((TZ) => {
    const ran = spawnSync(process.execPath, [program], {
      env: { TZ },
      encoding: 'utf8',
    });
    return ran.stdout.match(/digest ([0-9a-f]{64})/)?.[1];
  });
  assert.match(digests[0] ?? '', /^[0-9a-f]{64}$/);
  assert.deepEqual(new Set(digests).size, 1, digests.join());
});
test('bank holidays are eight a year, on the weekdays that the Act names', () => {
  for (let year = 2025; year <= knownUntil; year += 1) {
    const days = [...bankHolidays]
      .filter((day) => day.startsWith(String(year)))
      .map((day) => Temporal.PlainDate.from(day));
    assert.equal(days.length, 8);
    assert.ok(days.every(({ dayOfWeek }) => dayOfWeek <= 5));
    const inMonth = (month: number) => days.filter((day) => day.month === month);
    assert.deepEqual([inMonth(5)[0]?.dayOfWeek, (inMonth(5)[0]?.day ?? 9) <= 7], [1, true]);
    for (const last of [inMonth(5)[1], inMonth(8)[0]])
      assert.deepEqual([last?.dayOfWeek, last?.add({ days: 7 }).month === last?.month], [1, false]);
    const friday = days.find((day) => day.dayOfWeek === 5 && (day.month === 3 || day.month === 4));
    assert.ok(isBankHoliday(String(friday?.add({ days: 3 }))), 'Easter Monday follows Good Friday');
  }
});

test('what is no opening time is refused with what was expected', () => {
  for (const change of [
    { rrule: 'banana' },
    { rrule: 'FREQ=SECONDLY' },
    { rrule: 'FREQ=WEEKLY;BYDAY=XX' },
    { opens: 'banana' },
    { opens: '25:00' },
    { opens: '16:00', closes: '14:00' },
    { opens: '14:00', closes: '16:00', overnight: true },
    { validFrom: '2026-05-02', validTo: '2026-05-01' },
  ])
    assert.ok(!v.is(Schedule, weekly(change as Partial<Schedule>)), JSON.stringify(change));
});
