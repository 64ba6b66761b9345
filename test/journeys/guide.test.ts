/** Somebody reads the guide and counts the days of a notice, on a small phone, with JavaScript and without. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { type TestApplication, startApplication } from '../support/application.ts';
import { axe, axeHere, launchBrowser, picture, visit } from '../support/browser.ts';

let application: TestApplication;
let browser: Browser;
before(async () => {
  [application, browser] = await Promise.all([
    startApplication({ folders: ['areas/chesterfield', 'test/areas/littleford'] }),
    launchBrowser(),
  ]);
});
after(async () => {
  await browser.close();
  await application.close();
});

const text = async (page: Page): Promise<string> =>
  (await page.locator('main').innerText()).replaceAll(/\s+/g, ' ');

async function addresses(page: Page): Promise<string[]> {
  await page.goto(`${application.origin}/guide`);
  return await page
    .locator('.contents a')
    .evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).pathname));
}

test('every page of the guide: axe finds nothing, at most 20 KB on the wire, no scrolling sideways', async () => {
  const [small, wide] = [
    await visit(browser, { width: 320 }),
    await visit(browser, { width: 1280, dark: true }),
  ];
  let bytes = 0;
  for (const { page, context } of [small, wide]) {
    const session = await context.newCDPSession(page);
    await session.send('Network.enable');
    // Each page as somebody sees it who was never here.
    await session.send('Network.setCacheDisabled', { cacheDisabled: true });
    session.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength));
  }
  const all = ['/guide', '/guide/history', ...(await addresses(small.page))];
  assert.ok(all.length > 30);
  for (const [at, path] of all.entries()) {
    const { page } = at % 2 === 1 ? wide : small;
    bytes = 0;
    const answer = await page.goto(`${application.origin}${path}`);
    assert.equal(answer?.status(), 200, path);
    assert.ok(bytes > 1_000 && bytes <= 20_000, `${path}: ${bytes} bytes`);
    assert.deepEqual(await axeHere(page), [], path);
    const over = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    assert.equal(over, 0, `${path} scrolls sideways`);
  }
  for (const { context, close } of [small, wide]) {
    assert.deepEqual(await context.cookies(), []);
    await close();
  }
});

test('the emergency panel stands on every page, also on errors and at the desk’s door', async () => {
  const { page, close } = await visit(browser, { javaScript: false });
  for (const path of [
    '/',
    '/guide',
    '/guide/bank',
    '/report',
    '/back',
    '/check',
    '/about',
    '/nothing',
    '/desk/sign-in',
    '/ro',
    '/a/littleford/guide',
  ]) {
    await page.goto(`${application.origin}${path}`);
    const panel = page.locator('#in-danger');
    assert.match(await panel.innerText(), /999[\s\S]*112[\s\S]*55[\s\S]*REGISTER/, path);
    assert.equal(await page.locator('header a[href="#in-danger"]').count(), 1, path);
  }
  await close();
});

test('one can browse by group, go from page to page, and come back to the list', async () => {
  const { page, close } = await visit(browser, { javaScript: false });
  await page.goto(application.origin);
  await page.getByRole('link', { name: 'all pages' }).click();
  for (const name of [
    'Staying safe',
    'What the law says',
    'Notices and orders',
    'Health',
    'Online',
    'Money and papers',
  ])
    assert.ok(await page.getByRole('heading', { name }).isVisible(), name);
  await page.getByRole('link', { name: 'A basic bank account' }).click();
  const turn = page.getByRole('navigation', { name: 'More pages' });
  assert.match(await turn.innerText(), /Next: Lost papers/);
  await turn.getByRole('link', { name: 'Lost papers' }).click();
  assert.match(await turn.innerText(), /Before: A basic bank account/);
  await turn.getByRole('link', { name: 'All pages' }).click();
  assert.equal(new URL(page.url()).pathname, '/guide');
  await close();
});

for (const javaScript of [true, false]) {
  describe(javaScript ? 'with JavaScript' : 'without JavaScript', () => {
    test('the notice helper counts 21 days beginning with the day of issue, and keeps nothing', async () => {
      const before = application.lines.length;
      const { page, context, close } = await visit(browser, { javaScript });
      await page.goto(`${application.origin}/guide/notice`);
      await page.getByRole('button', { name: 'Tell me' }).click();
      assert.ok(await page.getByRole('link', { name: 'Choose what you were given' }).isVisible());
      await page.getByLabel('A community protection notice (CPN)').check();
      await page.getByLabel('Day').fill('31');
      await page.getByLabel('Month').fill('11');
      await page.getByLabel('Year').fill('2026');
      const answer = page.waitForResponse((response) => response.request().method() === 'POST');
      await page.getByRole('button', { name: 'Tell me' }).click();
      assert.equal((await answer).status(), 422);
      assert.match(await text(page), /We could not read this date/);
      assert.equal(await page.getByLabel('Day').inputValue(), '31', 'what was typed is still there');
      assert.ok(await page.getByLabel('A community protection notice (CPN)').isChecked());
      await page.getByLabel('Day').fill('8');
      await page.getByLabel('Year').fill('2006');
      await page.getByRole('button', { name: 'Tell me' }).click();
      assert.match(await text(page), /There were no such notices before 2014/);
      await page.getByLabel('Year').fill('2027');
      await page.getByRole('button', { name: 'Tell me' }).click();
      assert.match(await text(page), /This day has not come yet/);
      await page.getByLabel('Year').fill('2026');
      const counted = page.waitForResponse((response) => response.request().method() === 'POST');
      await page.getByRole('button', { name: 'Tell me' }).click();
      const response = await counted;
      assert.equal(response.headers()['cache-control'], 'no-store');
      const said = await text(page);
      assert.match(said, /The last day to appeal is 28 November 2026/);
      assert.match(said, /8 November 2026 is the first of them\. There are 4 days left/);
      assert.match(said, /Try to be done by 27 November 2026/);
      assert.match(said, /We do not count bank holidays/);
      assert.match(said, /What it tells you to stop doing stays in force while you appeal/);
      assert.ok(await page.getByRole('link', { name: 'Look for legal help near you' }).isVisible());
      if (javaScript) assert.deepEqual(await axeHere(page), []);
      await page.getByRole('button', { name: 'Română' }).click();
      assert.match(await text(page), /Numără zilele/);
      assert.equal(await page.getByLabel('Ziua').inputValue(), '8', 'switching keeps what was typed');
      assert.deepEqual(await context.cookies(), []);
      assert.deepEqual(application.lines.slice(before), []);
      assert.equal(new URL(page.url()).search, '');
      await close();
    });

    test('days long past are said to be over; a kind that is none is asked again', async () => {
      const { page, close } = await visit(browser, { javaScript });
      await page.goto(`${application.origin}/guide/notice`);
      await page.getByLabel('A community protection notice (CPN)').check();
      for (const [part, typed] of [
        ['Day', '1'],
        ['Month', '2'],
        ['Year', '2019'],
      ] as const)
        await page.getByLabel(part).fill(typed);
      await page.getByRole('button', { name: 'Tell me' }).click();
      const said = await text(page);
      assert.match(said, /The days to appeal are over\. The last day was 21 February 2019/);
      assert.match(said, /Get legal advice today all the same/);
      assert.doesNotMatch(said, /Do not wait for the last day/);
      const bent = await fetch(`${application.origin}/guide/notice`, {
        method: 'POST',
        body: 'kind=constructor&day=1&month=2&year=2026',
        headers: { 'content-type': 'application/x-www-form-urlencoded', origin: application.origin },
      });
      assert.equal(bent.status, 422);
      const answer = await bent.text();
      assert.match(answer, /Choose what you were given/);
      assert.match(answer, /value="2026"/, 'what was typed is still there');
      await close();
    });

    test('a caution gets no number of days, because nobody has checked it', async () => {
      const { page, close } = await visit(browser, { javaScript });
      await page.goto(`${application.origin}/guide/notice`);
      await page.getByLabel('A caution for loitering or soliciting').check();
      await page.getByRole('button', { name: 'Tell me' }).click();
      const answer = await page.locator('#answer').innerText();
      assert.match(answer, /Get legal advice the same week/);
      assert.doesNotMatch(answer, /14|21|last day/);
      await close();
    });

    test('the care helper says free, may cost, or ask first, and asks nothing about the person', async () => {
      const { page, close } = await visit(browser, { javaScript });
      for (const [care, found] of [
        ['To see a GP (a family doctor)', 'Free for everyone'],
        ['To stay in hospital after A&E', 'It may cost money'],
        ['Care after sexual violence', 'Ask first'],
      ] as const) {
        await page.goto(`${application.origin}/guide/nhs`);
        await page.getByLabel(care).check();
        await page.getByRole('button', { name: 'Tell me' }).click();
        assert.ok(await page.locator('#answer').getByRole('heading', { name: found }).isVisible(), care);
      }
      assert.match(await page.locator('#answer').innerText(), /£500 or more/);
      assert.equal(await page.locator('main input:not([type=radio])').count(), 0);
      if (javaScript) assert.deepEqual(await axeHere(page), []);
      await close();
    });
  });
}

test('the list of evidence lives in the tab, can be emptied, and nothing is ever sent', async () => {
  const { page, context, requests, close } = await visit(browser);
  await page.goto(`${application.origin}/guide/evidence`, { waitUntil: 'networkidle' });
  const loaded = requests.length;
  await page.getByLabel('What did they do or say?').fill('Fictional: <b>pay</b> or I share it');
  await page.getByLabel('When?').fill('last Friday');
  await page.getByRole('button', { name: 'Add to the list' }).click();
  await page.getByLabel('The name or number they used').fill('07700 900123');
  await page.getByRole('button', { name: 'Add to the list' }).click();
  assert.equal(await page.locator('#entries li').count(), 2);
  assert.match(await page.locator('#entries').innerText(), /<b>pay<\/b> or I share it/);
  assert.equal(requests.length, loaded, 'the network rests');
  assert.deepEqual(await axeHere(page), []);
  await picture(page, 'guide-evidence');
  await page.reload();
  assert.equal(await page.locator('#entries li').count(), 2, 'kept in the tab');
  const other = await context.newPage();
  await other.goto(`${application.origin}/guide/evidence`);
  assert.equal(await other.locator('#entries li').count(), 0, 'and in no other');
  await page.getByRole('button', { name: 'Remove: number 1' }).click();
  assert.equal(await page.locator('#entries li').count(), 1);
  await page.getByRole('button', { name: 'Remove all' }).click();
  assert.match(await text(page), /Nothing yet/);
  assert.equal(await page.evaluate(() => sessionStorage.length), 0);
  assert.equal(await page.locator('form#evidence').getAttribute('action'), null);
  await close();
});

test('without JavaScript the list of evidence says so and offers paper', async () => {
  const { page, close } = await visit(browser, { javaScript: false });
  await page.goto(`${application.origin}/guide/evidence`);
  assert.match(await text(page), /This list needs JavaScript.*use paper/);
  assert.ok(!(await page.getByRole('button', { name: 'Add to the list' }).isVisible()));
  assert.ok(
    await page.getByLabel('When?', { exact: true }).isDisabled(),
    'nothing typed can be sent by the browser itself',
  );
  assert.deepEqual(await axe(browser, page), []);
  await close();
});

test('a second area is a folder: its own guide, lines and desks under its own address', async () => {
  const { page, close } = await visit(browser, { javaScript: false });
  const home = `${application.origin}/a/littleford`;
  await page.goto(home);
  assert.equal(await page.locator('.languages').count(), 0, 'it has one language');
  const links = await page
    .locator('main a, footer a')
    .evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).pathname));
  for (const to of links) {
    assert.ok(to.startsWith('/a/littleford/'), to);
    assert.ok([200, 503].includes((await page.goto(`${application.origin}${to}`))?.status() ?? 0), to);
  }
  await page.goto(`${home}/guide/help`);
  assert.equal(await page.locator('h1').innerText(), 'Help in Littleford');
  const dialled = await page
    .locator('main a[href^="tel:"]')
    .evaluateAll((all) => all.map((link) => link.getAttribute('href')));
  assert.deepEqual(dialled, ['tel:01632960123']);
  assert.match(await text(page), /Littleford talks \(01632 960123\) listens/);
  assert.doesNotMatch(await page.content(), /960\s?999/);
  await page.goto(`${home}/guide`);
  assert.doesNotMatch(await text(page), /Chesterfield|Derby/);
  await page.goto(`${home}/about`);
  assert.match(await text(page), /Waymark for Littleford \(fictional\)[\s\S]*Front desk of Littleford/);
  assert.equal((await page.goto(`${home}/guide/bank`))?.status(), 404, 'a page of the other area');
  assert.equal((await page.goto(`${home}/ro/guide`))?.status(), 404, 'a language it does not speak');
  assert.equal((await page.goto(`${application.origin}/guide/bank`))?.status(), 200);
  const machine = await fetch(`${application.origin}/api/areas/littleford`);
  assert.equal(((await machine.json()) as { name: string }).name, 'Littleford (fictional)');
  await close();
});

test('on paper stands the page with its facts and the emergency lines, and nothing to press', async () => {
  const { page, close } = await visit(browser, { width: 794, dark: true });
  await page.goto(`${application.origin}/guide/cpn`);
  await page.emulateMedia({ media: 'print' });
  assert.equal(
    await page.locator('h1').evaluate((heading) => getComputedStyle(heading).color),
    'rgb(29, 36, 51)',
    'dark ink, whatever the screen is like',
  );
  for (const gone of ['[data-leave]', '.turn', 'footer', '.languages'])
    assert.ok(!(await page.locator(gone).isVisible()), gone);
  const height = async () => (await page.locator('.sources').boundingBox())?.height ?? 0;
  assert.ok((await height()) > 20, 'the sources are unfolded on paper');
  assert.ok(await page.locator('#in-danger').isVisible());
  assert.match(await text(page), /Anti-social Behaviour.*section 46.*crimeline/);
  await picture(page, 'guide-cpn-print');
  await close();
});
