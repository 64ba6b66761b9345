/**
 * Somebody who watches the network sees the same whether a check finds a warning or not: as many requests, of the same
 * sizes, to the same addresses, with the same gaps between them, until a minute after the result and whichever button was
 * pressed.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { type TestApplication, startApplication } from '../support/application.ts';
import { launchBrowser, visit } from '../support/browser.ts';
import { type TestDesk, setUpDesk } from '../support/desk.ts';
import { publishWarning, takeCard } from '../support/publish-warning.ts';
import { type Seen, gapsOf, kolmogorovSmirnov, shapeOf, watch } from '../support/transcript.ts';

const warned = { typed: '07700 900461', canonical: 'phone:+447700900461' };
/** In a day, half of them hits; a card has 20 tokens a day. */
const CHECKS = 14;
const MOST_DAYS = 6;
/** Chance may call equal distributions different in one of two thousand runs for each gap. */
const LIMIT = 0.0005;

const at = (transcripts: readonly Seen[][], gap: number, more = 0): number[] =>
  transcripts.map((seen) => (gapsOf(seen)[gap] ?? Number.NaN) + more);
/** Whether 50 ms more before the last request of every hit would be seen. */
function seesPlant(): boolean {
  const last = gapsOf(hits[0] ?? []).length - 1;
  return kolmogorovSmirnov(at(hits, last, 50), at(misses, last)).p < LIMIT;
}

let app: TestApplication;
let browser: Browser;
let desk: TestDesk;
const hits: Seen[][] = [];
const misses: Seen[][] = [];
/** Hits and misses with the two minutes after them, one with each button of the result. */
const minutes: Seen[][] = [];
before(async () => {
  [app, browser] = await Promise.all([startApplication(), launchBrowser()]);
  desk = await setUpDesk(app);
  app.setCards(10);
  await publishWarning(app, browser, desk, warned);
  const phone = await visit(browser);
  await takeCard(app, browser, desk, phone.page);
  const watcher = await watch(phone.page);
  // On a machine that others use as well chance is larger: then more days are looked at, until the instrument sees its plant.
  for (let day = 0; day < 2 || (day < MOST_DAYS && !seesPlant()); day++) {
    // The tokens of another day; the first look of a day takes them, for hit and miss alike.
    app.clock.advance({ days: 1 });
    await app.publish('chesterfield');
    await openCheck(phone.page);
    for (let at = 0; at < CHECKS; at++) {
      const hit = at % 2 === 0;
      watcher.forget();
      await check(phone.page, hit ? warned.typed : '07700 900462', hit);
      (hit ? hits : misses).push(watcher.seen());
    }
  }
  // Last, since a page's own clock cannot be given back.
  await phone.page.clock.install();
  for (const button of ['#again', '#hide'])
    for (const hit of [true, false]) {
      watcher.forget();
      await check(phone.page, hit ? warned.typed : '07700 900462', hit);
      await useEverything(phone.page, button);
      minutes.push(watcher.seen());
    }
  await phone.close();
});
after(async () => {
  await browser.close();
  await app.close();
});

async function openCheck(page: Page): Promise<void> {
  await page.goto(`${app.origin}/check`);
  await page.locator('#look').waitFor({ state: 'visible' });
}

/** Milliseconds from the page's last request to the check, so that what is left of chance is small. */
const PACE = 1200;

async function check(page: Page, number: string, hit: boolean): Promise<void> {
  await openCheck(page);
  await page.locator('#kind').selectOption('phone');
  await page.locator('#text').fill(number);
  await page.evaluate(async (pace) => {
    const last = Math.max(...performance.getEntriesByType('resource').map(({ startTime }) => startTime));
    const due = last + pace;
    await new Promise((later) => setTimeout(later, due - performance.now() - 30));
    while (performance.now() < due);
    document.querySelector<HTMLElement>('#look button')?.click();
  }, PACE);
  await page.locator('#result').waitFor({ state: 'visible' });
  const found = await page.locator('#found').innerText();
  assert.equal(found.includes('Someone told us about this person'), hit, found);
}

async function useEverything(page: Page, button: string): Promise<void> {
  for (const summary of await page.locator('main details summary').all())
    if (await summary.isVisible()) await summary.click();
  await page.clock.fastForward(60_000);
  await page.locator(button).click();
  await page.locator('#text').fill('07700 900463');
  await page.locator('#text').fill('');
  await page.clock.fastForward(60_000);
}

test('hits and misses ask for the same, with the same sizes', () => {
  assert.ok(hits.length >= CHECKS && hits.length === misses.length);
  const [first] = hits;
  assert.ok(first);
  const shape = shapeOf(first);
  assert.equal(shape.filter((line) => line.startsWith('POST')).length, 1);
  for (const seen of [...hits, ...misses]) assert.deepEqual(shapeOf(seen), shape);
  for (const seen of minutes) assert.deepEqual(shapeOf(seen), shape);
  // The instrument: one more request after a hit is seen.
  const added = { method: 'GET', path: '/guide/help', sent: 0, received: 900, at: 5000 };
  assert.notDeepEqual(shapeOf([...first, added]), shape);
});

test('the gaps between requests tell hit and miss not apart; 50 ms more would', () => {
  const gaps = gapsOf(hits[0] ?? []).length;
  assert.ok(gaps > 3);
  for (let gap = 0; gap < gaps; gap++) {
    const { p } = kolmogorovSmirnov(at(hits, gap), at(misses, gap));
    assert.ok(p > LIMIT, `gap ${gap}: p ${p}`);
  }
  assert.ok(seesPlant(), `50 ms more are not seen in ${hits.length} of each: ${at(misses, gaps - 1).join()}`);
});
