/** Somebody contests a warning in a real browser; the desk of another organisation reads it and answers; the code finds it. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { type TestApplication, startApplication } from '../support/application.ts';
import { axeHere, launchBrowser, picture, visit } from '../support/browser.ts';
import { type TestDesk, setUpDesk, signInBrowser } from '../support/desk.ts';

let application: TestApplication;
let browser: Browser;
let outside: TestDesk;
before(async () => {
  [application, browser] = await Promise.all([startApplication(), launchBrowser()]);
  const { root } = await setUpDesk(application);
  outside = await setUpDesk(application, { desk: 'outside', organisation: 'neighbour', workers: 1, root });
});
after(async () => {
  await browser.close();
  await application.close();
});

test('with JavaScript: locked here, read and answered by the desk outside, found again with the code', async () => {
  const { page, requests, context, close } = await visit(browser);
  const posted: string[] = [];
  context.on('request', (request) => posted.push(request.postData() ?? ''));
  await page.goto(`${application.origin}/contest`);
  assert.ok(await page.getByText('locked on this device before it is sent').isVisible());
  assert.deepEqual(await axeHere(page), []);
  await picture(page, 'contest');
  await page.getByRole('button', { name: 'Lock it and send it' }).click();
  await page.getByRole('alert').getByText('at least one thing').waitFor();
  await page.getByLabel('A warning about me is wrong').check();
  await page.getByLabel('Detail 1', { exact: true }).fill('07700 900123');
  await page.getByLabel('In your own words').fill('fictional words of his');
  await page.getByRole('button', { name: 'Română' }).click();
  await page.getByRole('heading', { name: 'Contestă o avertizare' }).waitFor();
  assert.equal(await page.locator('#story').inputValue(), 'fictional words of his');
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('heading', { name: 'Contest a warning' }).waitFor();
  await page.getByRole('button', { name: 'Lock it and send it' }).dblclick();
  await page.getByRole('heading', { name: 'It has arrived' }).waitFor();
  assert.equal(await page.getByText('What cannot wait').isVisible(), false);
  const words = await page.locator('.code-words__words li').allTextContents();
  assert.equal(words.length, 7);
  assert.deepEqual(await axeHere(page), []);
  await picture(page, 'contest-thanks');
  assert.equal(
    posted.some((text) => text.includes('fictional words') || text.includes('900123')),
    false,
  );
  assert.ok(
    requests.every((address) => address.startsWith(application.origin) || address.startsWith('blob:')),
  );
  assert.deepEqual(await context.cookies(), []);

  const [ada = assert.fail()] = outside.workers;
  const desk = await visit(browser, { width: 1280, height: 900 });
  await signInBrowser(desk.page, application, ada);
  await desk.page.goto(`${application.origin}/desk`);
  await desk.page.locator('#records').getByRole('button', { name: 'Contest' }).click();
  await desk.page.getByRole('button', { name: 'Open it' }).click();
  await desk.page.getByText('fictional words of his').waitFor();
  assert.ok(await desk.page.getByText('Never say who told you').isVisible());
  assert.equal(await desk.page.getByText('Write a warning').count(), 0);
  assert.deepEqual(await axeHere(desk.page), []);
  await picture(desk.page, 'contest-at-the-desk');
  await desk.page.getByLabel('Answer').fill('We will look, and write again.');
  await desk.page.getByRole('button', { name: 'Lock and send' }).click();
  await desk.page.locator('.message--ours').getByText('We will look').waitFor();
  await desk.close();

  await page.goto(`${application.origin}/back`);
  await page.getByLabel('Your code').fill(words.join(' '));
  await page.getByRole('button', { name: 'Open' }).click();
  await page.getByText('We will look, and write again.').waitFor();
  await close();
});

test('without JavaScript, small, wide and in the dark: the same page, and it says what the server sees', async () => {
  for (const [name, options] of [
    ['contest-plain', {}],
    ['contest-plain-wide', { width: 1280, height: 900 }],
    ['contest-plain-dark', { dark: true }],
  ] as const) {
    const { page, close } = await visit(browser, { javaScript: false, ...options });
    await page.goto(`${application.origin}/contest`);
    assert.ok(await page.getByText('Our server sees them for a moment').isVisible());
    await picture(page, name);
    await page.getByLabel('Tell me what you keep about me').check();
    await page.getByRole('button', { name: 'Lock it and send it' }).click();
    await page.getByRole('heading', { name: 'It has arrived' }).waitFor();
    assert.equal(await page.locator('.code-words__words li').count(), 7);
    await close();
  }
});
