/** A desk sends a link; somebody at the service, on a phone, proposes a change; the desk rings the old number first. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Kysely } from 'kysely';
import type { Browser } from 'playwright-core';
import { type DirectoryTables, keepService } from '#directory/index.ts';
import { exampleService } from '../../src/directory/rules/example-service.fixture.ts';
import { type TestApplication, startApplication } from '../support/application.ts';
import { axeHere, launchBrowser, picture, visit } from '../support/browser.ts';
import { type TestDesk, setUpDesk, signInBrowser } from '../support/desk.ts';

let app: TestApplication;
let browser: Browser;
let desk: TestDesk;
const service = { ...exampleService(), name: 'Lamp House drop-in (fictional)' };
before(async () => {
  [app, browser] = await Promise.all([startApplication(), launchBrowser()]);
  desk = await setUpDesk(app);
  await keepService(app.database.town as unknown as Kysely<DirectoryTables>, 'chesterfield', service);
});
after(async () => {
  await browser.close();
  await app.close();
});

test('a service answers by a link, and nothing changes before the old number was rung', async () => {
  const [ada] = desk.workers;
  assert.ok(ada);
  const staff = await visit(browser, { width: 1280, height: 900 });
  await signInBrowser(staff.page, app, ada);
  await staff.page.goto(`${app.origin}/desk/facts/${service.id}`);
  await staff.page.getByRole('button', { name: 'Make a link' }).click();
  const link = await staff.page.getByRole('textbox', { name: 'The link' }).inputValue();
  assert.deepEqual(await axeHere(staff.page), []);
  await picture(staff.page, 'desk-link');

  // With JavaScript the link opens by itself, and the code leaves the address and the history at once.
  const phone = await visit(browser, { width: 360, height: 640 });
  await phone.page.goto(link);
  await phone.page.getByRole('heading', { name: 'What we say about Lamp House' }).waitFor();
  assert.ok(!phone.page.url().includes('#'), phone.page.url());
  const code = link.split('#')[1] ?? assert.fail();
  assert.ok(phone.requests.every((address) => !address.includes(code)));
  assert.deepEqual(await axeHere(phone.page), []);
  await picture(phone.page, 'still-right');
  await phone.page.getByLabel('Telephone', { exact: true }).first().fill('01632 960050');
  await phone.page.getByRole('button', { name: 'Română' }).click();
  await phone.page.getByRole('heading', { name: 'Ce spunem despre Lamp House' }).waitFor();
  assert.equal(await phone.page.getByLabel('Telefon', { exact: true }).first().inputValue(), '01632 960050');
  assert.deepEqual(await axeHere(phone.page), []);
  await phone.page.getByRole('button', { name: 'English' }).click();
  await phone.page.getByRole('button', { name: 'Send these changes' }).click();
  await phone.page.getByRole('heading', { name: 'Thank you. We have your answer.' }).waitFor();
  assert.deepEqual(await axeHere(phone.page), []);
  await phone.page.reload();
  await phone.page.getByRole('heading', { name: 'Thank you. We have your answer.' }).waitFor();
  await phone.page.goto(link);
  await phone.page.getByText('It was used. Then we have your answer').waitFor();
  assert.deepEqual(await axeHere(phone.page), []);
  await picture(phone.page, 'still-right-used');

  await staff.page.goto(`${app.origin}/desk/facts`);
  await staff.page.getByLabel('Find a service').fill('lamp');
  await staff.page.keyboard.press('Enter');
  await staff.page.getByText('1 service', { exact: true }).waitFor();
  await staff.page.getByText('The service proposes 1 change').waitFor();
  assert.deepEqual(await axeHere(staff.page), []);
  await picture(staff.page, 'desk-facts-found');
  await staff.page.getByRole('link', { name: 'Lamp House' }).click();
  await staff.page.locator('ins', { hasText: '01632 960050' }).waitFor();
  assert.deepEqual(await axeHere(staff.page), []);
  await picture(staff.page, 'desk-proposal');
  await staff.page.setViewportSize({ width: 360, height: 640 });
  await picture(staff.page, 'desk-proposal-small');
  assert.equal(
    await staff.page.evaluate(
      () => document.documentElement.scrollWidth <= document.documentElement.clientWidth,
    ),
    true,
  );
  await staff.page.setViewportSize({ width: 1280, height: 900 });
  await staff.page.getByRole('button', { name: 'Accept it' }).click();
  await staff.page.getByRole('link', { name: 'Ring the old number first, then tick this.' }).click();
  assert.equal(await staff.page.evaluate(() => document.activeElement?.getAttribute('name')), 'rang');
  await staff.page.getByLabel('I rang the old number and they said so').check();
  await staff.page.getByRole('button', { name: 'Accept it' }).click();
  await staff.page.getByText('the service, by its link; Ada rang the old number').waitFor();
  await phone.page.goto(`${app.origin}/help/${service.id}`);
  await phone.page.getByRole('link', { name: '01632 960050' }).waitFor();
  await Promise.all([staff.close(), phone.close()]);
});

test('without JavaScript the code is typed, and "still right" is a tick and a press', async () => {
  const [, bea] = desk.workers;
  assert.ok(bea);
  const made = await fetch(`${app.origin}/desk/facts/${service.id}`, {
    method: 'POST',
    body: new URLSearchParams({ act: 'link', fact: '' }),
    headers: { cookie: bea.cookie },
  });
  const code = /still-right#([0-9a-z-]+)"/.exec(await made.text())?.[1] ?? assert.fail();
  const { page, close } = await visit(browser, { javaScript: false, width: 360, height: 640 });
  await page.goto(`${app.origin}/still-right#${code}`);
  await page.getByRole('heading', { name: 'Is it still right?' }).waitFor();
  await picture(page, 'still-right-code');
  await page.getByLabel('Your code').fill(code.toUpperCase().replaceAll('-', ' '));
  await page.getByRole('button', { name: 'Show what you say about us' }).click();
  await page.getByRole('button', { name: 'All of this is still right' }).click();
  await page.getByText('Tick that you work there and that it is right.').first().waitFor();
  await page.getByLabel('I work there').check();
  await page.getByRole('button', { name: 'All of this is still right' }).click();
  await page.getByRole('heading', { name: 'Thank you. We have your answer.' }).waitFor();
  // Once more: it says that we have it.
  await page.goto(`${app.origin}/still-right`);
  await page.getByLabel('Your code').fill(code);
  await page.getByRole('button', { name: 'Show what you say about us' }).click();
  await page.getByText('It was used. Then we have your answer').waitFor();
  await page.goto(`${app.origin}/help/${service.id}`);
  await page.getByText('They told us on 24 November 2026 that it is still right').first().waitFor();
  await close();
});
