import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Batch, choosePayment, keepGood } from './choose-payment.ts';

const token = (n: number): Uint8Array[] => [new Uint8Array([n])];
const batch = (day: string, week: number, ...numbers: number[]): Batch => ({
  day,
  week,
  payments: numbers.map(token),
});

test('a token of an earlier day is spent before one of today, each once', () => {
  let batches: readonly Batch[] = [batch('2026-11-24', 9, 3), batch('2026-11-22', 8, 1, 2)];
  const spent: number[] = [];
  for (;;) {
    const chosen = choosePayment(batches, 9);
    if (!chosen.ok) break;
    spent.push(chosen.payment[0]?.[0] ?? 0);
    batches = chosen.left;
  }
  assert.deepEqual(spent, [1, 2, 3]);
  assert.deepEqual(batches, [], 'nothing empty is kept');
});

test('tokens of a week that no key accepts are neither spent nor kept', () => {
  assert.deepEqual(choosePayment([batch('2026-11-09', 7, 1)], 9), { ok: false, why: 'none-left' });
  assert.deepEqual(keepGood([batch('2026-11-09', 7, 1), batch('2026-11-24', 9, 2)], 9), [
    batch('2026-11-24', 9, 2),
  ]);
  assert.deepEqual(choosePayment([], 9), { ok: false, why: 'none-left' });
});
