/** A passkey beside the ten words: added, signed in with in one touch, taken away; and a tab that locks itself. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { type TestApplication, startApplication } from '../support/application.ts';
import { addPasskey, axeHere, launchBrowser, picture, visit } from '../support/browser.ts';
import { type TestDesk, setUpDesk, signInBrowser } from '../support/desk.ts';

let application: TestApplication;
let browser: Browser;
let desk: TestDesk;
before(async () => {
  [application, browser] = await Promise.all([startApplication(), launchBrowser()]);
  desk = await setUpDesk(application);
});
after(async () => {
  await browser.close();
  await application.close();
});

const at = (path: string) => `${application.origin}${path}`;
const worker = (number: number) => {
  const found = desk.workers[number];
  if (!found) throw new Error('no such worker');
  return found;
};

async function touchToSignIn(page: Page): Promise<void> {
  await page.goto(at('/desk/sign-in'));
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
}

test('one touch signs in and opens the keys; what the passkey gives never leaves the tab; removed, it opens nothing', async () => {
  const { page, context, close } = await visit(browser);
  const sent: { address: string; body: string }[] = [];
  context.on('request', (request) => {
    if (request.method() === 'POST') sent.push({ address: request.url(), body: request.postData() ?? '' });
  });
  await addPasskey(page);
  await touchToSignIn(page);
  await page.getByText('The passkey did not answer').waitFor();

  await signInBrowser(page, application, worker(0));
  await page.getByRole('link', { name: 'Signed in as Ada' }).click();
  await page.getByText('You have none yet').waitFor();
  await page.getByRole('button', { name: 'Add a passkey of this device' }).click();
  await page.getByText('Added. You can sign in with it now').waitFor();
  await page.locator('#passkeys li').first().waitFor();
  assert.equal(await page.locator('#passkeys li').count(), 1);
  assert.deepEqual(await axeHere(page), []);
  await picture(page, 'passkeys');
  await page.getByRole('button', { name: 'Add a passkey of this device' }).click();
  await page.getByText('or this device has one already').waitFor();
  assert.equal(await page.locator('#passkeys li').count(), 1);

  await page.getByRole('button', { name: 'Lock' }).click();
  await touchToSignIn(page);
  await page.waitForURL((url) => !url.pathname.endsWith('/sign-in'));
  await page.goto(at('/desk/people'));
  // Members are shown only after the desk's chain and this worker's own keys were held together.
  await page.locator('#members').getByText('Ada (you)').waitFor();

  const assertion = sent.find(({ address }) => address.endsWith('/sign-in/passkey'));
  assert.ok(assertion);
  const again = await fetch(assertion.address, {
    method: 'POST',
    body: assertion.body,
    headers: { 'content-type': 'application/json' },
  });
  assert.equal(again.status, 403, 'an assertion counts twice');
  for (const { body } of sent) {
    assert.doesNotMatch(body, /"prf"|"results"/);
    if (body.includes('clientExtensionResults')) assert.match(body, /"clientExtensionResults":\{\}/);
  }

  await page.goto(at('/desk/passkeys'));
  page.on('dialog', (dialog) => void dialog.accept());
  await page.getByRole('button', { name: 'Remove' }).click();
  await page.getByText('Removed. It signs nobody in any more').waitFor();
  await page.getByRole('button', { name: 'Lock' }).click();
  await touchToSignIn(page);
  await page.getByText('This passkey signs nobody in here').waitFor();
  await signInBrowser(page, application, worker(0));
  await close();
});

test('a passkey of somebody who was removed signs nobody in, and a bundle of somebody else opens nothing', async () => {
  const { page, close } = await visit(browser);
  await addPasskey(page);
  await signInBrowser(page, application, worker(1));
  await page.goto(at('/desk/passkeys'));
  await page.getByRole('button', { name: 'Add a passkey of this device' }).click();
  await page.getByText('Added. You can sign in with it now').waitFor();
  const { owner } = application.database.pools;
  const { rows } = await owner.query<{ bundle: Buffer }>('select bundle from desks.passkey');
  await owner.query('update desks.passkey p set bundle = w.bundle from desks.worker w where w.id = $1', [
    worker(0).id,
  ]);
  await touchToSignIn(page);
  await page.getByText('your keys did not open').waitFor();
  await owner.query('update desks.passkey set bundle = $1', [rows[0]?.bundle]);
  await owner.query(`update desks.worker set state = 'removed' where id = $1`, [worker(1).id]);
  await touchToSignIn(page);
  await page.getByText('This passkey signs nobody in here').waitFor();
  await owner.query(`update desks.worker set state = 'active' where id = $1`, [worker(1).id]);
  await close();
});

test('a device whose passkeys open no keys is told so, and nothing is added', async () => {
  const { page, close } = await visit(browser);
  await addPasskey(page, false);
  await signInBrowser(page, application, worker(0));
  await page.goto(at('/desk/passkeys'));
  await page.getByRole('button', { name: 'Add a passkey of this device' }).click();
  await page.getByText('but not one that opens keys').waitFor();
  await page.getByText('You have none yet').waitFor();
  await close();
});

test('a tab that nobody touches for half an hour locks itself; one in use stays open', async () => {
  const { page, close } = await visit(browser);
  await page.clock.install();
  await signInBrowser(page, application, worker(0));
  await page.goto(at('/desk/people'));
  await page.locator('#members').getByText('Ada (you)').waitFor();
  const kept = page.waitForRequest((request) => request.url().endsWith('/desk/me'));
  for (const across of [1, 2, 3]) {
    await page.clock.fastForward('20:00');
    await page.mouse.move(across, 100);
  }
  assert.ok(await page.locator('#members').isVisible());
  await kept;
  await page.clock.fastForward('31:00');
  await page.getByRole('heading', { name: 'Locked' }).waitFor();
  await page.goto(at('/desk/people'));
  await page.getByRole('heading', { name: 'Locked' }).waitFor();
  await close();
});
