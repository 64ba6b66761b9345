/** What leaves a desk: only what she allows now, and she reads of it. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { asWords } from '#sealed/way-back-code.ts';
import { loadWords } from '#sealed/words.ts';
import { type TestApplication, startApplication } from '../support/application.ts';
import { launchBrowser, visit } from '../support/browser.ts';
import { type TestDesk, setUpDesk, signInBrowser } from '../support/desk.ts';
import { type TestRecord, sendReport } from '../support/record.ts';

let application: TestApplication;
let browser: Browser;
let support: TestDesk;
before(async () => {
  [application, browser] = await Promise.all([startApplication(), launchBrowser()]);
  support = await setUpDesk(application);
});
after(async () => {
  await browser.close();
  await application.close();
});

async function openAt(page: Page, text: string): Promise<void> {
  await page.goto(`${application.origin}/desk`);
  await page.locator('#records').getByRole('button', { name: text }).click();
  await page.getByRole('button', { name: 'Open it' }).click();
}
async function comeBack(page: Page, { code }: TestRecord): Promise<void> {
  await page.goto(`${application.origin}/back`);
  await page.getByLabel('Your code').fill(asWords(code, await loadWords()).join(' '));
  await page.getByRole('button', { name: 'Open' }).click();
  await page.getByRole('heading', { name: 'What you sent, and the answers' }).waitFor();
}
async function takeBack(page: Page, report: TestRecord, what: string): Promise<void> {
  await comeBack(page, report);
  await page.getByText('Take back a yes').click();
  await page.getByLabel('What do you take back?').selectOption(what);
  await page.getByRole('button', { name: 'Take it back' }).click();
  await page.getByText('You took back your yes').waitFor();
}

test('after she took a yes back nothing more is given on it, not even from a page that stood open', async () => {
  const report = await sendReport(application, support, {
    kinds: 'robbery',
    'identifier-1': '07700 900123',
    warn: 'template',
    police: 'anonymised',
    'police-fields': ['what', 'identifiers'],
    'ugly-mugs': 'yes',
    'ugly-mugs-fields': ['what'],
  });
  const [ada] = support.workers;
  assert.ok(ada);
  const at = await visit(browser, { width: 1280, height: 900 });
  const hers = await visit(browser);
  const { page } = at;
  await signInBrowser(page, application, ada);
  await openAt(page, 'Robbery');
  await page.getByText('Give something to others').click();
  const giving = page.locator('details', { hasText: 'Give something to others' });
  await giving.getByRole('heading', { name: 'Police' }).waitFor();
  await giving.getByRole('heading', { name: 'National Ugly Mugs' }).waitFor();

  await takeBack(hers.page, report, 'police');
  await giving.getByRole('button', { name: 'It was given: write it down' }).first().click();
  await page.getByText('They wrote or took something back while this was open.').waitFor();
  await page.locator('.message', { hasText: 'They take back: police.' }).waitFor();
  assert.equal(await page.getByText('Given to Police').count(), 0);
  await page.getByText('Give something to others').click();
  await giving.getByRole('heading', { name: 'National Ugly Mugs' }).waitFor();
  assert.equal(await giving.getByRole('heading', { name: 'Police' }).count(), 0);
  assert.equal(await giving.getByText('07700 900123').count(), 0);

  await takeBack(hers.page, report, 'all');
  await openAt(page, 'Robbery');
  await page.locator('.message', { hasText: 'They take back every yes.' }).waitFor();
  await page.getByText('Give something to others').click();
  await page.getByText('They allow nothing to be given to anyone.').waitFor();
  assert.equal(await giving.getByRole('button').count(), 0);
  const wishes = page.locator('dl.report dd').last();
  assert.doesNotMatch((await wishes.textContent()) ?? '', /yes, as ticked|standard text/);

  await page.getByRole('link', { name: 'Write a warning from this' }).click();
  await page.getByText('They did not allow a warning from this report').waitFor();
  assert.ok(await page.locator('form#draft').isHidden());
  await comeBack(hers.page, report);
  await hers.page.getByText('Nothing was passed on.').waitFor();
  await Promise.all([at.close(), hers.close()]);
});
