/** The instruments of the order and of the blind check, tried on numbers whose answer is known. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { kendallTau, orderIn } from '../support/order.ts';
import { gapsOf, kolmogorovSmirnov, shapeOf } from '../support/transcript.ts';

test('Kendall’s tau is 1, -1 and 2/3 where it must be, and near 0 for a shuffle', () => {
  assert.equal(kendallTau([0, 1, 2, 3]), 1);
  assert.equal(kendallTau([3, 2, 1, 0]), -1);
  // One of six pairs stands the other way.
  assert.equal(kendallTau([1, 0, 2, 3]), 4 / 6);
  // 7 is prime to 101: a walk through all places without an order.
  const walk = Array.from({ length: 101 }, (_, index) => (index * 37) % 101);
  assert.ok(Math.abs(kendallTau(walk)) < 0.15);
});

test('the order of first appearances in bytes is read', () => {
  const [a, b, c, absent] = ['aa11', 'bb22', 'cc33', 'dd44'].map((text) => Buffer.from(text));
  assert.ok(a && b && c && absent);
  assert.deepEqual(orderIn(Buffer.concat([b, c, a, b]), [a, b, c, absent]), [1, 2, 0]);
});

test('Kolmogorov and Smirnov tell equal from moved', () => {
  const even = Array.from({ length: 40 }, (_, index) => index);
  assert.deepEqual(kolmogorovSmirnov(even, even), { distance: 0, p: 1 });
  const moved = even.map((value) => value + 20);
  const { distance, p } = kolmogorovSmirnov(even, moved);
  assert.equal(distance, 0.5);
  assert.ok(p < 0.0005 && p > 0.00001, String(p));
  const near = even.map((value) => value + 3);
  assert.ok(kolmogorovSmirnov(even, near).p > 0.5);
});

test('a transcript keeps who was asked and how much went; gaps are between beginnings', () => {
  const seen = [
    { method: 'GET', path: '/a', sent: 0, received: 10, at: 0 },
    { method: 'POST', path: '/b', sent: 5, received: 20, at: 30 },
  ];
  assert.deepEqual(shapeOf(seen), ['GET /a 0 10', 'POST /b 5 20']);
  assert.deepEqual(gapsOf(seen), [30]);
});
