/**
 * A member whose network is cut after one visit: the warnings are read with their age, a check says kindly that it needs the
 * network, nothing that was typed is kept, and no other page is ever shown from yesterday. Leave takes the pages away.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { type TestApplication, startApplication } from '../support/application.ts';
import { axeHere, launchBrowser, picture, visit } from '../support/browser.ts';
import { setUpDesk } from '../support/desk.ts';
import { publishWarning, takeCard } from '../support/publish-warning.ts';

/** Where Leave leads: a place that refuses at once. */
const NOBODY = 'http://127.0.0.1:1/';

let app: TestApplication;
let browser: Browser;
const closers: (() => Promise<void>)[] = [];
let phone: Page;
before(async () => {
  [app, browser] = await Promise.all([startApplication({ ordinarySite: NOBODY }), launchBrowser()]);
  const desk = await setUpDesk(app);
  await publishWarning(app, browser, desk, { typed: '07700 900461', canonical: 'phone:+447700900461' });
  const { page, close } = await visit(browser);
  closers.push(close);
  phone = page;
  // The phone's own clock, which is what it has where nobody answers.
  await phone.clock.setSystemTime(new Date(app.clock.now().epochMilliseconds));
  await takeCard(app, browser, desk, phone);
});
after(async () => {
  for (const close of closers) await close();
  await browser.close();
  await app.close();
});

const warning = 'Someone told us about this person';
const kept = async (): Promise<string[]> =>
  await phone.evaluate(async () => {
    const found = await Promise.all(
      (await caches.keys()).map(async (name) => await (await caches.open(name)).keys()),
    );
    return found.flat().map(({ url }) => new URL(url).pathname);
  });
const isOpen = async (path: string): Promise<boolean> =>
  await phone.goto(`${app.origin}${path}`).then(
    () => true,
    () => false,
  );
const until = async (held: () => Promise<boolean>): Promise<void> => {
  for (let tries = 0; tries < 100; tries++) {
    if (await held()) return;
    await new Promise((later) => setTimeout(later, 100));
  }
  assert.fail('it did not come to be');
};

test('who has no card gets no service worker and nothing kept', async () => {
  const { page, close } = await visit(browser);
  for (const path of ['/', '/warnings', '/check', '/help']) await page.goto(`${app.origin}${path}`);
  assert.deepEqual(
    await page.evaluate(async () => [
      (await navigator.serviceWorker.getRegistrations()).length,
      (await caches.keys()).length,
    ]),
    [0, 0],
  );
  await close();
});

test('after one visit the warnings are there with no network, and a check explains itself', async () => {
  await phone.goto(`${app.origin}/warnings`);
  await phone.getByText(warning).first().waitFor();
  await until(
    async () =>
      await phone.evaluate(
        async () => (await navigator.serviceWorker.getRegistration())?.active?.state === 'activated',
      ),
  );
  // Nothing but this page, and the files that it is made of.
  assert.deepEqual(
    (await kept()).filter((path) => !path.startsWith('/assets/')),
    ['/warnings'],
  );
  await phone.context().setOffline(true);
  assert.ok(await isOpen('/warnings'));
  await phone.getByText('No answer came. These are the warnings of').waitFor();
  await phone.getByText(warning).first().waitFor();
  assert.deepEqual(await axeHere(phone), []);
  await picture(phone, 'offline-warnings');
  assert.ok(await isOpen('/check'));
  await phone.getByText('A check needs the network').waitFor();
  assert.equal(new URL(phone.url()).pathname, '/warnings');
  for (const path of ['/', '/guide', '/help', '/report', '/ro/warnings'])
    assert.equal(await isOpen(path), false, `${path} is shown from an earlier day`);
});

test('what is over by the phone’s own clock is not shown, however old the page', async () => {
  await phone.clock.setSystemTime(new Date(app.clock.now().epochMilliseconds + 91 * 86_400_000));
  assert.ok(await isOpen('/warnings'));
  await phone.getByText('No answer came. These are the warnings of').waitFor();
  assert.equal(await phone.getByText(warning).count(), 0);
  await phone.clock.setSystemTime(new Date(app.clock.now().epochMilliseconds));
});

test('Leave takes the pages away, and the card stays; forgetting the card ends the service worker', async () => {
  await phone.context().setOffline(false);
  await phone.goto(`${app.origin}/warnings`);
  await phone.getByText(warning).first().waitFor();
  const left = phone.waitForEvent('requestfailed', (request) => request.url() === NOBODY);
  await phone.getByRole('link', { name: 'Leave' }).click();
  await left;
  await phone.goto(`${app.origin}/about`);
  assert.deepEqual(await kept(), []);
  await phone.goto(`${app.origin}/warnings`);
  await phone.getByText(warning).first().waitFor();
  await until(async () => (await kept()).includes('/warnings'));
  await phone.getByText('Take the card off this phone').click();
  await phone.getByRole('button', { name: 'Forget the card on this phone' }).click();
  await phone.getByRole('heading', { name: 'You need a card for this' }).waitFor();
  assert.deepEqual(await kept(), []);
  assert.equal(
    await phone.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length),
    0,
  );
});
