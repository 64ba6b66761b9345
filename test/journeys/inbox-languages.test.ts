/** A desk and somebody who writes in another language: sentences in her own, and words for an interpreter on her yes. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { asWords } from '#sealed/way-back-code.ts';
import { loadWords } from '#sealed/words.ts';
import { type TestApplication, startApplication } from '../support/application.ts';
import { axeHere, launchBrowser, picture, visit } from '../support/browser.ts';
import { type TestDesk, setUpDesk, signInBrowser } from '../support/desk.ts';
import { type TestRecord, sendReport } from '../support/record.ts';
import * as story from '../support/story.ts';

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

async function open(page: Page, text: string): Promise<void> {
  await page.goto(`${application.origin}/desk`);
  await page.locator('#records').getByRole('button', { name: text }).click();
  await page.getByRole('button', { name: 'Open it' }).click();
}
const comeBack = async (page: Page, { code }: TestRecord): Promise<void> =>
  await story.comeBack(page, application.origin, asWords(code, await loadWords()).join(' '));

test('sentences stand in her language with the English beside; an interpreter gets words only on her yes', async () => {
  const report = await sendReport(
    application,
    support,
    { kinds: 'robbery', story: 'Mi-a luat geanta.', contact: 'Mia' },
    undefined,
    { language: 'ro' },
  );
  const [ada] = support.workers;
  assert.ok(ada);
  const { page, close } = await visit(browser, { width: 1280, height: 900 });
  const hers = await visit(browser);
  await signInBrowser(page, application, ada);
  await open(page, 'Robbery');
  await page.getByText('Sentences to begin with').click();
  await page.getByText('No person who speaks this language has read these sentences yet.').waitFor();
  await page.getByText('May an interpreter read what you wrote?').waitFor();
  assert.deepEqual(await axeHere(page), []);
  await picture(page, 'inbox-phrases-wide');
  const interpreting = page.locator('details', { hasText: 'Give words to an interpreter' });
  await interpreting.locator('summary').click();
  await interpreting.getByRole('button', { name: 'It was given: write it down' }).click();
  await interpreting.getByText('They have not answered you yet.').waitFor();
  const ask = page.getByRole('button', { name: 'Poate un interpret să citească' });
  assert.equal(await ask.getAttribute('lang'), 'ro');
  await ask.click();
  const asked = await page.getByLabel('Answer', { exact: true }).inputValue();
  assert.match(asked, /^Nu vorbim bine limba ta\./);
  await page.getByRole('button', { name: 'Lock and send' }).click();
  await page.locator('.message', { hasText: 'Nu vorbim bine limba ta.' }).waitFor();

  await comeBack(hers.page, report);
  await hers.page.getByText('Poți spune nu.').waitFor();
  await hers.page.getByLabel('Your message').fill('Da.');
  await hers.page.getByRole('button', { name: 'Lock it and send it' }).click();
  await hers.page.getByText('It has arrived.').waitFor();

  await open(page, 'Robbery');
  await page.locator('.message', { hasText: 'Da.' }).waitFor();
  await interpreting.locator('summary').click();
  await interpreting.getByLabel('Interpreter and organisation').fill('Ion, Fictional Interpreters');
  await interpreting.getByLabel('My own words').check();
  const done = interpreting.getByRole('button', { name: 'It was given: write it down' });
  await done.click();
  await interpreting.getByText('Give nothing before they said yes').waitFor();
  await interpreting.getByLabel('They said yes to this interpreter').check();
  assert.deepEqual(await axeHere(page), []);
  await picture(page, 'inbox-interpreter-wide');
  await page.setViewportSize({ width: 360, height: 640 });
  await picture(page, 'inbox-interpreter-small');
  await done.click();
  await page
    .locator('.message', { hasText: 'Given to interpreter (Ion, Fictional Interpreters) on 2026-11-24:' })
    .waitFor();

  await comeBack(hers.page, report);
  const log = (await hers.page.locator('.govuk-inset-text').textContent()) ?? '';
  assert.match(log, /interpreter \(Ion, Fictional Interpreters\), Tuesday 24 November/);
  assert.match(log, /What was passed on: My own words\..*Mi-a luat geanta\./s);
  assert.doesNotMatch(log, /Mia/);
  await Promise.all([close(), hers.close()]);
});

test('English stays English, and nothing is called unread', async () => {
  await sendReport(application, support, { kinds: 'condom' });
  const [ada] = support.workers;
  assert.ok(ada);
  const { page, close } = await visit(browser);
  await signInBrowser(page, application, ada);
  await open(page, 'Refused or took off');
  await page.getByText('Sentences to begin with').click();
  await page.getByRole('button', { name: 'Thank you for telling us.' }).click();
  assert.match(await page.getByLabel('Answer', { exact: true }).inputValue(), /^Thank you for telling us\./);
  assert.equal(await page.getByText('No person who speaks this language').count(), 0);
  await close();
});
