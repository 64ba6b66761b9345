/** When many write at once: a phone with JavaScript works a little, one without waits a little, and both get through. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { type TestApplication, startApplication } from '../support/application.ts';
import { axeHere, launchBrowser, picture, visit } from '../support/browser.ts';
import { setUpDesk } from '../support/desk.ts';

let application: TestApplication;
let browser: Browser;
before(async () => {
  const one = { all: 1, mine: 1 };
  application = await startApplication({ floodMarks: { report: one, attachment: one } });
  browser = await launchBrowser();
  await setUpDesk(application);
  // The flood: one report is as many as these marks let through.
  const { page, close } = await visit(browser, { javaScript: false });
  await page.goto(`${application.origin}/report`);
  await page.getByLabel('Support desk').check();
  await page.getByLabel('Did not pay').check();
  await page.getByRole('button', { name: 'Lock it and send it' }).click();
  await page.getByRole('heading', { name: 'It has arrived' }).waitFor();
  await close();
});
after(async () => {
  await browser.close();
  await application.close();
});

/** How many were set apart, of how many. */
async function quarantined(): Promise<[number, number]> {
  const { rows } = await application.database.pools.sweep.query<{ quarantined: boolean }>(
    'select quarantined from desks.every_record',
  );
  return [rows.filter((row) => row.quarantined).length, rows.length];
}

test('with JavaScript the device works first, says so, and the report arrives', async () => {
  const { page, context, close } = await visit(browser);
  const shown: (string | undefined)[] = [];
  context.on('request', (request) => {
    if (request.url().endsWith('/reports')) shown.push(request.headers()['waymark-work']);
  });
  await page.goto(`${application.origin}/report`);
  await page.getByLabel('Support desk').check();
  const next = page.getByRole('button', { name: 'Next', exact: true });
  await next.click();
  await page.getByLabel('Did not pay').check();
  while (await next.isVisible()) await next.click();
  await page.evaluate(() => {
    const status = document.querySelector('#report-status');
    const said: string[] = [];
    (globalThis as unknown as { said: string[] }).said = said;
    if (status)
      new MutationObserver(() => said.push(status.textContent ?? '')).observe(status, { childList: true });
  });
  await page.getByRole('button', { name: 'Lock it and send it' }).click();
  await page.getByRole('heading', { name: 'It has arrived' }).waitFor();
  const said = await page.evaluate(() => (globalThis as unknown as { said: string[] }).said);
  assert.ok(
    said.some((text) => text.includes('This device does some work first')),
    said.join(' | '),
  );
  assert.equal(shown[0], undefined);
  assert.match(shown.at(-1) ?? '', /^\d+\.[0-9a-f]{32}\.\d+$/);
  assert.deepEqual(await axeHere(page), []);
  assert.deepEqual(await quarantined(), [1, 2]);
  await close();
});

test('without JavaScript a page says how long to wait, with everything typed, and then takes it', async () => {
  const { page, close } = await visit(browser, { javaScript: false });
  await page.goto(`${application.origin}/report`);
  await page.getByLabel('Support desk').check();
  await page.getByLabel('Tell it in your own words').fill('typed in a hurry');
  const press = page.getByRole('button', { name: 'Lock it and send it' });
  await press.click();
  await page.getByText(/Please wait \d+ seconds, then press send again/).waitFor();
  await picture(page, 'report-flood-wait');
  assert.equal(await page.getByLabel('Tell it in your own words').inputValue(), 'typed in a hurry');
  application.clock.advance({ minutes: 1 });
  await press.click();
  await page.getByRole('heading', { name: 'It has arrived' }).waitFor();
  assert.deepEqual(await quarantined(), [2, 3]);
  await close();
});
