import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadAreaPack } from '#kit/area-pack.ts';
import { aboutView, errorView, guideView, homeView } from './guide.view.ts';
import { createFrame } from './index.ts';
import { en } from './messages/en.ts';
import { ro } from './messages/ro.ts';

type Name = keyof typeof en.pages;
const names = Object.keys(en.pages) as Name[];
const { pages } = en;
const said = (name: Name): string => JSON.stringify([en.pages[name], ro.pages[name]]);

test('every door and link of the front page leads to a page that is there', async () => {
  const links = [...String(homeView(ro, '/ro')).matchAll(/href="([^"]+)"/g)].map(([, to = '']) => to);
  assert.equal(links.length, 8);
  assert.ok(['/ro/report', '/ro/back', '/ro/check'].every((address) => links.includes(address)));
  for (const link of links.filter((to) => to.startsWith('/ro/guide/'))) {
    assert.ok(guideView(ro, link.replace('/ro/guide/', '')), link);
  }
  assert.equal(links.filter((to) => to.startsWith('/ro/guide/')).length, 5);
  assert.equal(guideView(en, 'constructor'), null);
  assert.equal(guideView(en, 'nothing'), null);
});

test('only numbers of the emergency services can be read or dialled', () => {
  for (const name of names) {
    const long = said(name).match(/\+?\d[\d ]{4,}\d/g) ?? [];
    assert.deepEqual(long, [], name);
  }
  assert.match(said('help'), /999 or 112/);
});

test('a statement of law has its Act with a year and a section, and the page its date', () => {
  const facts = names
    .flatMap((name) => [...pages[name].blocks, ...ro.pages[name].blocks])
    .filter((block) => typeof block === 'object');
  const sources = facts.flatMap((block) => ('fact' in block ? [block.fact] : []));
  assert.ok(sources.length >= 4);
  for (const source of sources) assert.match(source, /^[A-Z].+ Act \d{4}, sections? \d+[A-Z]?/);
  assert.match(said('rights'), /not legal advice. As at 23 November 2026/);
  assert.match(said('rights'), /England and Wales/);
});

test('the words are plain and blame nobody', () => {
  for (const name of names) {
    assert.doesNotMatch(said(name), /!|prostitut|relapse|victim|\bshe\b|\bher\b/i, name);
    // It stands in the browser's history.
    assert.doesNotMatch(pages[name].title, /sex|report|police|harm|danger|leav/i, name);
  }
});

test('Leave is the first thing to be focused, and nothing on a page is inline', () => {
  const loaded = loadAreaPack('areas/chesterfield');
  assert.ok(loaded.ok);
  const frame = createFrame({
    stylesheet: '/assets/a.css',
    scripts: new Map([['leave', '/assets/l.js']]),
    workers: new Map(),
    files: new Map(),
  });
  const mains = [
    homeView(en, ''),
    aboutView(en, loaded.pack, [], { 'a.ts': 'sha256-x' }, ''),
    errorView(en, 404, ''),
    ...names.flatMap((name) => guideView(ro, name)?.main ?? []),
  ];
  for (const main of mains) {
    const page = String(frame({ language: 'en', prefix: '' }, 'Waymark', main));
    assert.match(/<(?:a|button|input|textarea|select)\b[^>]*>/.exec(page)?.[0] ?? '', /href="\/leave"/);
    assert.match(page, /href="tel:999"/);
    assert.doesNotMatch(page, /\sstyle=|<style|\son[a-z]+=|javascript:|<script(?![^>]*\ssrc=)/i);
    assert.equal(page.match(/<h1[ >]/g)?.length, 1);
  }
});

test('the same page in another language is one press away, and says while nobody has read the translation', () => {
  const frame = createFrame({
    stylesheet: '/assets/a.css',
    scripts: new Map([['leave', '/assets/l.js']]),
    workers: new Map(),
    files: new Map(),
  });
  const area = { languages: ['en', 'ro'] as ('en' | 'ro')[] };
  const main = homeView(en, '');
  const english = String(frame({ area, language: 'en', prefix: '', path: '/report' }, 'Waymark', main));
  assert.match(english, /<a href="\/ro\/report" lang="ro" hreflang="ro">Română<\/a>/);
  assert.ok(!english.includes(ro.layout.unread));
  const here = { area, language: 'ro', prefix: '/a/elsewhere/ro', path: '/' };
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
