/**
 * What a member's phone keeps. A member whose network is cut after one visit: the warnings are read with their age, a check says kindly that it needs the
 * network, nothing that was typed is kept, and no other page is ever shown from yesterday. Leave takes the pages away.
 * Behind a PIN nothing of it can be read, and a second PIN opens notes.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { type TestApplication, startApplication } from '../support/application.ts';
import { axeHere, launchBrowser, picture, visit } from '../support/browser.ts';
import { type TestDesk, setUpDesk } from '../support/desk.ts';
import { publishWarning, takeCard } from '../support/publish-warning.ts';
import * as story from '../support/story.ts';

/** Where Leave leads: a place that refuses at once. */
const NOBODY = 'http://127.0.0.1:1/';

let app: TestApplication;
let browser: Browser;
const closers: (() => Promise<void>)[] = [];
let phone: Page;
let desk: TestDesk;
before(async () => {
  [app, browser] = await Promise.all([startApplication({ ordinarySite: NOBODY }), launchBrowser()]);
  desk = await setUpDesk(app);
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

/** Everything that this origin keeps in the phone, as text. */
const everythingKept = async (): Promise<string> =>
  await phone.evaluate(async () => {
    const opened = await new Promise<IDBDatabase>((done) => {
      const asked = indexedDB.open('waymark');
      asked.addEventListener('success', () => done(asked.result));
    });
    const all = await new Promise<unknown[]>((done) => {
      const asked = opened.transaction('member').objectStore('member').getAll();
      asked.addEventListener('success', () => done(asked.result as unknown[]));
    });
    opened.close();
    return JSON.stringify([all, Object.entries(localStorage)]);
  });
const [PIN, SECOND] = ['73 91 x', '4682'];
const openWith = async (pin: string, page = phone): Promise<void> => {
  await page.getByLabel('Your PIN').fill(pin);
  await page.getByRole('button', { name: 'Open', exact: true }).click();
};

test('behind a PIN nothing can be read, a tab that is new, left or long away asks for it, and then all is there', async () => {
  assert.match(await everythingKept(), /signingSeed|Someone told us/);
  const sent: string[] = [];
  phone.context().on('request', (request) => sent.push(`${request.url()} ${request.postData() ?? ''}`));
  await phone.context().setOffline(false);
  await phone.goto(`${app.origin}/warnings`);
  await phone.getByRole('link', { name: 'Lock this with a PIN' }).click();
  const set = phone.getByRole('button', { name: 'Lock with this PIN' });
  const pin = phone.getByLabel('PIN', { exact: true });
  for (const [typed, again, second, said] of [
    ['123', '123', '', 'has at least four'],
    [PIN, '7391', '', 'it was not the same'],
    [PIN, PIN, PIN, 'has to be another one'],
  ] as const) {
    await pin.fill(typed);
    await phone.getByLabel('The same PIN again').fill(again);
    if (second !== '') {
      await phone.getByText('A second PIN, if somebody').click();
      await phone.getByLabel('Second PIN').fill(second);
    }
    await set.click();
    await phone.getByText(said).waitFor();
    assert.equal(await pin.inputValue(), typed, 'what was typed is still there');
  }
  assert.deepEqual(await axeHere(phone), []);
  await picture(phone, 'lock-360');
  await phone.getByLabel('Second PIN').fill(SECOND);
  await set.click();
  await phone.getByText('It is locked. From now on you type the PIN.').waitFor();
  assert.doesNotMatch(await everythingKept(), /signingSeed|Someone told us|batches|rootFingerprint|leaf/);

  await phone.goto(`${app.origin}/warnings`);
  await phone.getByLabel('Your PIN').waitFor();
  assert.doesNotMatch(await phone.locator('body').innerText(), /warning|card|danger|leave|hide/i);
  assert.deepEqual(await axeHere(phone), []);
  await picture(phone, 'lock-door-360');
  await openWith('7391');
  await phone.getByText('That PIN does not open it.').waitFor();
  await openWith(PIN);
  await phone.getByText(warning).first().waitFor();
  await phone.reload();
  await phone.getByText(warning).first().waitFor();
  assert.match(await story.lookUp(phone, app.origin, '07700 900461'), /There is a warning/);
  assert.match(await story.lookUp(phone, app.origin, '07700 900462'), /No warning here/);

  const other = await phone.context().newPage();
  await other.goto(`${app.origin}/check`);
  await other.getByLabel('Your PIN').waitFor();
  await other.close();
  const left = phone.waitForEvent('requestfailed', (request) => request.url() === NOBODY);
  await phone.getByRole('link', { name: 'Leave' }).click();
  await left;
  await phone.goto(`${app.origin}/warnings`);
  await openWith(PIN);
  await phone.getByText(warning).first().waitFor();
  await until(async () => (await kept()).includes('/warnings'));
  // Eleven minutes out of sight.
  await phone.clock.setSystemTime(new Date(app.clock.now().epochMilliseconds + 11 * 60_000));
  await phone.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await phone.getByLabel('Your PIN').waitFor();
  await phone.context().setOffline(true);
  assert.ok(await isOpen('/warnings'));
  await openWith(PIN);
  await phone.getByText('No answer came. These are the warnings of').waitFor();
  await phone.getByText(warning).first().waitFor();
  await phone.context().setOffline(false);
  const all = sent.join('\n');
  assert.ok(sent.length > 10);
  for (const secret of [PIN, encodeURIComponent(PIN), SECOND]) assert.ok(!all.includes(secret), secret);
});

test('the second PIN opens notes, which are there again, and nothing of us; the first still opens the card', async () => {
  await phone.goto(`${app.origin}/lock`);
  await phone.getByRole('button', { name: 'Lock now' }).click();
  await openWith(SECOND);
  await phone.getByRole('heading', { name: 'Notes' }).waitFor();
  await phone.getByText('Nothing here yet.').waitFor();
  await phone.getByLabel('Write a note').fill('Milk, bread');
  await phone.getByRole('button', { name: 'Keep', exact: true }).click();
  await phone.getByText('Milk, bread').waitFor();
  for (const path of ['/warnings', '/check', '/join', '/lock']) {
    await phone.goto(`${app.origin}${path}`);
    await phone.getByText('Milk, bread').waitFor();
    assert.equal(await phone.title(), 'Notes');
    assert.doesNotMatch(
      await phone.locator('body').innerText(),
      /warning|card|message|PIN|danger|leave|hide/i,
      path,
    );
  }
  assert.deepEqual(await axeHere(phone), []);
  await picture(phone, 'lock-notes-360');
  await phone.evaluate(() => sessionStorage.clear());
  await phone.goto(`${app.origin}/lock`);
  await openWith(PIN);
  await phone.getByRole('button', { name: 'Take the PIN away' }).click();
  await phone.getByText('The PIN is gone.').waitFor();
  await phone.evaluate(() => sessionStorage.clear());
  await phone.goto(`${app.origin}/warnings`);
  await phone.getByText(warning).first().waitFor();
  assert.doesNotMatch(await everythingKept(), /Milk/);
});

test('whoever does not know the PIN can remove what is behind it, and nothing else', async () => {
  const { page, close } = await visit(browser);
  await takeCard(app, browser, desk, page);
  await page.goto(`${app.origin}/lock`);
  await page.getByLabel('PIN', { exact: true }).fill(PIN);
  await page.getByLabel('The same PIN again').fill(PIN);
  await page.getByRole('button', { name: 'Lock with this PIN' }).click();
  await page.getByRole('link', { name: 'Read warnings' }).click();
  await page.getByText('I do not know it').click();
  await page.getByRole('button', { name: 'Remove it' }).click();
  await page.getByRole('heading', { name: 'You need a card for this' }).waitFor();
  await close();
});

test('ten recovery words move the card to another phone; the first one gets nothing new to ask with', async () => {
  await phone.goto(`${app.origin}/warnings`);
  await phone.getByRole('link', { name: 'If you lose your phone' }).click();
  await phone.getByRole('button', { name: 'Make ten words' }).click();
  await phone.getByRole('heading', { name: 'Write these down' }).waitFor();
  assert.deepEqual(await axeHere(phone), []);
  await picture(phone, 'lost-phone-360');
  const words = (await phone.locator('#recovery li').allTextContents()).join(' ');
  assert.equal(words.split(' ').length, 10);
  const { page, close } = await visit(browser, { width: 1280, dark: true });
  // Not before she has written them down.
  await story.enterCard(page, app.origin, words);
  await page.getByText('We do not know these words').waitFor();
  await phone.getByRole('button', { name: 'I have written them down' }).click();
  await phone.getByText('The ten words lead to your card now.').waitFor();
  assert.equal(await phone.locator('#recovery li').count(), 0);
  await story.joinCard(page, app.origin, words);
  await page.goto(`${app.origin}/warnings`);
  await page.getByText(warning).first().waitFor();
  app.clock.advance({ days: 1 });
  await app.publish('chesterfield');
  assert.match(await story.lookUp(page, app.origin, '07700 900461'), /There is a warning/);
  await phone.goto(`${app.origin}/check`);
  await phone.getByText('This card does not work any more.').waitFor();
  await picture(page, 'lost-phone-1280');
  await close();
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
