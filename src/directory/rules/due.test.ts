import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { comesDue, dueOf, isDue, toldAt } from './due.ts';
import { exampleService } from './example-service.fixture.ts';
import { publicService } from './public-service.ts';

/** Its facts were checked until 31 December: marked until 30 January, hidden from the 31st on. */
const service = exampleService();
const day = (from: string, days: number) => Temporal.PlainDate.from(from).add({ days }).toString();
const hidden = '2027-01-31';

test('what is due is what nobody has checked, what will be hidden, and what was', () => {
  assert.deepEqual(dueOf(service, '2026-11-24'), { hiddenIn: 68, hidden: 0, unchecked: 1 });
  assert.deepEqual(dueOf(service, day(hidden, -1)), { hiddenIn: 1, hidden: 0, unchecked: 1 });
  assert.deepEqual(dueOf(service, hidden), { hiddenIn: null, hidden: 3, unchecked: 1 });
  assert.equal(publicService(service, hidden), null);
  assert.notEqual(publicService(service, day(hidden, -1)), null);
  const out = { hiddenIn: null, hidden: 0, unchecked: 0 };
  assert.deepEqual(dueOf({ ...service, status: 'retired' }, hidden), out);
  assert.deepEqual(dueOf({ ...service, listing: { ...service.listing, state: 'wrong' } }, hidden), out);
  assert.deepEqual(
    [31, 30, 0].map((hiddenIn) => isDue({ hiddenIn, hidden: 0, unchecked: 0 })),
    [false, true, true],
  );
});

test('a keeper is told 30, 14 and 3 days before a fact is hidden and when it was, and on no other day', () => {
  const told = Array.from({ length: 80 }, (_, ago) => ago - 60).filter((days) =>
    comesDue(service, day(hidden, days - 1), day(hidden, days)),
  );
  assert.deepEqual(told, [-30, -14, -3, 0]);
  assert.equal(comesDue({ ...service, status: 'retired' }, day(hidden, -1), hidden), false);
});

test('nights that were missed are made up for, none is told twice', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 12, maxLength: 60 }), (steps) => {
      let last = day(hidden, -50);
      let count = 0;
      const expected = new Set<string>();
      for (const step of steps) {
        const now = day(last, step);
        const marks = [...toldAt, 0].map((mark) => day(hidden, -mark)).filter((on) => on > last && on <= now);
        if (marks.length > 0) expected.add(now);
        if (comesDue(service, last, now)) {
          count += 1;
          assert.ok(expected.has(now), now);
        }
        last = now;
      }
      assert.equal(count, expected.size);
    }),
  );
});
