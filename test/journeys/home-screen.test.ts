/** A member puts the warnings on a home screen under a neutral name; no other page can be put there. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { type TestApplication, startApplication } from '../support/application.ts';
import { axeHere, launchBrowser, picture, visit } from '../support/browser.ts';

let app: TestApplication;
let browser: Browser;
before(async () => {
  [app, browser] = await Promise.all([startApplication(), launchBrowser()]);
});
after(async () => {
  await browser.close();
  await app.close();
});

test('she chooses a neutral name, and the browser finds nothing that keeps it from being installed', async () => {
  for (const [prefix, heading, name, width, dark] of [
    ['', 'Put it on your home screen', 'Notes', 360, false],
    ['/ro', 'Pune-l pe ecranul de pornire', 'Notițe', 1280, true],
  ] as const) {
    const { page, context, requests, close } = await visit(browser, { width, dark });
    await page.goto(`${app.origin}${prefix}/home-screen`);
    await page.getByRole('heading', { name: heading }).waitFor();
    assert.deepEqual(await axeHere(page), []);
    await picture(page, `home-screen-${width}`);
    await page.getByRole('link', { name }).click();
    await page.locator('.names--one').getByText(name).waitFor();
    await picture(page, `home-screen-as-${width}`);
    const session = await context.newCDPSession(page);
    const { data = '', errors } = await session.send('Page.getAppManifest');
    assert.deepEqual(errors, []);
    const said = JSON.parse(data) as Record<string, unknown>;
    assert.deepEqual(
      [said['name'], said['short_name'], said['start_url'], said['display']],
      [name, name, `${prefix}/warnings`, 'standalone'],
    );
    assert.doesNotMatch(data, /warn(?!ings"(?:,|}))|danger|report|card/i);
    assert.deepEqual((await session.send('Page.getInstallabilityErrors')).installabilityErrors, []);
    assert.ok(requests.every((to) => to.startsWith(app.origin)));
    assert.deepEqual(await context.cookies(), []);
    await close();
  }
});

test('what the browser offers is kept for a press, and asks nothing before it', async () => {
  const { page, close } = await visit(browser);
  await page.goto(`${app.origin}/home-screen/alex`);
  const place = page.getByRole('button', { name: 'Put it there' });
  assert.ok(!(await place.isVisible()));
  const banner = await page.evaluate(() => {
    const offered = Object.assign(new Event('beforeinstallprompt', { cancelable: true }), {
      prompt: async () => document.body.setAttribute('data-asked', ''),
    });
    dispatchEvent(offered);
    return !offered.defaultPrevented;
  });
  assert.equal(banner, false, 'no banner comes unasked');
  assert.equal(await page.locator('body[data-asked]').count(), 0);
  await place.click();
  assert.equal(await page.locator('body[data-asked]').count(), 1);
  await page.evaluate(() => dispatchEvent(new Event('appinstalled')));
  await page.getByText('It is on your home screen.').waitFor();
  await close();
});

test('a name that is none of ours is not there, and no other page can be installed', async () => {
  for (const path of ['/home-screen/bank', '/home-screen/bank/app.webmanifest'])
    assert.equal((await fetch(`${app.origin}${path}`)).status, 404, path);
  for (const path of [
    '/',
    '/report',
    '/back',
    '/help',
    '/guide',
    '/warnings',
    '/check',
    '/join',
    '/home-screen',
  ])
    assert.doesNotMatch(
      await (await fetch(`${app.origin}${path}`)).text(),
      /rel="manifest"|touch-icon/,
      path,
    );
});
