import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deskReadsNow } from './desk-reads-now.ts';

test('a desk reads from the minute it opens to the minute it shuts, and never where nobody has said so', () => {
  const times = [
    { days: [1, 2], from: '09:00', to: '17:00' },
    { days: [6], from: '20:00', to: '24:00' },
  ];
  assert.equal(deskReadsNow(times, 1, '08:59'), false);
  assert.equal(deskReadsNow(times, 1, '09:00'), true);
  assert.equal(deskReadsNow(times, 2, '16:59'), true);
  assert.equal(deskReadsNow(times, 2, '17:00'), false);
  assert.equal(deskReadsNow(times, 3, '12:00'), false);
  assert.equal(deskReadsNow(times, 6, '23:59'), true);
  assert.equal(deskReadsNow([], 1, '12:00'), false);
  assert.equal(deskReadsNow(undefined, 1, '12:00'), false);
});
