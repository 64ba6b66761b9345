import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadAreaPack } from '#kit/area-pack.ts';
import { aboutView, errorView, guideView, homeView } from './guide.view.ts';
import { createFrame } from './index.ts';
import { pages } from './messages/en.ts';

const names = Object.keys(pages);
const said = (name: string): string => JSON.stringify(pages[name]);

test('every door and link of the front page leads to a page that is there', async () => {
  const links = [...String(await homeView('/ro')).matchAll(/href="([^"]+)"/g)].map(([, to = '']) => to);
  assert.equal(links.length, 7);
  assert.equal(links[0], '/ro/report');
  for (const link of links.slice(1)) {
    assert.ok(guideView(link.replace('/ro/guide/', '')), link);
  }
  assert.equal(guideView('constructor'), null);
  assert.equal(guideView('nothing'), null);
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
    .flatMap((name) => pages[name]?.blocks ?? [])
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
    assert.doesNotMatch(pages[name]?.title ?? '', /sex|report|police|harm|danger|leav/i, name);
  }
});

test('Leave is the first thing to be focused, and nothing on a page is inline', () => {
  const loaded = loadAreaPack('areas/chesterfield');
  assert.ok(loaded.ok);
  const frame = createFrame({ stylesheet: '/assets/a.css', scripts: new Map([['leave', '/assets/l.js']]) });
  const mains = [
    homeView(''),
    aboutView(loaded.pack, [], { 'a.ts': 'sha256-x' }),
    errorView(404, ''),
    ...names.flatMap((name) => guideView(name)?.main ?? []),
  ];
  for (const main of mains) {
    const page = String(frame({ language: 'en', prefix: '' }, 'Waymark', main));
    assert.match(/<(?:a|button|input|textarea|select)\b[^>]*>/.exec(page)?.[0] ?? '', /href="\/leave"/);
    assert.match(page, /href="tel:999"/);
    assert.doesNotMatch(page, /\sstyle=|<style|\son[a-z]+=|javascript:|<script(?![^>]*\ssrc=)/i);
    assert.equal(page.match(/<h1[ >]/g)?.length, 1);
  }
});
