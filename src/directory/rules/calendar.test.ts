/** Read back by the library's parser, and held against the openings themselves. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import ICAL from 'ical.js';
import { Temporal } from 'temporal-polyfill';
import { calendarOf } from './calendar.ts';
import { exampleService } from './example-service.fixture.ts';
import { openingsOf } from './openings.ts';
import { publicService } from './public-service.ts';
import type { Service } from './service.ts';

const confirmed = {
  sources: ['example'],
  checkedBy: 'Ada',
  checkedOn: '2026-11-01',
  nextCheck: '2026-12-31',
};
const open = (change: Partial<Service['schedules'][number]['value']> = {}): Service => ({
  ...exampleService(),
  name: 'Lamp House; drop-in, warm',
  schedules: [
    {
      id: 'hours-1',
      value: {
        rrule: 'FREQ=DAILY',
        dtstart: '2026-03-01',
        opens: '10:00',
        closes: '12:00',
        overnight: false,
        timezone: 'Europe/London',
        except: ['2026-12-03'],
        also: [],
        bankHolidays: 'closed',
        validFrom: null,
        validTo: null,
        description: null,
        ...change,
      },
      ...confirmed,
      state: 'confirmed',
    },
  ],
});
const now = Temporal.Instant.from('2026-11-24T12:30:00Z');
const shown = (service: Service, today = '2026-11-24') =>
  publicService(service, today) ?? assert.fail('not public');
const events = (calendar: string | null) =>
  new ICAL.Component(ICAL.parse(calendar ?? assert.fail('no calendar')))
    .getAllSubcomponents('vevent')
    .map((event) => new ICAL.Event(event));

test('a calendar holds the very openings, without what was cancelled and without bank holidays', () => {
  for (const change of [{}, { opens: '22:00', closes: '06:00', overnight: true }]) {
    const service = shown(open(change));
    const read = events(calendarOf(service, now));
    assert.deepEqual(
      read.map(({ startDate, endDate }) => [startDate.toJSDate().getTime(), endDate.toJSDate().getTime()]),
      openingsOf(service.schedules, now, 60).map(({ opens, closes }) => [
        opens.epochMilliseconds,
        closes.epochMilliseconds,
      ]),
    );
    assert.ok(read.length > 50);
    assert.ok(read.every((event) => !event.isRecurring()));
    const days = read.map(({ startDate }) => startDate.toString().slice(0, 10));
    for (const closed of ['2026-12-03', '2026-12-25', '2026-12-28', '2027-01-01'])
      assert.ok(!days.includes(closed), closed);
    assert.ok(days.includes('2026-12-24'));
    assert.equal(new Set(read.map(({ uid }) => uid)).size, read.length);
    assert.deepEqual(
      [read[0]?.summary, read[0]?.location],
      ['Lamp House; drop-in, warm', '1 Example Street, Exampleton, S40 1AA'],
    );
  }
});

test('there is none of a place that not everybody may know, nor of hours that nobody confirmed lately', () => {
  const service = open();
  const place = service.place ?? assert.fail();
  assert.notEqual(calendarOf(shown(service), now), null);
  for (const visibility of ['ring-first', 'worker-only', 'never'] as const)
    assert.equal(calendarOf(shown({ ...service, place: { ...place, visibility } }), now), null);
  assert.equal(calendarOf(shown({ ...service, place: null }), now), null);
  assert.equal(calendarOf(shown({ ...service, schedules: [] }), now), null);
  assert.equal(calendarOf(shown(service, '2027-01-05'), now), null);
});
