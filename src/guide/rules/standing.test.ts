import assert from 'node:assert/strict';
import { test } from 'node:test';
import { standing } from './standing.ts';

const at = (today: string, held = false) =>
  standing({ held, asAt: '2027-01-01', nextCheck: '2028-02-01' }, today);

test('a page is shown until its day, marked for thirty more, then hidden', () => {
  assert.equal(at('2028-02-01'), 'in-date');
  assert.equal(at('2028-02-02'), 'due');
  // A leap year: thirty days after 1 February is 2 March.
  assert.equal(at('2028-03-02'), 'due');
  assert.equal(at('2028-03-03'), 'out-of-date');
});

test('what its keeper holds back is hidden whatever its day', () => {
  assert.equal(at('2027-01-01', true), 'held');
});

test('what is true only from a day to come is not shown before it', () => {
  assert.equal(at('2026-12-31'), 'held');
  assert.equal(at('2027-01-01'), 'in-date');
});
