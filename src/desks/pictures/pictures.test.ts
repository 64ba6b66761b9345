import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Line } from '#kit/lines.ts';
import { picturesView } from './pictures.view.ts';

const police = (more: Partial<Line>): Line => ({
  id: 'police',
  name: 'Police, when it is not urgent',
  kind: 'call',
  value: '01632 960 101',
  emergency: false,
  state: 'confirmed',
  sources: ['fictional'],
  checkedBy: 'Ada',
  checkedOn: '2026-11-01',
  nextCheck: '2026-12-01',
  ...more,
});
const shown = (line: Line | undefined): string => picturesView(line, '2026-11-24').toString();

test('the police’s number stands there only while a person has confirmed it', () => {
  assert.match(shown(police({})), /href="tel:01632960101"/);
  for (const line of [
    undefined,
    police({ state: 'unverified' }),
    police({ checkedBy: null }),
    police({ nextCheck: '2026-11-23' }),
  ]) {
    assert.doesNotMatch(shown(line), /tel:|01632/);
    assert.match(shown(line), /when a person has rung it/);
  }
});

test('it says what not to do, and shows no address that nobody has checked', () => {
  const text = shown(undefined);
  for (const said of [
    'Do not forward it',
    'copy it',
    'call 999',
    'Report Remove',
    'that copies its pictures',
  ])
    assert.ok(text.includes(said), said);
  assert.doesNotMatch(text, /https?:|www\.|\.(org|uk|com)/);
});
