import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { type Line, loadLines, mayShow, readLines } from './lines.ts';

const good = readFileSync('areas/chesterfield/lines.json', 'utf8');
const why = (text: string): string => {
  const read = readLines(text, 'lines.json');
  return read.ok ? 'read' : read.why;
};

test('only the emergency lines of the first area can be dialled until somebody rings the others', () => {
  const loaded = loadLines('areas/chesterfield');
  assert.ok(loaded.ok, loaded.ok ? '' : loaded.why);
  const shown = loaded.lines.filter((line) => mayShow(line, '2026-11-24')).map(({ value }) => value);
  assert.deepEqual(new Set(shown), new Set(['999', '112', '55']));
  assert.ok(loaded.lines.length > 10);
});

test('a line that a person rang is shown until its day, and not after', () => {
  const line: Line = {
    id: 'talk',
    name: 'Talk (fictional)',
    kind: 'call',
    value: '01632 960123',
    emergency: false,
    state: 'confirmed',
    sources: ['https://example.org'],
    checkedBy: 'Ada',
    checkedOn: '2026-11-01',
    nextCheck: '2026-12-01',
  };
  assert.equal(mayShow(line, '2026-12-01'), true);
  assert.equal(mayShow(line, '2026-12-02'), false);
  assert.equal(mayShow({ ...line, checkedBy: null }, '2026-11-24'), false);
  for (const state of ['unverified', 'wrong', 'stale'] as const)
    assert.equal(mayShow({ ...line, state }, '2026-11-24'), false);
});

test('what is wrong is named with its file and line', () => {
  const at = (part: string): number => good.slice(0, good.indexOf(part)).split('\n').length;
  const police = good.slice(good.indexOf('"id": "police"'));
  const unrung = good.replace(police, police.replace('"unverified"', '"confirmed"'));
  assert.match(why(unrung), /^lines\.json:\d+: \d+\.checkedBy: expected who rang it/);
  assert.match(
    why(good.replace('"value": "112"', '"value": "call me"')),
    new RegExp(`^lines\\.json:${at('"value": "112"')}: 1\\.value: expected digits`),
  );
  assert.match(
    why(good.replace('"id": "silent"', '"id": "emergency"')),
    /expected an id that no other line has/,
  );
  assert.match(
    why(good.replace('"confirmed"', '"unverified"')),
    /expected confirmed, since it is an emergency line/,
  );
  assert.match(why(good.replace('"2026-11-23"', '"23 November"')), /expected a date such as 2026-11-23/);
  assert.match(why('['), /not JSON/);
  assert.match(loadLines('areas/nowhere').ok ? '' : 'refused', /refused/);
});
