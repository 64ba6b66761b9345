/** The feed's key turns: what is stopped reads nothing new, everybody else goes on, and no warning is lost on the way. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { type TestApplication, startApplication } from '../support/application.ts';
import { axeHere, launchBrowser, picture, visit } from '../support/browser.ts';
import { type TestDesk, setUpDesk, signInBrowser } from '../support/desk.ts';
import { publishWarning } from '../support/publish-warning.ts';
import { joinCard, lookUp, mintCards } from '../support/story.ts';

let app: TestApplication;
let browser: Browser;
let desk: TestDesk;
before(async () => {
  [app, browser] = await Promise.all([startApplication(), launchBrowser()]);
  desk = await setUpDesk(app);
  app.setCards(100);
});
after(async () => {
  await browser.close();
  await app.close();
});

const reported = { typed: '07700 900123', canonical: 'phone:+447700900123' };
const numberOf = async (page: Page): Promise<string> =>
  /No\. (\d{5})/.exec((await page.locator('.card-end').first().textContent()) ?? '')?.[1] ?? assert.fail();
const reads = async (page: Page): Promise<string> => {
  await page.goto(`${app.origin}/warnings`);
  await page.locator('#warnings li, #fault:not([hidden])').first().waitFor();
  return await page.locator('main').innerText();
};
const stopped = /This card does not work any more/;

test('a stopped card reads nothing new after the next key; others read and find what they did', async () => {
  const at = await visit(browser, { width: 1280, height: 900 });
  const { page } = at;
  await signInBrowser(page, app, desk.workers[0] ?? assert.fail());
  await page.goto(`${app.origin}/desk/cards`);
  await page.getByLabel('How many cards?').fill('1');
  await page.getByRole('button', { name: 'Make cards' }).click();
  await page.getByRole('button', { name: 'Print' }).waitFor();
  const number = await numberOf(page);
  const lost = (await page.locator('.card-paper li').allTextContents()).join(' ');
  const [kept = '', third = ''] = await mintCards(page, app.origin, 4);
  const phones = await Promise.all([lost, kept].map(async () => await visit(browser)));
  const [thief, mia] = phones.map((phone) => phone.page);
  assert.ok(thief && mia);
  await joinCard(thief, app.origin, lost);
  await joinCard(mia, app.origin, kept);
  await publishWarning(app, browser, desk, reported);
  for (const phone of [thief, mia]) assert.match(await reads(phone), /Someone told us about this person/);

  await signInBrowser(page, app, desk.workers[0] ?? assert.fail());
  await page.goto(`${app.origin}/desk/cards`);
  assert.equal(await page.getByText('Stopped cards can still read').isVisible(), false);
  await page.getByLabel('Card number').fill(number);
  await page.getByRole('button', { name: 'Stop this card' }).click();
  await page.getByText('One stopped card can read warnings until').waitFor();
  assert.deepEqual(await axeHere(page), []);
  await picture(page, 'feed-turn-1280');
  assert.match(await reads(thief), /Someone told us about this person/);
  await page.getByRole('button', { name: 'Make the next key now' }).click();
  await page.getByText('Stopped cards read nothing new.').waitFor();
  assert.equal(await page.getByText('Stopped cards can still read').isVisible(), false);

  assert.match(await reads(thief), stopped);
  assert.match(await reads(mia), /Someone told us about this person/);
  assert.match(await lookUp(mia, app.origin, '+44 7700 900 123'), /There is a warning/);
  assert.match(await lookUp(mia, app.origin, '07700 900124'), /No warning here/);

  // Who comes with a card that was printed under the old key.
  const late = await visit(browser);
  await joinCard(late.page, app.origin, third);
  assert.match(await reads(late.page), /Someone told us about this person/);

  // The desk corrects what was sealed anew, and the correction reaches everybody who is still there.
  app.clock.advance({ days: 1 });
  await signInBrowser(page, app, desk.workers[0] ?? assert.fail());
  await page.goto(`${app.origin}/desk/warnings`);
  await page.locator('#standing summary').first().click();
  await page
    .getByLabel('What has to be said now')
    .fill('It was reported that this person uses another car now.');
  await page.getByRole('button', { name: 'Sign the correction' }).click();
  await page.locator('#standing').getByText('uses another car now').waitFor();
  for (const _ of ['the first time', 'and again that day']) {
    const read = await reads(mia);
    assert.match(read, /uses another car now/);
    assert.match(read, /One is new or changed since 29 November 2026\./);
    assert.match(read, /Changed since 29 November 2026/);
  }
  assert.deepEqual(await axeHere(mia), []);
  await picture(mia, 'warnings-changed-360');
  await Promise.all([...phones, late, at].map(async (one) => await one.close()));
});

test('a sheet is stopped whole, and the key turns by itself when somebody comes on a later day', async () => {
  const at = await visit(browser);
  const { page } = at;
  await signInBrowser(page, app, desk.workers[1] ?? assert.fail());
  const [card = ''] = await mintCards(page, app.origin, 4);
  const phone = await visit(browser);
  await joinCard(phone.page, app.origin, card);
  assert.match(await reads(phone.page), /Someone told us about this person/);
  page.on('dialog', (dialog) => void dialog.accept());
  const sheet = page.locator('#register li', { hasText: '3 not used yet, 1 in use' });
  await page.reload();
  await sheet.waitFor();
  await picture(page, 'sheets-360');
  await sheet.getByRole('button', { name: 'Stop this sheet' }).click();
  await page.getByText('4 cards are stopped.').waitFor();
  await page.getByText('4 stopped cards can read warnings until').waitFor();
  assert.match(await reads(phone.page), /Someone told us about this person/);

  app.clock.advance({ days: 1 });
  await signInBrowser(page, app, desk.workers[1] ?? assert.fail());
  await page.goto(`${app.origin}/desk/cards`);
  await page.getByText('Stopped cards read nothing new.').waitFor();
  assert.match(await reads(phone.page), stopped);
  await Promise.all([phone, at].map(async (one) => await one.close()));
});
