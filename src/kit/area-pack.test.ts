import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { loadAreaPack, readAreaPack } from './area-pack.ts';

const good = readFileSync('areas/chesterfield/area.json', 'utf8');
const why = (text: string): string => {
  const read = readAreaPack(text, 'area.json');
  return read.ok ? 'read' : read.why;
};
const lineOf = (part: string): number => good.slice(0, good.indexOf(part)).split('\n').length;

test('the first area pack is right', () => {
  const loaded = loadAreaPack('areas/chesterfield');
  assert.ok(loaded.ok, loaded.ok ? '' : loaded.why);
  assert.ok(loaded.pack.desks.length >= 2);
  const organisations = new Set(loaded.pack.desks.map(({ organisation }) => organisation));
  assert.ok(organisations.size >= 2, 'a desk of another organisation to complain to');
});

test('what is wrong is named with its file and line', () => {
  const hours = /"hours": "[^"]*"/.exec(good)?.[0] ?? assert.fail();
  assert.equal(
    why(good.replace(hours, '"hours": ""')),
    `area.json:${lineOf(hours)}: desks.0.hours: expected some text.`,
  );
  assert.match(
    why(good.replace(/"answersWithin": "[^"]*"/, '"later": "x"')),
    /^area\.json:\d+: desks\.0\.(later|answersWithin): expected /,
  );
  for (const days of ['0', '1.5', '"soon"'])
    assert.match(
      why(good.replace(hours, `${hours}, "answersWithinDays": ${days}`)),
      /^area\.json:\d+: desks\.0\.answersWithinDays: expected /,
    );
  assert.match(
    why(good.replace(hours, `${hours}, "factsMail": "nobody"`)),
    /^area\.json:\d+: desks\.0\.factsMail: expected an e-mail address/,
  );
  assert.match(
    why(good.replace('"organisation": "', '"organisation": "not-')),
    /^area\.json:\d+: desks\.0\.organisation: expected the id of an organisation/,
  );
  assert.match(why(good.replace('https://', 'javascript:')), /^area\.json:\d+: ordinarySite: expected /);
  assert.match(why(good.replace('"en"', '"xx"')), /^area\.json:\d+: languages\.0: expected a language/);
  assert.match(why(`${good.slice(0, 60)}oops`), /^area\.json:\d+: not JSON/);
  assert.match(why(''), /^area\.json:1: not JSON/);
});

test('a folder without a pack is refused', () => {
  assert.deepEqual(loadAreaPack('areas/nowhere'), {
    ok: false,
    why: 'nowhere/area.json cannot be read (ENOENT).',
  });
});
