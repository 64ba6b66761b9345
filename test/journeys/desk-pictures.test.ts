/** From a picture that may be illegal to what a desk does then. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import sharp from 'sharp';
import { type TestApplication, startApplication } from '../support/application.ts';
import { axeHere, launchBrowser, picture, visit } from '../support/browser.ts';
import { type TestDesk, setUpDesk, signInBrowser } from '../support/desk.ts';
import { sendReport } from '../support/record.ts';

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

test('the procedure for an illegal picture is one press from the picture and from the help of the list', async () => {
  const photo = await sharp({ create: { width: 60, height: 40, channels: 3, background: '#642' } })
    .jpeg()
    .toBuffer();
  await sendReport(application, support, { kinds: 'stalking' }, undefined, { pictures: [photo] });
  const [ada] = support.workers;
  assert.ok(ada);
  const { page, close } = await visit(browser);
  await signInBrowser(page, application, ada);
  await page.goto(`${application.origin}/desk`);
  await page.locator('#records').getByRole('button', { name: 'stalking' }).waitFor();
  await page.keyboard.press('?');
  await page.locator('#keys:focus').getByRole('link', { name: 'When a picture may be illegal' }).waitFor();
  await page.locator('#records').getByRole('button', { name: 'stalking' }).click();
  await page.getByRole('button', { name: 'Open it' }).click();
  await page.getByRole('button', { name: 'Show picture 1' }).click();
  await page.getByRole('link', { name: 'It may be illegal: what to do' }).click();
  await page.getByRole('heading', { name: 'When a picture may be illegal', level: 1 }).waitFor();
  assert.equal(await page.locator('canvas').count(), 0);
  const said = await page.locator('main').innerText();
  assert.match(said, /Do not forward it, copy it/);
  // In the real pack nobody has rung the police's line yet.
  assert.doesNotMatch(said, /101/);
  assert.deepEqual(await axeHere(page), []);
  await picture(page, 'desk-pictures-small');
  await page.setViewportSize({ width: 1280, height: 900 });
  await picture(page, 'desk-pictures-wide');
  await close();
});
