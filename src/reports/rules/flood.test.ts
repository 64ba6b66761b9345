import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { MOST_BITS } from '#sealed/proof-of-work.ts';
import { isQuarantined, mayStore, reportMarks, waitWanted, workWanted } from './flood.ts';

const marks = reportMarks;

test('in a calm hour nothing is asked of anyone', () => {
  for (const load of [
    { all: 0, mine: 0 },
    { all: marks.all - 1, mine: marks.mine - 1 },
    { all: 5, mine: null },
  ]) {
    assert.equal(workWanted(load, marks), 0);
    assert.equal(waitWanted(load, marks), 0);
    assert.equal(isQuarantined(load, marks), false);
  }
});

test('more load never costs less, and never more than a phone can pay', () => {
  const load = fc.record({ all: fc.nat(1e7), mine: fc.option(fc.nat(1e6)) });
  fc.assert(
    fc.property(load, fc.nat(1e6), (before, more) => {
      const later = { ...before, all: before.all + more };
      assert.ok(workWanted(later, marks) >= workWanted(before, marks));
      assert.ok(waitWanted(later, marks) >= waitWanted(before, marks));
      assert.ok(workWanted(later, marks) <= MOST_BITS && waitWanted(later, marks) <= 60);
    }),
  );
});

test('a network that floods is set apart; two reports of another network are not, whatever others do', () => {
  assert.ok(isQuarantined({ all: 40, mine: marks.mine }, marks));
  assert.ok(isQuarantined({ all: marks.all, mine: null }, marks));
  assert.ok(isQuarantined({ all: marks.all, mine: 2 }, marks));
  assert.equal(isQuarantined({ all: marks.all * 100, mine: 1 }, marks), false);
});

test('the last tenth of the disk is for short texts, and the very last for nobody', () => {
  assert.deepEqual(mayStore('plenty', 128, 5), { ok: true });
  assert.deepEqual(mayStore('reserve', 8, 0), { ok: true });
  assert.deepEqual(mayStore('reserve', 16, 0), { ok: false, why: 'only-short' });
  assert.deepEqual(mayStore('reserve', 1, 1), { ok: false, why: 'only-short' });
  assert.deepEqual(mayStore('none', 1, 0), { ok: false, why: 'no-room' });
});
