/** Handing on: the whole with its pictures and its voice, or unopened by somebody who may know the people in it. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { bytesToHex } from '@noble/hashes/utils.js';
import { asWords } from '#sealed/way-back-code.ts';
import { loadWords } from '#sealed/words.ts';
import { type TestApplication, startApplication } from '../support/application.ts';
import { axeHere, launchBrowser, picture, visit } from '../support/browser.ts';
import { type TestDesk, setUpDesk, signInBrowser } from '../support/desk.ts';
import { openedRecords } from '../support/opened.ts';
import { type TestRecord, sendReport } from '../support/record.ts';
import * as story from '../support/story.ts';

let application: TestApplication;
let browser: Browser;
let support: TestDesk;
let outside: TestDesk;
before(async () => {
  [application, browser] = await Promise.all([startApplication(), launchBrowser()]);
  support = await setUpDesk(application);
  outside = await setUpDesk(application, {
    desk: 'outside',
    organisation: 'neighbour',
    workers: 1,
    root: support.root,
  });
});
after(async () => {
  await browser.close();
  await application.close();
});

const photo = () =>
  sharp({ create: { width: 60, height: 40, channels: 3, background: '#264' } })
    .withExif({ IFD0: { Copyright: 'WHO TOOK IT' } })
    .jpeg()
    .toBuffer();
const voice = new Uint8Array([0x1a, 0x45, 0xdf, 0xa3, ...Buffer.from('a voice note')]);

async function choose(page: Page, text: string): Promise<void> {
  await page.goto(`${application.origin}/desk`);
  await page.locator('#records').getByRole('button', { name: text }).click();
}
const comeBack = async (page: Page, { code }: TestRecord): Promise<void> =>
  await story.comeBack(page, application.origin, asWords(code, await loadWords()).join(' '));

test('the whole goes with pictures drawn anew and its voice note, once, and she reads what and to whom', async () => {
  const report = await sendReport(
    application,
    support,
    { kinds: 'robbery', story: 'He took my bag.', contact: 'Mia', 'safe-contact': 'mornings', police: 'no' },
    undefined,
    { pictures: [await photo(), Buffer.from('no picture at all')], voice },
  );
  const [ada] = support.workers;
  const [other] = outside.workers;
  assert.ok(ada && other);
  const { page, close } = await visit(browser, { width: 1280, height: 900 });
  await signInBrowser(page, application, ada);
  await choose(page, 'Robbery');
  await page.getByRole('button', { name: 'Open it' }).click();
  await page.getByText('Hand to another desk').click();
  // The answer is lost on the way back: pressed again, it is given once.
  await page.route('**/hand-over', async (route) => {
    await route.fetch();
    await route.abort();
  });
  await page.getByRole('button', { name: 'Hand to Desk outside the area' }).click();
  await page.getByText('It was not handed over.').waitFor();
  await page.unroute('**/hand-over');
  await page.getByRole('button', { name: 'Hand to Desk outside the area' }).click();
  await page.getByText('Handed over. One picture or voice note could not be opened').waitFor();
  assert.equal(await page.locator('.message', { hasText: 'Given to Desk outside the area' }).count(), 1);

  const there = await openedRecords(application, outside);
  assert.equal(there.length, 1);
  const [given] = there;
  assert.ok(given);
  assert.equal(given.body.story, 'He took my bag.');
  assert.equal(given.wayBack.locator, bytesToHex(report.wayBack.locator));
  const [named] = given.body.pictures;
  assert.ok(named && given.body.pictures.length === 1);
  assert.ok(!report.body.pictures.includes(named));
  const drawn = given.files.get(named);
  assert.ok(drawn?.type === 'image/jpeg' && !Buffer.from(drawn.bytes).includes('WHO TOOK IT'));
  const heard = given.files.get(given.body.voice ?? '');
  assert.ok(heard?.type === 'audio/webm');
  assert.deepEqual(new Uint8Array(heard.bytes), voice);

  const at = await visit(browser);
  await signInBrowser(at.page, application, other);
  await choose(at.page, 'Robbery');
  await at.page.getByRole('button', { name: 'Open it' }).click();
  await at.page.getByRole('button', { name: 'Show picture 1' }).click();
  await at.page.locator('#record canvas').waitFor();

  const hers = await visit(browser);
  await comeBack(hers.page, report);
  await hers.page
    .getByRole('heading', { name: 'To Desk outside the area, Tuesday 24 November' })
    .nth(1)
    .waitFor();
  const log = (await hers.page.locator('.govuk-inset-text').textContent()) ?? '';
  for (const said of ['My own words', 'My voice note', 'safe to reach me', 'He took my bag.', 'mornings'])
    assert.ok(log.includes(said), `${said}: ${log}`);
  await hers.page.getByText('Ada handed it to Desk outside the area').waitFor({ state: 'attached' });
  await Promise.all([close(), at.close(), hers.close()]);
});

test('whoever may know the people in it passes it on unopened: nothing is shown, and that is written down', async () => {
  const report = await sendReport(
    application,
    support,
    { kinds: 'stalking', story: 'My neighbour waits at the door.' },
    undefined,
    { pictures: [await photo()] },
  );
  const [ada] = support.workers;
  assert.ok(ada);
  const { page, close } = await visit(browser, { width: 1280, height: 900 });
  await signInBrowser(page, application, ada);
  await choose(page, 'stalking');
  await page.getByText('Pass it on unopened').click();
  await page.getByText('no reason is needed').waitFor();
  assert.deepEqual(await axeHere(page), []);
  await picture(page, 'inbox-pass-on');
  await page.evaluate(() => {
    const seen: string[] = [];
    Object.assign(window, { seen });
    new MutationObserver(() => void seen.push(document.body.textContent ?? '')).observe(document.body, {
      subtree: true,
      childList: true,
      characterData: true,
    });
  });
  await page.getByRole('button', { name: 'Pass on to Desk outside the area' }).click();
  await page.getByText('Passed on to Desk outside the area. Nobody here read it.').waitFor();
  const seen = await page.evaluate(() => (window as unknown as { seen: string[] }).seen);
  assert.ok(seen.length > 0 && !seen.some((text) => text.includes('neighbour')), 'it was shown');
  assert.equal(await page.locator('canvas').count(), 0);

  const given = (await openedRecords(application, outside)).find(({ body }) => body.kinds[0] === 'stalking');
  assert.equal(given?.body.story, 'My neighbour waits at the door.');
  assert.equal(given.files.size, 1);

  const hers = await visit(browser);
  await comeBack(hers.page, report);
  const first = hers.page.locator('section', { hasText: 'To Support desk' });
  await first.getByText('Nobody has opened it yet.').waitFor();
  await first.getByText('What the desk did with it').click();
  await first
    .getByText('Ada passed it on to Desk outside the area on Tuesday 24 November without reading it.')
    .waitFor();
  await first.getByText('Ada fetched it on Tuesday 24 November to pass it on without reading it.').waitFor();
  const log = (await first.locator('.govuk-inset-text').textContent()) ?? '';
  assert.match(log, /My neighbour waits at the door/);
  await Promise.all([close(), hers.close()]);
});

test('after “all of it” was taken back nothing goes to another desk, read or unread', async () => {
  const report = await sendReport(application, support, { kinds: 'condom', story: 'fictional' });
  const hers = await visit(browser);
  await comeBack(hers.page, report);
  await hers.page.getByText('Take back a yes').click();
  await hers.page.getByLabel('What do you take back?').selectOption('all');
  await hers.page.getByRole('button', { name: 'Take it back' }).click();
  await hers.page.getByText('You took back your yes').waitFor();
  const [ada] = support.workers;
  assert.ok(ada);
  const { page, close } = await visit(browser, { width: 1280, height: 900 });
  await signInBrowser(page, application, ada);
  await choose(page, 'Refused or took off');
  await page.getByText('Pass it on unopened').click();
  await page.getByRole('button', { name: 'Pass on to Desk outside the area' }).click();
  await page.getByText('They took back every yes: nothing goes to another desk.').waitFor();
  await page.getByRole('button', { name: 'Open it' }).click();
  const handing = page.locator('details', { hasText: 'Hand to another desk' });
  await handing.locator('summary').click();
  await handing.getByText('They took back every yes').waitFor();
  assert.equal(await handing.getByRole('button').count(), 0);
  assert.ok(!(await openedRecords(application, outside)).some(({ body }) => body.kinds[0] === 'condom'));
  await Promise.all([close(), hers.close()]);
});
