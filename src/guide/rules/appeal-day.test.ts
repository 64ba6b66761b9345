import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { appealBy, readDay } from './appeal-day.ts';

test('21 days, and the day itself is the first of them', () => {
  assert.deepEqual(appealBy('2026-11-03', '2026-11-24'), {
    last: '2026-11-23',
    left: -1,
    weekend: false,
    before: null,
  });
  assert.deepEqual(appealBy('2026-11-04', '2026-11-24'), {
    last: '2026-11-24',
    left: 0,
    weekend: false,
    before: null,
  });
  // A Saturday and a Sunday: the Friday before.
  assert.deepEqual(appealBy('2026-11-08', '2026-11-24'), {
    last: '2026-11-28',
    left: 4,
    weekend: true,
    before: '2026-11-27',
  });
  assert.deepEqual(appealBy('2026-11-09', '2026-11-24'), {
    last: '2026-11-29',
    left: 5,
    weekend: true,
    before: '2026-11-27',
  });
});

test('a Friday that has passed is not offered', () => {
  // The last day is Sunday 29 November.
  const on = (today: string) => appealBy('2026-11-09', today);
  assert.equal(on('2026-11-27').before, '2026-11-27');
  assert.deepEqual(on('2026-11-28'), { last: '2026-11-29', left: 1, weekend: true, before: null });
  assert.deepEqual(on('2026-11-29'), { last: '2026-11-29', left: 0, weekend: true, before: null });
});

test('leap days, years and both clock changes are counted as days', () => {
  assert.equal(appealBy('2028-02-10', '2028-02-10').last, '2028-03-01');
  assert.equal(appealBy('2027-02-10', '2027-02-10').last, '2027-03-02');
  assert.equal(appealBy('2026-12-20', '2026-12-20').last, '2027-01-09');
  // The last days of months of 31, 30, 29 and 28 days.
  assert.equal(appealBy('2026-10-31', '2026-10-31').last, '2026-11-20');
  assert.equal(appealBy('2026-11-30', '2026-11-30').last, '2026-12-20');
  assert.equal(appealBy('2028-02-29', '2028-02-29').last, '2028-03-20');
  assert.equal(appealBy('2027-02-28', '2027-02-28').last, '2027-03-20');
  assert.equal(appealBy('2026-03-20', '2026-03-20').left, 20);
  assert.equal(appealBy('2026-10-15', '2026-10-15').left, 20);
});

test('the 21 days beginning with any day, counted one by one, end on the last day', () => {
  const day = fc.date({ min: new Date('2014-01-01'), max: new Date('2100-01-01'), noInvalidDate: true });
  fc.assert(
    fc.property(day, (at) => {
      const issued = at.toISOString().slice(0, 10);
      const counted = Array.from({ length: 21 }, (_, index) =>
        new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate() + index))
          .toISOString()
          .slice(0, 10),
      );
      const found = appealBy(issued, issued);
      assert.equal(found.last, counted.at(-1));
      assert.equal(found.left, counted.length - 1);
      assert.equal(found.weekend, [0, 6].includes(new Date(found.last).getUTCDay()));
      assert.equal(found.before !== null, found.weekend);
      if (found.before !== null) assert.equal(new Date(found.before).getUTCDay(), 5);
    }),
  );
});

test('a day that is no day is said to be none', () => {
  const read = (day: string, month: string, year: string) => {
    const found = readDay({ day, month, year }, '2026-11-24');
    return found.ok ? found.day : found.why;
  };
  assert.equal(read(' 3', '11', '2026 '), '2026-11-03');
  assert.equal(read('29', '2', '2024'), '2024-02-29');
  assert.equal(read('29', '2', '2026'), 'no-such-day');
  assert.equal(read('31', '4', '2026'), 'no-such-day');
  assert.equal(read('0', '1', '2026'), 'no-such-day');
  assert.equal(read('3', '13', '2026'), 'no-such-day');
  assert.equal(read('banana', '1', '2026'), 'no-such-day');
  assert.equal(read('-3', '1', '2026'), 'no-such-day');
  assert.equal(read('3', '11', '26'), 'short-year');
  assert.equal(read('3', '11', '20261'), 'no-such-day');
  assert.equal(read('3', 'November', '2026'), 'no-such-day');
  assert.equal(read('٣', '١١', '٢٠٢٦'), 'no-such-day');
  assert.equal(read('3', '11', '9999'), 'to-come');
  assert.equal(read('31', '12', '2013'), 'too-old');
  assert.equal(read('1', '1', '2014'), '2014-01-01');
  assert.equal(read('1', '1', '0000'), 'too-old');
  assert.equal(read('31', '4', '1998'), 'no-such-day');
  assert.equal(read('', '', ''), 'missing');
  assert.equal(read('3', '', '2026'), 'no-such-day');
  assert.equal(read('24', '11', '2026'), '2026-11-24');
  assert.equal(read('25', '11', '2026'), 'to-come');
});
