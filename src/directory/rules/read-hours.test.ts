import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import * as v from 'valibot';
import { vocabulary, weekdays } from './hours-vocabulary.ts';
import { openDays } from './openings.ts';
import { readHours } from './read-hours.ts';
import { sayHours } from './say-hours.ts';
import { Schedule } from './schedule-shape.ts';

/** A Tuesday. */
const today = '2026-11-24';
const read = (text: string) => {
  const found = readHours(text, today);
  if (!found.ok) return 'word' in found ? `${found.why}: ${found.word}` : found.why;
  assert.ok(v.is(Schedule, found.schedule), text);
  return sayHours(found.schedule, today);
};

test('what people type is read, and said back in whole words', () => {
  const cases: Record<string, string> = {
    'every Thursday afternoon': 'Every Thursday, 12 noon – 5 pm. Closed on bank holidays.',
    'Mon-Fri 9am to 5pm': 'Monday to Friday, 9 am – 5 pm. Closed on bank holidays.',
    'every other Tuesday 10-12':
      'Every other Tuesday, 10 am – 12 noon, from 24 November 2026. Closed on bank holidays.',
    'first Monday of the month 2pm-4pm':
      'The first Monday of the month, 2 pm – 4 pm. Closed on bank holidays.',
    'daily 24 hours': 'Every day, 24 hours. Closed on bank holidays.',
    '24/7, open on bank holidays': 'Every day, 24 hours. Open on bank holidays.',
    'Saturday 10pm to 2am': 'Every Saturday, 10 pm – 2 am the next day. Closed on bank holidays.',
    'Tuesdays and Thursdays, 9.30 a.m. – 1 p.m.':
      'Tuesday and Thursday, 9:30 am – 1 pm. Closed on bank holidays.',
    'weekends 11-3pm': 'Saturday and Sunday, 11 am – 3 pm. Closed on bank holidays.',
    'from 9am until noon on weekdays from 3 December until 18 December, ring first on bank holidays':
      'Monday to Friday, 9 am – 12 noon, from 3 December 2026, until 18 December 2026. Ring first on bank holidays.',
    'the 1st and 3rd Wed of each month 18:00-20:30 except bank holidays':
      'The first Wednesday and the third Wednesday of the month, 6 pm – 8:30 pm. Closed on bank holidays.',
    'Thursday 3rd December 2pm to 4pm': 'On 3 December 2026, 2 pm – 4 pm. Closed on bank holidays.',
    'Fri-Mon 10pm to midnight':
      'Monday, Friday, Saturday and Sunday, 10 pm – midnight. Closed on bank holidays.',
    'EVERY DAY 9-5PM': 'Every day, 9 am – 5 pm. Closed on bank holidays.',
    'last Friday of the month 12-2pm':
      'The last Friday of the month, 12 noon – 2 pm. Closed on bank holidays.',
  };
  for (const [typed, said] of Object.entries(cases)) assert.equal(read(typed), said, typed);
});

test('vague words are told with the times that they were read as', () => {
  const found = readHours('Monday mornings', today);
  assert.deepEqual(found.ok && found.parts, [{ opens: '09:00', closes: '12:00' }]);
});

test('what is not understood, or could be meant twice, is refused with its word', () => {
  const cases: Record<string, string> = {
    'every Thursday lunchtime': 'word: lunchtime',
    'most Tuesdays 10-12': 'word: most',
    'every second Tuesday 10-12': 'word: 10',
    'Tuesday 2-4': 'half: 2',
    'Tuesday 9-5': 'half: 9',
    'Tuesday 9am-5': 'half: 5',
    'Tuesday 2:00-4:00': 'half: 2:00',
    'Tuesday 13pm-5pm': 'word: 13',
    'Tuesday 25:00-26:00': 'word: 25:00',
    'Tuesday banana': 'word: banana',
    'Mon-Fri 9am to 5pm, Sat 10-12': 'word: sat',
    'Tuesday 10am': 'no-end',
    'Tuesday 10am to': 'no-end',
    Tuesday: 'no-times',
    '10am to 12 noon': 'no-days',
    '': 'no-days',
    'first Monday 2pm-4pm': 'word: 2',
    'first Monday': 'no-month',
    'Friday 3 December 2pm-4pm': 'day: 3',
    '31 February 2pm-4pm': 'day: 31',
    'Tuesday 9am to 5pm the next day': 'word: next',
    'Tuesday 10-12 from 3 December until 1 December 2026': 'day: until',
    'on 3 December 2pm-4pm from 1 December': 'word: from',
    'Tuesday 10-12 Tuesday': 'word: tuesday',
    'Tuesday 10-12 <script>': 'word: <',
    'Tuesday 10-12 every': 'word: every',
  };
  for (const [typed, said] of Object.entries(cases)) assert.equal(read(typed), said, typed);
});

const days = fc.subarray([...weekdays], { minLength: 1 });
const nthDays = fc.uniqueArray(
  fc.tuple(fc.constantFrom(1, 2, 3, 4, -1), fc.constantFrom(...weekdays)).map(([nth, day]) => `${nth}${day}`),
  { minLength: 1, maxLength: 4 },
);
const rules = fc.oneof(
  fc.constant(null),
  fc.constant('FREQ=DAILY'),
  days.map((list) => `FREQ=WEEKLY;BYDAY=${list.join()}`),
  days.map((list) => `FREQ=WEEKLY;INTERVAL=2;BYDAY=${list.join()}`),
  nthDays.map((list) => `FREQ=MONTHLY;BYDAY=${list.join()}`),
);
const day = (from: number, to: number) =>
  fc
    .integer({ min: from, max: to })
    .map((ahead) => Temporal.PlainDate.from(today).add({ days: ahead }).toString());
const time = fc
  .integer({ min: 0, max: 24 * 12 - 1 })
  .map((at) => `${String(Math.floor(at / 12)).padStart(2, '0')}:${String((at % 12) * 5).padStart(2, '0')}`);
const schedules = fc
  .record({
    rrule: rules,
    dtstart: day(-40, 400),
    opens: time,
    closes: time,
    bankHolidays: fc.constantFrom('open' as const, 'closed' as const, 'ring' as const),
    validTo: fc.option(day(400, 800)),
  })
  .map((some): Schedule => ({
    ...some,
    overnight: some.closes <= some.opens,
    timezone: 'Europe/London',
    except: [],
    also: [],
    validFrom: null,
    description: null,
  }))
  // What ends before it first opens is no schedule: nobody says such hours.
  .filter((some) => openDays(some, some.dtstart, some.validTo ?? '2029-12-31').length > 0);

test('saying a schedule and reading it again gives the same schedule', () => {
  let same = 0;
  fc.assert(
    fc.property(schedules, (schedule) => {
      const said = sayHours(schedule, today);
      assert.ok(said !== null, JSON.stringify(schedule));
      const again = readHours(said, today);
      assert.ok(again.ok, said);
      const { dtstart, ...rest } = again.schedule;
      assert.deepEqual({ ...rest, dtstart: schedule.dtstart }, schedule, said);
      if (dtstart === schedule.dtstart) same += 1;
      // Where it began before today that is not said, and changes nothing from today on.
      const [first, last] = [schedule.rrule === null ? schedule.dtstart : today, '2028-02-29'];
      assert.deepEqual(openDays(again.schedule, first, last), openDays(schedule, first, last), said);
      assert.equal(sayHours(again.schedule, today), said);
    }),
    { numRuns: 120 },
  );
  assert.ok(same > 50, `${same}`);
});

test('what these words cannot say is not said', () => {
  const weekly = readHours('every Tuesday 10-12', today);
  assert.ok(weekly.ok);
  for (const rrule of [
    'FREQ=WEEKLY;BYDAY=TU;COUNT=4',
    'FREQ=WEEKLY;INTERVAL=3;BYDAY=TU',
    'FREQ=WEEKLY',
    'FREQ=MONTHLY;BYMONTHDAY=15',
    'FREQ=MONTHLY;BYDAY=5MO',
    'FREQ=DAILY;INTERVAL=2',
    'FREQ=DAILY;UNTIL=20270314',
  ])
    assert.equal(sayHours({ ...weekly.schedule, rrule }, today), null, rrule);
  assert.equal(sayHours({ ...weekly.schedule, validFrom: today }, today), null);
  assert.equal(
    sayHours({ ...weekly.schedule, rrule: 'FREQ=WEEKLY;INTERVAL=1;BYDAY=TU' }, today),
    'Every Tuesday, 10 am – 12 noon. Closed on bank holidays.',
  );
});

test('a sentence with a word of nobody’s list never becomes hours, and no sentence at all is a fault', () => {
  const known = [...vocabulary];
  const noise = fc.array(
    fc.oneof(fc.constantFrom(...known), fc.constantFrom('9am', '10', '12', '5pm', '3', '2026')),
    {
      maxLength: 12,
    },
  );
  fc.assert(
    fc.property(
      noise,
      noise,
      fc.string({ minLength: 1, maxLength: 9 }).map((text) => text.replaceAll(/[\s\d]/g, 'x').toLowerCase()),
      (before, after, word) => {
        const plain = word.normalize('NFKC');
        fc.pre(/^[\p{L}]+$/u.test(plain) && !vocabulary.has(plain) && !/^(st|nd|rd|th)/.test(plain));
        for (const sentence of [
          [...before, word, ...after],
          ['every', 'Tuesday', '10am', '-', '12', 'noon', word],
          [word, 'every', 'Tuesday', '10am', '-', '12', 'noon'],
        ])
          assert.ok(!readHours(sentence.join(' '), today).ok, sentence.join(' '));
      },
    ),
    { numRuns: 500 },
  );
  // Words of the list in any order: refused, or hours that are said again in the same sense.
  let understood = 0;
  fc.assert(
    fc.property(noise, (words) => {
      const found = readHours(words.join(' '), today);
      if (!found.ok) return;
      understood += 1;
      assert.ok(v.is(Schedule, found.schedule), words.join(' '));
      assert.ok(readHours(sayHours(found.schedule, today) ?? '', today).ok, words.join(' '));
    }),
    { numRuns: 3000 },
  );
  const rubbish = fc.string({ maxLength: 80 });
  fc.assert(fc.property(rubbish, (text) => typeof readHours(text, today).ok === 'boolean'));
  assert.ok(understood < 300, `${understood}`);
});
