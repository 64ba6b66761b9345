/** Pictures of the guide for somebody to look at, in `build/screenshots/`: small and wide, light and dark. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { type TestApplication, startApplication } from '../support/application.ts';
import { launchBrowser, picture, visit } from '../support/browser.ts';

let application: TestApplication;
let browser: Browser;
before(async () => {
  [application, browser] = await Promise.all([startApplication(), launchBrowser()]);
});
after(async () => {
  await browser.close();
  await application.close();
});

const helpers = ['/guide/notice', '/guide/nhs', '/guide/evidence'];

test('it reads well: pictures, small and wide, light and dark', async () => {
  for (const [name, options] of [
    ['small', { width: 360, height: 640 }],
    ['small-dark', { width: 360, height: 640, dark: true }],
    ['wide', { width: 1280, height: 900 }],
    ['wide-dark', { width: 1280, height: 900, dark: true }],
  ] as const) {
    const { page, close } = await visit(browser, options);
    for (const path of ['/guide', '/guide/cpn', '/guide/assault', ...helpers, '/ro/guide/credit']) {
      await page.goto(`${application.origin}${path}`);
      await picture(page, `${path.slice(1).replaceAll('/', '-')}-${name}`);
      assert.equal(await page.locator('h1').count(), 1);
    }
    await close();
  }
});
