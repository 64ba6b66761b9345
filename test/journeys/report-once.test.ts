/** A report is stored once and its code is never lost, whatever a network, a tab or a finger does in between. */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import sharp from 'sharp';
import { joinHeader } from '#sealed/age-file.ts';
import { openBody } from '#sealed/sealed-record.ts';
import { deriveWayBack, readWayBack } from '#sealed/way-back-code.ts';
import { loadWords } from '#sealed/words.ts';
import { ReportBody } from '../../src/reports/rules/report-form.ts';
import { type TestApplication, startApplication } from '../support/application.ts';
import { axeHere, launchBrowser, picture, visit } from '../support/browser.ts';
import { type TestDesk, nodeScrypt, setUpDesk } from '../support/desk.ts';

let application: TestApplication;
let browser: Browser;
let desk: TestDesk;
before(async () => {
  application = await startApplication();
  browser = await launchBrowser();
  desk = await setUpDesk(application);
});
after(async () => {
  await browser.close();
  await application.close();
});

const address = '**/api/areas/*/reports';
type Row = { id: string; locator: Buffer; sealed_key: Buffer; sealed_body: Buffer };
const records = async (): Promise<Row[]> =>
  (await application.database.pools.sweep.query<Row>('select * from desks.every_record')).rows;
/** What came since `old`, opened by the desk. */
async function since(old: readonly Row[]): Promise<(Row & { body: ReportBody })[]> {
  const rows = (await records()).filter(({ id }) => !old.some((one) => one.id === id));
  return await Promise.all(
    rows.map(async (row) => {
      const place = { area: 'chesterfield', record: row.id };
      const file = joinHeader(row.sealed_key, row.sealed_body);
      const opened = await openBody(file, desk.epoch.identity, place, ReportBody);
      assert.ok(opened.ok);
      return { ...row, body: opened.value };
    }),
  );
}
async function write(page: Page, story: string): Promise<void> {
  await page.goto(`${application.origin}/report`);
  await page.getByLabel('Support desk').check();
  await page.getByRole('button', { name: 'Next', exact: true }).click();
  await page.getByLabel('Tell it in your own words').fill(story);
  await toTheEnd(page);
}
async function toTheEnd(page: Page): Promise<void> {
  const next = page.getByRole('button', { name: 'Next', exact: true });
  while (await next.isVisible()) await next.click();
}
const press = (page: Page) => page.getByRole('button', { name: 'Lock it and send it' }).click();
/** The code as it stands on the page. */
async function codeOn(page: Page): Promise<{ words: string; digits: string }> {
  const digits = (await page.locator('.code-words__digits').textContent()) ?? '';
  return {
    words: (await page.locator('.code-words__words li').allTextContents()).join(' '),
    digits: digits.replaceAll(/\D/g, ''),
  };
}
async function opens(code: string, row: Row | undefined): Promise<void> {
  const read = readWayBack(code, await loadWords());
  assert.ok(read.ok, code);
  const { locator } = await deriveWayBack(read.code, null, 'chesterfield', nodeScrypt);
  assert.equal(Buffer.from(locator).toString('hex'), row?.locator.toString('hex'));
}
const kept = async (page: Page): Promise<number[]> =>
  await page.evaluate(async () => [
    sessionStorage.length,
    localStorage.length,
    (await indexedDB.databases()).length,
  ]);
/** The server takes it, and its answer is lost or becomes another. */
async function loseAnswers(context: BrowserContext, as: { status: number; title: string } | null) {
  const bodies: string[] = [];
  await context.route(address, async (route) => {
    bodies.push(route.request().postData() ?? '');
    await route.fetch();
    if (as === null) return await route.abort('connectionreset');
    const { status, title } = as;
    const body = JSON.stringify({ title, status });
    return await route.fulfill({ status, body, contentType: 'application/problem+json' });
  });
  return bodies;
}

test('while it waits for a network its code is shown; the tab is emptied, and opened again it goes once', async () => {
  const before = await records();
  const { page, context, close } = await visit(browser);
  await write(page, 'words that wait');
  await context.route(address, (route) => route.abort('internetdisconnected'));
  await press(page);
  await page.getByRole('heading', { name: 'It is locked and will be sent by itself' }).waitFor();
  await page.getByText('No network, or our server is away').waitFor();
  assert.deepEqual(await kept(page), [0, 0, 1]);
  assert.deepEqual(await axeHere(page), []);
  await picture(page, 'report-waiting');
  const code = await codeOn(page);
  await page.getByLabel('Type the code once').fill(code.words);
  await page.getByRole('button', { name: 'Compare' }).click();
  assert.ok(await page.getByText('That is your code. It is right.').isVisible());
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByText('Locking and sending').waitFor();
  await page.getByText('No network, or our server is away').waitFor();
  assert.deepEqual(await codeOn(page), code);

  await context.unroute(address);
  await page.reload();
  await page.getByText('A locked report from before was waiting').waitFor();
  assert.equal(await page.title(), 'Waymark · write, 1 of 6');
  assert.equal(await page.getByLabel('Tell it in your own words').inputValue(), '');
  assert.deepEqual((await kept(page)).slice(1), [0, 0]);
  assert.equal(await page.evaluate(() => JSON.stringify(sessionStorage).includes('words that')), false);
  const [row, ...more] = await since(before);
  assert.equal(row?.body.story, 'words that wait');
  assert.deepEqual(more, []);
  await opens(code.words, row);
  await opens(code.digits, row);
  await close();
});

test('a database that goes after it has stored: the same bytes go until they are acknowledged, and it is one', async () => {
  const before = await records();
  const { page, context, close } = await visit(browser);
  await write(page, 'stored without an answer');
  const bodies = await loseAnswers(context, { status: 503, title: 'database-away' });
  await press(page);
  await page.getByText('No network, or our server is away').waitFor();
  const code = await codeOn(page);
  await context.unroute(address);
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('heading', { name: 'It has arrived' }).waitFor();
  assert.ok(await page.getByRole('button', { name: 'Save proof that we have it' }).isVisible());
  assert.deepEqual(await codeOn(page), code);
  assert.equal(bodies.length, 3);
  assert.equal(new Set(bodies).size, 1);
  const rows = await since(before);
  assert.equal(rows.length, 1);
  await opens(code.words, rows[0]);
  await close();
});

test('an answer that says no although it was stored: pressed again it is the same, changed it is told that it is there', async () => {
  const before = await records();
  const { page, context, close } = await visit(browser);
  await write(page, 'said once');
  const bodies = await loseAnswers(context, { status: 503, title: 'no-room' });
  await press(page);
  await page.getByText('We have no room left').waitFor();
  await press(page);
  await page.waitForFunction(() =>
    document.querySelector('#report-status')?.textContent?.includes('no room'),
  );
  assert.equal(new Set(bodies).size, 1);
  // What the tab remembers is the same report too.
  await page.reload();
  await page.getByText('Up to five pictures').waitFor();
  await context.unroute(address);
  await page.getByLabel('I don’t want to come back').waitFor();
  await page.getByRole('button', { name: 'Back', exact: true }).click();
  await toTheEnd(page);
  await press(page);
  await page.getByRole('heading', { name: 'We already have this one' }).waitFor();
  assert.deepEqual(await axeHere(page), []);
  await picture(page, 'report-already');
  const rows = await since(before);
  assert.deepEqual(
    rows.map(({ body }) => body.story),
    ['said once'],
  );
  await opens((await codeOn(page)).words, rows[0]);
  assert.deepEqual(await kept(page), [0, 0, 0]);
  await close();
});

test('where the browser keeps nothing the page must stay open, and a reload does not make two of it', async () => {
  const before = await records();
  const { page, context, close } = await visit(browser);
  await page.addInitScript(() => {
    Object.defineProperty(IDBFactory.prototype, 'open', {
      value: () => {
        throw new DOMException('not here', 'SecurityError');
      },
    });
  });
  await write(page, 'kept by the tab alone');
  await loseAnswers(context, null);
  await press(page);
  await page.getByText('this browser does not let us keep it').waitFor();
  const code = await codeOn(page);
  await context.unroute(address);
  await page.reload();
  assert.equal(await page.getByLabel('Tell it in your own words').inputValue(), 'kept by the tab alone');
  await press(page);
  await page.getByRole('heading', { name: 'We already have this one' }).waitFor();
  assert.deepEqual(await codeOn(page), code);
  assert.equal((await since(before)).length, 1);
  await close();
});

test('a tab that was doubled sends the same report; the way back after it leads to an empty form', async () => {
  const before = await records();
  const { page, context, close } = await visit(browser);
  await write(page, 'in two tabs');
  // What a browser copies when somebody doubles a tab.
  const copied = await page.evaluate(() => {
    dispatchEvent(new Event('pagehide'));
    return Object.fromEntries(Object.entries<string>(sessionStorage));
  });
  const twin = await context.newPage();
  await twin.addInitScript((items) => {
    if (sessionStorage.length === 0 && location.pathname === '/report') Object.assign(sessionStorage, items);
  }, copied);
  await twin.goto(`${application.origin}/report`);
  assert.equal(await twin.getByLabel('Tell it in your own words').inputValue(), 'in two tabs');
  await press(page);
  await page.getByRole('heading', { name: 'It has arrived' }).waitFor();
  await press(twin);
  await twin.getByRole('heading', { name: 'We already have this one' }).waitFor();
  assert.deepEqual(await codeOn(twin), await codeOn(page));
  assert.equal((await since(before)).length, 1);

  await page.goto(`${application.origin}/`);
  await page.goBack();
  await page.getByRole('heading', { name: 'Tell us what happened' }).waitFor();
  assert.equal(await page.title(), 'Waymark · write, 1 of 6');
  assert.equal(await page.getByLabel('Tell it in your own words').inputValue(), '');
  assert.equal((await since(before)).length, 1);
  await close();
});

test('without JavaScript: two tabs are two forms, and the back button sends no second report', async () => {
  const before = await records();
  const { page, context, close } = await visit(browser, { javaScript: false });
  const other = await context.newPage();
  for (const [tab, story] of [
    [page, 'of the first tab'],
    [other, 'of the second tab'],
  ] as const) {
    await tab.goto(`${application.origin}/report`);
    await tab.getByLabel('Support desk').check();
    await tab.getByLabel('Tell it in your own words').fill(story);
  }
  for (const tab of [page, other]) {
    await press(tab);
    await tab.getByRole('heading', { name: 'It has arrived' }).waitFor();
  }
  assert.notDeepEqual(await codeOn(page), await codeOn(other));
  const rows = await since(before);
  assert.deepEqual(rows.map(({ body }) => body.story).toSorted(), ['of the first tab', 'of the second tab']);
  await page.goBack();
  await page.getByRole('heading', { name: 'Tell us what happened' }).waitFor();
  // An empty form asks for something; one that the browser filled again is the one that is stored.
  await press(page);
  await page
    .getByText(/Please look at this again|It has arrived|We already have this one/)
    .first()
    .waitFor();
  assert.equal((await since(before)).length, 2);
  await close();
});

test('five photos of a good phone: without JavaScript the page comes back with every word, with it they are made small', async () => {
  const before = await records();
  const noise = sharp(randomBytes(2_600 * 2_000 * 3), { raw: { width: 2_600, height: 2_000, channels: 3 } });
  const photo = await noise.jpeg({ quality: 95 }).toBuffer();
  assert.ok(photo.length * 5 > 24 * 1024 * 1024, String(photo.length));
  mkdirSync('build', { recursive: true });
  writeFileSync('build/test-large-photo.jpg', photo);
  const photos = Array<string>(5).fill('build/test-large-photo.jpg');

  const plain = await visit(browser, { javaScript: false });
  await plain.page.goto(`${application.origin}/report`);
  assert.ok(await plain.page.getByText('Together at most 24 MB').isVisible());
  await plain.page.getByLabel('Support desk').check();
  await plain.page.getByLabel('Tell it in your own words').fill('words beside large pictures');
  await plain.page.getByLabel('Up to five pictures').setInputFiles(photos);
  await press(plain.page);
  await plain.page.getByText('These pictures are more than 24 MB together').first().waitFor();
  await picture(plain.page, 'report-too-large');
  const story = plain.page.getByLabel('Tell it in your own words');
  assert.equal(await story.inputValue(), 'words beside large pictures');
  assert.ok(await plain.page.getByLabel('Support desk').isChecked());
  assert.deepEqual(await since(before), []);
  await press(plain.page);
  await plain.page.getByRole('heading', { name: 'It has arrived' }).waitFor();
  await plain.close();

  const { page, close } = await visit(browser);
  await write(page, 'the same with JavaScript');
  assert.equal(await page.getByText('Together at most 24 MB').isVisible(), false);
  await page.getByLabel('Up to five pictures').setInputFiles(photos);
  await press(page);
  await page.getByRole('heading', { name: 'It has arrived' }).waitFor({ timeout: 120_000 });
  const rows = await since(before);
  assert.deepEqual(
    rows.map(({ body }) => body.pictures.length).toSorted((a, b) => a - b),
    [0, 5],
  );
  await close();
});
