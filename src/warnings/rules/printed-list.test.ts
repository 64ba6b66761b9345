import assert from 'node:assert/strict';
import { test } from 'node:test';
import { destroyBy, listDigest, mayBePrinted } from './printed-list.ts';
import type { VerifiedWarning } from './verify-warning.ts';

type Shown = Extract<VerifiedWarning, { ok: true }>;
const warning = (id: string, text: string, corrections: string[] = []): Shown => {
  const common = {
    version: 1,
    area: 'a',
    id: id.repeat(32),
    desk: 'support',
    epoch: 0,
    expires: '2027-02-20',
  } as const;
  return {
    ok: true,
    statement: { ...common, severity: 2, kinds: [], text, hint: '123', language: 'en' },
    corrections: corrections.map((one) => ({ ...common, text: one })),
    expires: '2027-02-20',
  };
};

test('paper is destroyed after two weeks, or when the first of its warnings is over', () => {
  assert.equal(destroyBy('2026-11-24', []), '2026-12-08');
  assert.equal(destroyBy('2026-11-24', [{ expires: '2026-12-20' }, { expires: '2026-12-01' }]), '2026-12-01');
  assert.equal(destroyBy('2026-12-25', [{ expires: '2027-02-20' }]), '2027-01-08');
});

test('what holds a number, a plate or an address is not printed, not in a correction either', () => {
  assert.ok(mayBePrinted(warning('1', 'It was reported that this person took 50 pounds back.')));
  for (const text of [
    'Reported: 07700 900123.',
    'Reported: x@example.org.',
    'Reported: a red car, AB12 CDE.',
  ]) {
    assert.ok(!mayBePrinted(warning('1', text)), text);
    assert.ok(!mayBePrinted(warning('1', 'It was reported.', [text])), text);
  }
});

test('a list is another one when a warning comes, goes or is corrected, not when its order changes', () => {
  const tree = new Uint8Array(32).fill(1);
  const [one, two] = [warning('1', 'It was reported.'), warning('2', 'It was reported.')];
  const digest = (...list: Shown[]) => Buffer.from(listDigest(tree, list)).toString('hex');
  assert.equal(digest(one, two), digest(two, one));
  const all = [
    digest(one, two),
    digest(one),
    digest(),
    digest(warning('1', 'It was reported.', ['Not him.']), two),
  ];
  assert.equal(new Set(all).size, all.length);
  assert.notEqual(digest(one), Buffer.from(listDigest(new Uint8Array(32), [one])).toString('hex'));
});
