/**
 * The guide as somebody sees it: small and wide, light and dark, on paper. Pictures to look at in `build/screenshots/`, and axe on
 * every page in every language.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { type TestApplication, startApplication } from '../support/application.ts';
import { axeHere, launchBrowser, picture, visit } from '../support/browser.ts';

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
const screens = [
  ['small', { width: 360, height: 640 }],
  ['small-dark', { width: 360, height: 640, dark: true }],
  ['wide', { width: 1280, height: 900 }],
  ['wide-dark', { width: 1280, height: 900, dark: true }],
] as const;

test('it reads well: pictures, small and wide, light and dark', async () => {
  for (const [name, options] of screens) {
    const { page, close } = await visit(browser, options);
    for (const path of ['/guide', '/guide/cpn', '/guide/assault', ...helpers, '/ro/guide/credit']) {
      await page.goto(`${application.origin}${path}`);
      await picture(page, `${path.slice(1).replaceAll('/', '-')}-${name}`);
      assert.equal(await page.locator('h1').count(), 1);
    }
    await close();
  }
});

test('axe finds nothing on any page of the guide, in any language, on any screen', async () => {
  for (const [name, options] of screens) {
    const { page, close } = await visit(browser, options);
    for (const list of ['/guide', '/ro/guide']) {
      await page.goto(`${application.origin}${list}`);
      const found = await page
        .locator('.contents a')
        .evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).pathname));
      assert.ok(found.length > 30, list);
      for (const path of [list, ...found]) {
        await page.goto(`${application.origin}${path}`);
        assert.deepEqual(await axeHere(page), [], `${path} ${name}`);
        const over = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        assert.equal(over, 0, `${path} scrolls sideways, ${name}`);
      }
    }
    await close();
  }
});

test('on paper: pictures of pages as they are printed', async () => {
  const { page, close } = await visit(browser, { width: 794, height: 1123 });
  await page.emulateMedia({ media: 'print' });
  for (const path of ['/guide/before', '/guide/pspo', '/ro/guide/assault', '/guide/notice']) {
    await page.goto(`${application.origin}${path}`);
    await picture(page, `${path.slice(1).replaceAll('/', '-')}-paper`);
    assert.ok(await page.locator('#in-danger').isVisible(), path);
    assert.ok(!(await page.locator('[data-leave]').isVisible()), path);
  }
  await close();
});
