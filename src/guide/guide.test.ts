import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadAreaPack } from '#kit/area-pack.ts';
import { mayShow } from '#kit/lines.ts';
import { aboutView, errorView, homeView, ownView } from './guide.view.ts';
import { createFrame, errorPage, loadGuide } from './index.ts';
import { en } from './messages/en.ts';
import { helpersEn } from './messages/helpers.en.ts';
import { helpersRo } from './messages/helpers.ro.ts';
import { ro } from './messages/ro.ts';
import type { Block, Inline } from './rules/read-text.ts';
import { listView, packPageView, sayDate } from './page.view.ts';

const today = '2026-11-24';
const pack = loadAreaPack('areas/chesterfield');
assert.ok(pack.ok);
const area = pack.pack;
const loaded = loadGuide('areas/chesterfield', area);
assert.ok(loaded.ok, loaded.ok ? '' : loaded.why);
const { guide } = loaded;
const reading = (language: string, day = today) => ({
  around: language === 'ro' ? ro.around : en.around,
  guide,
  language,
  prefix: language === 'ro' ? '/ro' : '',
  today: day,
});
const shown = (language: string, day = today): string[] =>
  guide.pages.map((page) => String(packPageView(page, reading(language, day)).main));
const withoutTags = (markup: string): string => markup.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ');
const plain = (parts: readonly Inline[]): string =>
  parts
    .map((part) =>
      'text' in part ? part.text : plain('strong' in part ? part.strong : 'em' in part ? part.em : part.said),
    )
    .join('');
/** What somebody reads in one breath, at most: a paragraph, a heading, an item. */
const lines = (one: Block): string[] =>
  'paragraph' in one
    ? [plain(one.paragraph)]
    : 'heading' in one
      ? [plain(one.heading)]
      : ('care' in one ? one.care : one.list).map(plain);
const assets = {
  stylesheet: '/assets/a.css',
  scripts: new Map([['leave', '/assets/l.js']]),
  workers: new Map(),
  files: new Map(),
};

test('every door and link of the front page leads to a page that is there', () => {
  const links = [...String(homeView(ro, '/ro')).matchAll(/href="([^"]+)"/g)].map(([, to = '']) => to);
  assert.equal(links.length, 9);
  assert.ok(
    ['/ro/report', '/ro/back', '/ro/check', '/ro/help', '/ro/guide'].every((address) =>
      links.includes(address),
    ),
  );
  const named = links.filter((to) => to.startsWith('/ro/guide/'));
  assert.equal(named.length, 4);
  for (const link of named)
    assert.ok(
      guide.pages.some(({ name }) => `/ro/guide/${name}` === link),
      link,
    );
});

test('every link between pages leads to a page of the guide or of the program', () => {
  const targets = new Set(
    shown('en').flatMap((main) => [...main.matchAll(/href="([^"]+)"/g)].map(([, to]) => to)),
  );
  assert.ok(targets.size > 30);
  for (const to of targets) assert.match(to ?? '', /^(\/|tel:|sms:)/);
});

test('only lines that may be dialled can be read or dialled, on every page in every language', () => {
  const allowed = new Set(guide.lines.filter((line) => mayShow(line, today)).map(({ value }) => value));
  assert.deepEqual(allowed, new Set(['999', '112', '55']));
  for (const main of [...shown('en'), ...shown('ro')]) {
    for (const { value } of guide.lines)
      if (!allowed.has(value)) assert.ok(!main.includes(`>${value}<`), `${value} can be dialled`);
    const digits = withoutTags(main).replaceAll(/[\s().-]/g, '');
    for (const { value } of guide.lines.filter(({ value: said }) => said.length > 4 && !allowed.has(said)))
      assert.ok(!digits.includes(value.replaceAll(' ', '')), value);
    assert.doesNotMatch(main, /href="(?:tel|sms):(?!999|112)/);
  }
});

test('the emergency panel says only what the list of lines of the area confirms', () => {
  const numbers = new Set(guide.lines.filter(({ emergency }) => emergency).map(({ value }) => value));
  for (const { layout } of [en, ro]) {
    const said = [
      layout.danger.before,
      layout.danger.number,
      layout.danger.after,
      ...layout.danger.ways,
    ].join(' ');
    const found = said.match(/\d+/g) ?? [];
    assert.ok(found.length >= 6);
    for (const number of found) assert.ok(numbers.has(number), number);
    for (const number of ['999', '112', '55']) assert.ok(said.includes(number), number);
    assert.match(said, /REGISTER/);
  }
});

test('the panel stands under every refusal too, in every language', async () => {
  const frame = createFrame(assets);
  for (const [language, { errors, layout }] of [
    ['en', en],
    ['ro', ro],
  ] as const)
    for (const status of Object.keys(errors)) {
      const text = await errorPage(frame, { language, prefix: '' }, Number(status)).text();
      assert.match(text, /id="in-danger"/);
      for (const way of layout.danger.ways) assert.ok(text.includes(way.replaceAll("'", '&#39;')), status);
    }
});

test('a page that speaks of the law names Act and section, England and Wales, its date, its force and its reader', () => {
  const law = guide.pages.filter(({ facts }) => facts.law.length > 0);
  assert.ok(law.length >= 18);
  for (const page of law) {
    const main = withoutTags(String(packPageView(page, reading('en')).main));
    for (const named of page.facts.law) assert.ok(main.includes(named), page.name);
    assert.match(
      main,
      /England and Wales\. As at 23 November 2026\. This is general information, not legal advice/,
    );
    assert.match(main, /In force (Yes|Partly|No|Nobody here has checked)/);
    assert.match(main, /Read and signed by Nobody yet: a solicitor must read this/);
  }
  for (const needed of [
    'selling',
    'stopped',
    'meetings',
    'cpn',
    'pspo',
    'dispersal',
    'injunction',
    'closure',
    'together',
    'forced',
    'paying',
    'images',
    'fraud',
    'convictions',
  ])
    assert.ok(
      law.some(({ name }) => name === needed),
      needed,
    );
});

test('what the law says stands on pages that name their Acts', () => {
  for (const { name, facts, words } of guide.pages)
    if (
      /\boffence|\bcrime\b|\bcriminal\b|\bfraud\b|against the law/.test(words.blocks.flatMap(lines).join(' '))
    )
      assert.ok(facts.law.length > 0, name);
});

test('what is known from memory only is said so beside the law, until somebody has signed the page', () => {
  const page = guide.pages.find(({ name }) => name === 'paying') ?? assert.fail();
  const said = (reviewer: string | null) =>
    withoutTags(String(packPageView({ ...page, facts: { ...page.facts, reviewer } }, reading('en')).main));
  assert.match(said(null), /From memory, not looked up yet Sexual Offences Act 2003, section 51A/);
  assert.doesNotMatch(said('Ada (fictional)'), /From memory/);
  for (const name of [
    'selling',
    'together',
    'under-18',
    'closure',
    'cpn',
    'dispersal',
    'convictions',
    'fraud',
    'images',
  ])
    assert.ok((guide.pages.find((one) => one.name === name)?.facts.memory.length ?? 0) > 0, name);
});

test('no body, place or number that was invented elsewhere is repeated, not even to deny it', () => {
  const invented =
    /flourish|ashgate|women.s aid|clay cross|spire walk|universal access|chesterfield reach|new beginnings|residents first|supporting sex workers|horns bridge|dark lane|queen.s park|sheffield road|whittington|chatsworth|brampton|cavendish|saltergate|stephenson|ashover|adultwork|\bCGL\b|change grow live|zero.tolerance|A619|J29|junction 29|18 months|eighteen months|\b47\b(?! to 51)|\b17 (?:people|women|exits)|nottingham|sheffield/i;
  for (const main of [...shown('en'), ...shown('ro')]) assert.doesNotMatch(withoutTags(main), invented);
  assert.match('the Flourish Project', invented);
});

test('the words are plain: short sentences, nobody is blamed, the history tells nothing', () => {
  for (const page of guide.pages)
    for (const { title, heading, summary, corrects, blocks } of [
      page.words,
      ...[...page.translations.values()].map(({ words }) => words),
    ]) {
      const said = JSON.stringify([heading, summary, corrects, blocks]).replaceAll(
        /prostitute’s caution/g,
        '',
      );
      // “prostitution” only where a law is named by its subject.
      assert.doesNotMatch(
        said.replace('one about prostitution', ''),
        /!|prostitut|relapse|\bshe\b|\bher\b/i,
        page.name,
      );
      assert.doesNotMatch(said, /\bvictim\b/i, page.name);
      assert.match(title, /^Waymark · \S/);
    }
  for (const page of guide.pages) {
    const sentences = page.words.blocks
      .flatMap(lines)
      .flatMap((line) => line.split(/[.:?]\s|, and |; /))
      .map((one) => one.split(/\s+/).filter((word) => /\w/.test(word)).length)
      .filter((words) => words > 0);
    const mean = sentences.reduce((sum, words) => sum + words, 0) / sentences.length;
    assert.ok(mean <= 14, `${page.name}: ${mean.toFixed(1)} words a sentence`);
    assert.ok(Math.max(...sentences) <= 30, `${page.name}: a sentence of ${Math.max(...sentences)} words`);
  }
});

test('past its day a page is marked, then hidden with an honest line, and leaves the list', () => {
  const page = guide.pages.find(({ name }) => name === 'pspo') ?? assert.fail();
  const at = (day: string) => withoutTags(String(packPageView(page, reading('en', day)).main));
  assert.doesNotMatch(at('2026-12-15'), /should have been checked/);
  assert.match(at('2026-12-16'), /should have been checked by 15 December 2026\. It may be out of date/);
  assert.match(at('2027-01-14'), /drinking/);
  const hidden = at('2027-01-15');
  assert.match(hidden, /We do not show this page now/);
  assert.doesNotMatch(hidden, /drinking/);
  const list = (day: string) => String(listView(reading('en', day)).main);
  assert.match(list('2027-01-14'), /\/guide\/pspo"/);
  assert.doesNotMatch(list('2027-01-15'), /\/guide\/pspo"/);
});

test('a page that is not translated, or whose translation is old, stands in English and says so kindly', () => {
  const page = guide.pages.find(({ name }) => name === 'rights') ?? assert.fail();
  const read = packPageView(page, reading('ro'));
  assert.equal(read.mainLanguage, 'ro');
  assert.match(String(read.main), /A vinde sex nu este/);
  assert.match(String(read.main), /href="\/ro\/guide\/selling"/);
  const old = packPageView({ ...page, facts: { ...page.facts, asAt: '2026-11-24' } }, reading('ro'));
  assert.equal(old.mainLanguage, 'en');
  assert.ok(String(old.main).includes(ro.around.oldTranslation));
  const english = packPageView(
    guide.pages.find(({ name }) => name === 'credit') ?? assert.fail(),
    reading('ro'),
  );
  assert.equal(english.mainLanguage, 'en');
  assert.match(String(english.main), /<p class="care" lang="ro">Această pagină nu este încă în română/);
  const translated = guide.pages.filter(({ translations }) => translations.has('ro'));
  assert.ok(translated.length >= 5);
});

test('the list has every shown page once, by group, and the three helpers', () => {
  const main = String(listView(reading('en')).main);
  const to = [...main.matchAll(/href="\/guide\/([a-z0-9-]+)"/g)].map(([, name]) => name);
  assert.equal(new Set(to).size, to.length);
  assert.deepEqual(
    new Set(to),
    new Set([...guide.pages.map(({ name }) => name), 'notice', 'nhs', 'evidence']),
  );
});

test('a date is said in the language of its reader', () => {
  assert.equal(sayDate('2026-11-23', 'en'), '23 November 2026');
  assert.equal(sayDate('2026-11-23', 'ro'), '23 noiembrie 2026');
});

test('the helpers promise nothing that nobody has checked', () => {
  const said = JSON.stringify([helpersEn, helpersRo]);
  assert.doesNotMatch(said, /!|relapse|\bvictim\b/i);
  assert.doesNotMatch(said.replaceAll('3 11 2026', ''), /\d[\d ]{5,}\d/);
  for (const kind of ['pspo', 'injunction', 'closure', 'other'] as const)
    assert.match(helpersEn.notice.told[kind], /Nobody here has checked/);
  assert.doesNotMatch(helpersEn.notice.told.caution, /\d/);
});

test('Leave is the first thing to be focused, and nothing on a page is inline', () => {
  const frame = createFrame(assets);
  const mains = [
    homeView(en, ''),
    aboutView(en, area, [], { 'a.ts': 'sha256-x' }, ''),
    errorView(en, 404, ''),
    ownView(ro.history),
    listView(reading('ro')).main,
    ...guide.pages.map((page) => packPageView(page, reading('en')).main),
  ];
  for (const main of mains) {
    const page = String(frame({ language: 'en', prefix: '' }, 'Waymark', main));
    assert.match(/<(?:a|button|input|textarea|select)\b[^>]*>/.exec(page)?.[0] ?? '', /href="\/leave"/);
    assert.match(page, /href="tel:999"/);
    assert.match(page, /id="in-danger"[\s\S]*REGISTER to 999/);
    assert.doesNotMatch(page, /\sstyle=|<style|\son[a-z]+=|javascript:|<script(?![^>]*\ssrc=)/i);
    assert.equal(page.match(/<h1[ >]/g)?.length, 1);
  }
});

test('the same page in another language is one press away, and says while nobody has read the translation', () => {
  const frame = createFrame(assets);
  const languages = { languages: ['en', 'ro'] as ('en' | 'ro')[] };
  const main = homeView(en, '');
  const english = String(
    frame({ area: languages, language: 'en', prefix: '', path: '/report' }, 'Waymark', main),
  );
  assert.match(english, /<a href="\/ro\/report" lang="ro" hreflang="ro">Română<\/a>/);
  assert.ok(!english.includes(ro.layout.unread));
  const here = { area: languages, language: 'ro', prefix: '/a/elsewhere/ro', path: '/' };
  const romanian = String(frame(here, 'Waymark', main, [], { mainLanguage: 'en' }));
  assert.match(romanian, /<a href="\/a\/elsewhere" lang="en"/);
  assert.match(romanian, /<html lang="ro" dir="ltr">/);
  assert.match(romanian, /<main id="main" tabindex="-1" lang="en" dir="ltr">/);
  assert.ok(romanian.includes(ro.layout.unread));
  const form = String(frame({ ...here, path: '/report' }, 'Waymark', main, [], { form: 'report' }));
  assert.match(
    form,
    /form="report"[^>]*name="switch"[^>]*value="en"[^>]*formaction="\/a\/elsewhere\/report"/,
  );
});
