/** Warnings on paper for readers without a phone: printed by a desk or outreach, numbered, counted out and back. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Kysely } from 'kysely';
import type { Browser, Page } from 'playwright-core';
import { type WarningsTables, sweepWarnings } from '#warnings/index.ts';
import { type TestApplication, startApplication } from '../support/application.ts';
import { axeHere, launchBrowser, picture, visit } from '../support/browser.ts';
import { type TestDesk, setUpDesk, signInBrowser } from '../support/desk.ts';
import { publishWarning } from '../support/publish-warning.ts';

let app: TestApplication;
let browser: Browser;
let desk: TestDesk;
let page: Page;
let close: () => Promise<void>;
before(async () => {
  [app, browser] = await Promise.all([startApplication(), launchBrowser()]);
  desk = await setUpDesk(app);
  ({ page, close } = await visit(browser, { width: 1280, height: 900 }));
});
after(async () => {
  await close();
  await browser.close();
  await app.close();
});

async function open(at = page, worker = desk.workers[0]): Promise<void> {
  await signInBrowser(at, app, worker ?? assert.fail());
  await at.goto(`${app.origin}/desk/cards`);
  await at.getByRole('link', { name: 'a sheet of warnings on paper' }).click();
  await at
    .locator('#standing')
    .filter({ hasText: /stand|nothing/ })
    .waitFor();
}
const line = () => page.locator('#out li').first();

test('where nothing stands there is nothing to print', async () => {
  await open();
  await page.getByText('there is nothing to print').first().waitFor();
  await page.getByRole('button', { name: 'Make the sheet' }).click();
  await page.locator('#problem').getByText('there is nothing to print').waitFor();
  await page.getByText('No sheet is out.').waitFor();
});

test('a sheet is numbered, holds the text and three digits at most, and prints alone', async () => {
  await publishWarning(app, browser, desk, { typed: '07700 900461', canonical: 'phone:+447700900461' });
  await open();
  await page.getByText('One warning stands.').waitFor();
  await page.getByLabel('How many copies?').fill('many');
  await page.getByRole('button', { name: 'Make the sheet' }).click();
  await page.getByText('Write a number from 1 to 50.').waitFor();
  assert.equal(await page.getByLabel('How many copies?').inputValue(), 'many');
  await page.getByLabel('How many copies?').fill('3');
  await page.getByRole('button', { name: 'Make the sheet' }).click();
  await page.getByText('Sheet 1 is counted: 3 copies.').waitFor();
  assert.deepEqual(await axeHere(page), []);
  await picture(page, 'printed-sheet-1280');
  await page.emulateMedia({ media: 'print' });
  const paper = await page.locator('body').innerText();
  for (const said of [
    /Sheet 1 · copy 1 of 3/,
    /Sheet 1 · copy 3 of 3/,
    /29 November 2026\. Destroy by 13 December 2026/,
    /Someone told us about this person/,
    /Number ends in 461/,
    /does not mean that they are safe/,
  ])
    assert.match(paper, said);
  assert.doesNotMatch(paper, /7700|900\s?461|Signed in|Make the sheet|Leave/);
  await picture(page, 'printed-sheet-paper');
  await page.emulateMedia({ media: 'screen' });
  await page.getByRole('button', { name: 'Done: take it off this screen' }).click();
  assert.equal(await page.locator('.paper-list').count(), 0);
  const { rows } = await app.database.pools.sweep.query('select * from warnings.printed_list');
  assert.equal(rows.length, 1);
  assert.doesNotMatch(JSON.stringify(rows), /Someone|461/);
});

test('copies are counted back, more than went out are not, late and changed ones say so', async () => {
  await line().getByText('Sheet 1, 29 November 2026: 3 copies out. Destroy by 13 December 2026.').waitFor();
  await line().getByLabel('Came back and destroyed').fill('3');
  await line().getByLabel('Lost').fill('1');
  await line().getByRole('button', { name: 'Count' }).click();
  await page.getByText('More came back or were lost than went out.').waitFor();
  assert.equal(await line().getByLabel('Came back and destroyed').inputValue(), '3');
  await line().getByLabel('Came back and destroyed').fill('1');
  await line().getByRole('button', { name: 'Count' }).click();
  await line().getByText('1 copy out.').waitFor();
  // Counted wrongly: counted again.
  await line().getByLabel('Lost').fill('0');
  await line().getByRole('button', { name: 'Count' }).click();
  await line().getByText('2 copies out.').waitFor();
  assert.ok(!(await page.getByText('The list has changed since').isVisible()));

  await app.database.pools.sweep.query(`update warnings.warning set state = 'withdrawn'`);
  app.clock.advance({ days: 16 });
  await app.publish('chesterfield');
  await open();
  await line().getByText('To be destroyed 2 days ago. The list has changed since').waitFor();
  await picture(page, 'printed-sheet-late-1280');
  await line().getByLabel('Came back and destroyed').fill('3');
  await line().getByRole('button', { name: 'Count' }).click();
  await page.getByText('No sheet is out.').waitFor();
});

test('another desk sees none of them and counts none; what cannot be is refused', async () => {
  const outside = await setUpDesk(app, {
    desk: 'outside',
    organisation: 'neighbour',
    workers: 1,
    root: desk.root,
  });
  const at = `${app.origin}/api/areas/chesterfield/desk`;
  const send = async (path: string, method: string, body: unknown, cookie = ''): Promise<number> => {
    const headers = { 'content-type': 'application/json', cookie };
    return (await fetch(`${at}/${path}`, { method, headers, body: JSON.stringify(body) })).status;
  };
  const theirs = outside.workers[0]?.cookie;
  const counted = { cameBack: 0, lost: 0 };
  assert.equal(await send('outside/printed/1', 'PUT', counted, theirs), 404);
  assert.equal(await send('support/printed/1', 'PUT', counted, theirs), 403);
  const seen = await fetch(`${at}/outside/printed`, { headers: { cookie: theirs ?? '' } });
  assert.deepEqual(await seen.json(), { sheets: [] });
  const list = Buffer.alloc(16).toString('base64');
  for (const wrong of [
    { list, copies: 51, destroyBy: app.clock.today() },
    { list, copies: 1, destroyBy: '2027-01-30' },
    { list, copies: 1, destroyBy: '2026-11-01' },
    { list: 'AAAA', copies: 1, destroyBy: app.clock.today() },
  ])
    assert.equal(await send('outside/printed', 'POST', wrong, theirs), 422);
  const right = { list, copies: 3, destroyBy: app.clock.today() };
  assert.equal(await send('outside/printed', 'POST', right, theirs), 201);
  assert.equal(await send('outside/printed/1', 'PUT', { cameBack: 3, lost: 1 }, theirs), 409);
  assert.equal(await send('outside/printed/1', 'PUT', { cameBack: 3, lost: 0 }, theirs), 200);
  const month = async (day: string) =>
    await sweepWarnings(app.database.sweep as unknown as Kysely<WarningsTables>, day);
  const left = async () =>
    (await app.database.pools.sweep.query<{ desk_id: string }>('select desk_id from warnings.printed_list'))
      .rows;
  await month('2027-01-02');
  assert.equal((await left()).length, 2);
  await month('2027-01-20');
  assert.deepEqual(await left(), []);
});
