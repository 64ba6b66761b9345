import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readToday, sinceThen } from './new-since.ts';

type Shown = Parameters<typeof sinceThen>[0];
const warning = (id: string, corrections = 0): Shown =>
  ({
    ok: true,
    statement: { id },
    corrections: Array.from({ length: corrections }, () => ({})),
  }) as unknown as Shown;

test('what came or was corrected since the last day of reading is marked, all day long', () => {
  const first = readToday(null, '2026-11-24', [warning('a'), warning('b')]);
  assert.equal(sinceThen(warning('a'), first.seen), null);
  const now = [warning('a'), warning('b', 1), warning('c')];
  let last = readToday(first, '2026-11-26', now);
  for (const _ of [1, 2, 3]) {
    assert.equal(last.seen?.day, '2026-11-24');
    assert.deepEqual(
      now.map((one) => sinceThen(one, last.seen)),
      [null, 'changed', 'new'],
    );
    last = readToday(last, '2026-11-26', now);
  }
  const later = readToday(last, '2026-11-27', now);
  assert.deepEqual(
    now.map((one) => sinceThen(one, later.seen)),
    [null, null, null],
  );
});
