import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cardDies, paperDies } from './card-life.ts';

test('paper lives 30 days, across months, years and leap days', () => {
  assert.equal(paperDies('2026-11-24'), '2026-12-24');
  assert.equal(paperDies('2026-12-15'), '2027-01-14');
  assert.equal(paperDies('2028-02-01'), '2028-03-02');
});

test('a card lives to the end of the month a year on: every day of a month says the same', () => {
  assert.equal(cardDies('2026-11-01'), '2027-11-30');
  assert.equal(cardDies('2026-11-30'), '2027-11-30');
  assert.equal(cardDies('2027-02-03'), '2028-02-29');
  assert.equal(cardDies('2026-12-31'), '2027-12-31');
});
