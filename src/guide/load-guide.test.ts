import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { loadGuide } from './load-guide.ts';

const folder = join(mkdtempSync(join(tmpdir(), 'waymark-pack-')), 'somewhere');
cpSync('areas/chesterfield', folder, { recursive: true });
after(() => rmSync(join(folder, '..'), { recursive: true }));
const area = { languages: ['en', 'ro'] as ('en' | 'ro')[] };
const good = readFileSync(join(folder, 'guide/en/cpn.md'), 'utf8');

/** What the loader says when this page reads so. */
function why(text: string, file = 'guide/en/cpn.md'): string {
  const before = readFileSync(join(folder, 'guide/en/cpn.md'), 'utf8');
  writeFileSync(join(folder, file), text);
  const loaded = loadGuide(folder, area);
  if (file === 'guide/en/cpn.md') writeFileSync(join(folder, file), before);
  else rmSync(join(folder, file));
  return loaded.ok ? 'read' : loaded.why;
}
const lineOf = (text: string, part: string): number => text.slice(0, text.indexOf(part)).split('\n').length;
const add = (body: string): string => `${good}\n${body}\n`;
const end = good.split('\n').length + 1;

test('the guide of the first area is right', () => {
  assert.equal(why(good), 'read');
});

test('what is wrong in the facts of a page is named with its file and line', () => {
  const at = (part: string): string => `somewhere/guide/en/cpn.md:${lineOf(good, part)}`;
  assert.equal(
    why(good.replace('order: 10', 'colour: red')),
    'somewhere/guide/en/cpn.md:1: expected order, and it is missing.',
  );
  assert.equal(
    why(good.replace('order: 10', 'order: 10\ncolour: red')),
    `somewhere/guide/en/cpn.md:${lineOf(good, 'order:') + 1}: colour is not known here.`,
  );
  assert.equal(
    why(good.replace('asAt: 2026-11-23', 'asAt: 23/11/2026')),
    `${at('asAt')}: asAt: expected a date such as 2026-11-23.`,
  );
  assert.equal(
    why(good.replace('asAt: 2026-11-23', 'asAt: 2026-02-30')),
    `${at('asAt')}: asAt: expected a date such as 2026-11-23.`,
  );
  assert.equal(
    why(good.replace(/nextCheck: .*/, 'nextCheck: 2026-11-01')),
    `${at('nextCheck')}: nextCheck: expected a day after asAt.`,
  );
  assert.equal(why(good.replace(/nextCheck: .*/, 'nextCheck: 2027-11-23')), 'read');
  for (const slip of ['2027-11-24', '2072-02-21'])
    assert.equal(
      why(good.replace(/nextCheck: .*/, `nextCheck: ${slip}`)),
      `${at('nextCheck')}: nextCheck: expected a day within a year of asAt.`,
    );
  assert.equal(
    why(good.replace('title: Waymark · notice', 'title: Waymark · bank')),
    `${at('title')}: title: bank.md has it already.`,
  );
  assert.match(
    why(good.replace(/sources:\n(- .*\n)+/, '')),
    /cpn\.md:1: expected sources, and they are missing/,
  );
  assert.match(
    why(good.replace(/law:\n(- .*\n)+inForce: .*\n/, '')),
    /cpn\.md:1: expected law, and it is missing/,
  );
  assert.match(
    why(good.replace(/- Anti-social.*/, '- some law about noise')),
    /:8: law: expected an Act with its year/,
  );
  assert.match(why(good.replace('group: orders', 'group: gossip')), /group: expected one of safety, law/);
  assert.match(
    why(good.replace('inForce: yes', 'inForce: maybe')),
    /inForce: expected one of yes, partly, no/,
  );
  assert.match(
    why(good.replace('title: Waymark · notice', 'title: Waymark · police')),
    /:2: title: expected "Waymark · "/,
  );
  assert.match(why(good.replace('order: 10', 'order: first')), /order: expected a whole number/);
  assert.match(why(good.replace('reviewer: nobody', 'reviewer:')), /reviewer is empty/);
  assert.match(why(good.replace('state: shown', 'state: shown\nstate: held')), /state stands twice/);
  assert.match(why(good.replace('---', '')), /:1: expected ---/);
});

test('script, HTML, pictures, tables and code are refused, wherever they stand', () => {
  const bad = [
    '<script>alert(1)</script>',
    'Text with <b onclick=x>bold</b>.',
    '<https://example.org>',
    'A &#60;b&#62; in disguise',
    '[press](javascript:alert)',
    '![picture](/assets/a.png)',
    '| a | b |\n|---|---|\n| 1 | 2 |',
    '```\ncode\n```',
    '`code`',
    '# A first heading',
    '- [ ] a box',
    '- outer\n  - inner',
    '---',
    '[a]: /report\n\n[a]',
  ];
  for (const body of bad)
    assert.match(why(add(body)), new RegExp(`^somewhere/guide/en/cpn\\.md:(${end}|${end + 1}): `), body);
  assert.match(why(good.replace('heading: ', 'heading: <i>')), /:3: HTML is not passed on/);
});

test('what editors of other systems leave behind changes nothing; what nobody can see is refused', () => {
  assert.equal(why(`\uFEFF${good.replaceAll('\n', '\r\n')}`), 'read');
  assert.match(why(`${good}\n<b>\n`.replaceAll('\n', '\r\n')), new RegExp(`:${end}: HTML is not passed on`));
  writeFileSync(join(folder, 'guide/.DS_Store'), 'x');
  writeFileSync(join(folder, 'guide/en/.cpn.md.swp'), 'x');
  assert.equal(why(good), 'read');
  for (const hidden of ['\u0000', '\u202E', '\u2066', '\uFFFD']) {
    assert.match(why(add(`a${hidden}b`)), new RegExp(`:${end}: a sign that nobody can see`));
    assert.match(
      why(good.replace('heading: ', `heading: ${hidden}`)),
      /:3: a sign that nobody can see/,
      JSON.stringify(hidden),
    );
    assert.match(
      why(good.replace('sources:\n- ', `sources:\n- ${hidden}`)),
      new RegExp(`:${lineOf(good, 'sources:') + 1}: sources: a sign that nobody can see`),
    );
  }
});

test('a link leads to a page of ours that is there, or to a line of the list', () => {
  assert.equal(
    why(add('[a](/guide/rights), [b](/report), [c](/guide/notice), [d](/guide/history), [e](line:police)')),
    'read',
  );
  for (const to of [
    '/guide/nothing',
    'https://example.org',
    '//example.org',
    '/desk',
    '/nowhere',
    'rights',
    '/guide/../report',
    'tel:999',
    'mailto:a@example.org',
  ])
    assert.match(why(add(`[go](${to})`)), new RegExp(`:${end}: there is no page `), to);
  assert.match(why(add('see https://example.org')), /there is no page https:\/\/example\.org/);
  assert.match(why(add('[Talk](line:nobody)')), /lines\.json has no line nobody/);
});

test('a number to dial is refused in prose, in digits, with separators and in words', () => {
  for (const number of [
    '01632 960123',
    '+44 1632 960123',
    '01632-960-123',
    '(01632) 960 123',
    '0 1 6 3 2 9 6 0 1 2 3',
    'oh one six three two nine six',
    'Zero one six three, double two nine',
  ])
    assert.match(
      why(add(`Ring ${number} now.`)),
      new RegExp(`:${end}: a number to dial goes into lines\\.json`),
      number,
    );
  assert.match(why(good.replace('summary: ', 'summary: 01632 960123 ')), /:4: a number to dial/);
  for (const fine of [
    'Call 999 or 112, then press 55.',
    'Up to £1,000 in 2026.',
    'One or two of three meetings.',
    'From 10 to 17 years.',
  ])
    assert.equal(why(add(fine)), 'read', fine);
});

test('a page that others lead to must be there, and a translation needs its original', () => {
  assert.match(why('x', 'guide/en/Bad Name.md'), /guide\/en\/Bad Name\.md: expected small letters/);
  assert.match(why(good, 'guide/en/notice.md'), /notice\.md: this page is the same in every area/);
  const translation = readFileSync(join(folder, 'guide/ro/rights.md'), 'utf8');
  assert.match(
    why(translation, 'guide/ro/new.md'),
    /guide\/ro\/new\.md: there is no en\/new\.md to translate/,
  );
  assert.match(why(good, 'guide/ro/cpn.md'), /guide\/ro\/cpn\.md:1: expected reader/);
  const english = loadGuide(folder, { languages: ['en'] });
  assert.equal(english.ok ? '' : english.why, 'somewhere/guide/ro: ro is no language of this area.');
  assert.deepEqual(loadGuide(join(folder, 'nowhere'), area), {
    ok: false,
    why: 'nowhere/lines.json cannot be read (ENOENT).',
  });
  rmSync(join(folder, 'guide/en/town.md'));
  const loaded = loadGuide(folder, area);
  assert.equal(loaded.ok ? '' : loaded.why, 'somewhere/guide/en: expected a page town.md.');
});
