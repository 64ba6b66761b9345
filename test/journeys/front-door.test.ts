/** Somebody opens Waymark for the first time, on a small phone, with JavaScript and without. */
import assert from 'node:assert/strict';
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { type TestApplication, startApplication } from '../support/application.ts';
import { axeHere, launchBrowser, visit } from '../support/browser.ts';

let application: TestApplication;
let browser: Browser;
let ordinary: Server;
let ordinaryOrigin: string;
before(async () => {
  ordinary = createServer((_, answer) =>
    answer.setHeader('content-type', 'text/html').end('<title>Weather</title>'),
  );
  await new Promise<void>((listening) => ordinary.listen(0, '127.0.0.1', listening));
  ordinaryOrigin = `http://127.0.0.1:${(ordinary.address() as AddressInfo).port}/`;
  [application, browser] = await Promise.all([
    startApplication({ ordinarySite: ordinaryOrigin }),
    launchBrowser(),
  ]);
});
after(async () => {
  await browser.close();
  await application.close();
  ordinary.closeAllConnections();
  await new Promise((closed) => ordinary.close(closed));
});

const doors = [
  'Something happened',
  'Check someone',
  'Tell someone I’m out',
  'Find help',
  'My rights',
  'I’m leaving this work',
];

for (const javaScript of [true, false]) {
  describe(javaScript ? 'with JavaScript' : 'without JavaScript', () => {
    test('six doors on the first screen of a small phone, and Leave above everything', async () => {
      const { page, close } = await visit(browser, { javaScript, width: 360, height: 640 });
      await page.goto(application.origin);
      for (const name of doors) {
        const box = await page.getByRole('link', { name }).boundingBox();
        assert.ok(box && box.y >= 0 && box.y + box.height <= 640, `${name} needs scrolling`);
        assert.ok(box.height >= 48, `${name} is too small to press`);
      }
      assert.ok(await page.getByRole('link', { name: '999' }).isVisible());
      await page.keyboard.press('Tab');
      assert.equal((await page.locator(':focus').textContent())?.trim(), 'Leave');
      await close();
    });

    test('every door opens on a page that stands on its own; nothing leaves the origin; no cookie', async () => {
      const { page, context, requests, close } = await visit(browser, { javaScript });
      await page.goto(application.origin);
      const addresses = await page
        .locator('main a, footer a')
        .evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).href));
      assert.ok(addresses.length >= 9);
      for (const address of addresses) {
        const answer = await page.goto(address);
        assert.ok([200, 503].includes(answer?.status() ?? 0), address);
        const headings = page.locator('h1').filter({ visible: true });
        await headings.waitFor();
        assert.equal(await headings.count(), 1, address);
        assert.match(await page.title(), /^Waymark/);
      }
      assert.deepEqual(
        requests.filter((url) => !url.startsWith(`${application.origin}/`) && !url.startsWith('data:')),
        [],
      );
      assert.deepEqual(await context.cookies(), []);
      await close();
    });
  });
}

// Every page that there is: test/privacy/every-page.test.ts.
test('axe finds nothing on the page for an address that is not there, small or wide, light or dark', async () => {
  for (const options of [{ width: 320 }, { width: 1280, dark: true }]) {
    const { page, close } = await visit(browser, options);
    await page.goto(`${application.origin}/nothing`);
    assert.deepEqual(await axeHere(page), [], `at ${options.width}`);
    const wide = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    assert.equal(wide, 0, `scrolls sideways at ${options.width}`);
    await close();
  }
});

test('Leave and Shift three times go to an ordinary site and leave no way back to the page', async () => {
  for (const way of ['press', 'shift'] as const) {
    const { page, close } = await visit(browser);
    await page.goto('about:blank');
    await page.goto(`${application.origin}/guide/help`);
    if (way === 'press') await page.getByRole('link', { name: 'Leave' }).click();
    else for (let i = 0; i < 3; i++) await page.keyboard.press('Shift');
    await page.waitForURL(ordinaryOrigin, { timeout: 10_000 });
    assert.equal(await page.title(), 'Weather');
    await page.goBack();
    assert.equal(page.url(), 'about:blank');
    await close();
  }
});

test('Leave takes the list of evidence along, from whatever page, unless somebody wants it to stay', async () => {
  const { page, close } = await visit(browser);
  const list = `${application.origin}/guide/evidence`;
  const leaveFromElsewhere = async () => {
    await page.goto(`${application.origin}/guide/blackmail`);
    await page.getByRole('link', { name: 'Leave' }).click();
    await page.waitForURL(ordinaryOrigin, { timeout: 10_000 });
  };
  const write = async (what: string) => {
    await page.goto(list);
    await page.getByLabel('What did they do or say?').fill(what);
    await page.getByRole('button', { name: 'Add to the list' }).click();
  };
  const entries = page.locator('#entries li');
  const tick = page.getByLabel('Leave wipes this list too');

  await write('Fictional threat');
  assert.ok(await tick.isChecked(), 'nobody has to think of it');
  await leaveFromElsewhere();
  await page.goBack();
  await page.getByText('Nothing yet').waitFor();
  assert.equal(await entries.count(), 0, 'also when the browser had kept the page alive');
  assert.equal(await page.evaluate(() => sessionStorage.length), 0);

  await write('Fictional threat that must stay');
  await tick.uncheck();
  await leaveFromElsewhere();
  await page.goto(list);
  assert.match(await entries.innerText(), /must stay/);
  assert.ok(!(await tick.isChecked()), 'the wish is remembered with the list');
  await tick.check();
  for (let i = 0; i < 3; i++) await page.keyboard.press('Shift');
  await page.waitForURL(ordinaryOrigin, { timeout: 10_000 });
  await page.goto(list);
  assert.equal(await entries.count(), 0);
  await close();
});

test('a page of the guide weighs less than 20 KB on the wire, style and script included', async () => {
  const { page, close } = await visit(browser);
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  let bytes = 0;
  session.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength));
  await page.goto(`${application.origin}/guide/rights`, { waitUntil: 'networkidle' });
  assert.ok(bytes > 1_000 && bytes <= 20 * 1024, `${bytes} bytes`);
  await close();
});
