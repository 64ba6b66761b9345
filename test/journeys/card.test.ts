/** A card's way: made and printed at a desk, taken up on a phone, used to look somebody up, and forgotten. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { generateCard } from '#sealed/card.ts';
import { loadWords } from '#sealed/words.ts';
import { type TestApplication, startApplication } from '../support/application.ts';
import { axeHere, launchBrowser, picture, visit } from '../support/browser.ts';
import { type TestDesk, setUpDesk, signInBrowser } from '../support/desk.ts';

let app: TestApplication;
let browser: Browser;
let desk: TestDesk;
let phrases: string[];
const unused = (): string => phrases.pop() ?? assert.fail('no card left');

before(async () => {
  [app, browser] = await Promise.all([startApplication(), launchBrowser()]);
  desk = await setUpDesk(app);
  app.setCards(100);
  phrases = await mint(6);
});
after(async () => {
  await browser.close();
  await app.close();
});

/** Makes cards on the real page and reads what was printed. */
async function mint(count: number): Promise<string[]> {
  const { page, close } = await visit(browser, { width: 1280, height: 900 });
  const [worker] = desk.workers;
  await signInBrowser(page, app, worker ?? assert.fail());
  await page.goto(`${app.origin}/desk/cards`);
  await page.getByText('No cards yet.').waitFor();
  await page.getByLabel('How many cards?').fill('0');
  await page.getByRole('button', { name: 'Make cards' }).click();
  await page.getByText('Write a number from 1 to 50.').waitFor();
  await page.getByLabel('How many cards?').fill(String(count));
  await page.getByRole('button', { name: 'Make cards' }).click();
  await page.getByRole('button', { name: 'Print' }).waitFor();
  const made = await page
    .locator('.card-paper')
    .evaluateAll((papers) =>
      papers.map((paper) => [...paper.querySelectorAll('li')].map((word) => word.textContent).join(' ')),
    );
  assert.equal(made.length, count);
  assert.deepEqual(await axeHere(page), []);
  await picture(page, 'cards-1280');
  await page.emulateMedia({ media: 'print' });
  const printed = (await page.locator('body').innerText()).toLowerCase();
  assert.doesNotMatch(printed, /warn|check|member|sex|desk|safe/);
  await picture(page, 'cards-printed');
  await page.emulateMedia({ media: 'screen' });
  await page.setViewportSize({ width: 360, height: 640 });
  await picture(page, 'cards-360');
  await page.getByRole('button', { name: /^Done/ }).click();
  assert.equal(await page.locator('.card-paper').count(), 0);
  await close();
  return made;
}

async function answer(page: Page, own: string, age: string): Promise<void> {
  await page.getByLabel(own, { exact: true }).check();
  await page.getByLabel(age, { exact: true }).check();
}
const keep = async (page: Page): Promise<void> =>
  await page.getByRole('button', { name: 'Keep the card on this phone' }).click();

/** Takes a card up by the address that its picture holds. */
async function join(page: Page, phrase: string): Promise<void> {
  await page.goto(`${app.origin}/join#${phrase.replaceAll(' ', '-')}`);
  await answer(page, 'Mine', '18 or over');
  await keep(page);
  await page.getByRole('heading', { name: 'Your card is on this phone' }).waitFor();
}

test('a card is taken up from its picture: the words leave the address at once and never reach the server', async () => {
  const { page, requests, close } = await visit(browser);
  const phrase = unused();
  const bodies: string[] = [];
  page.on('request', (request) => bodies.push(request.postData() ?? ''));
  await page.goto(`${app.origin}/join#${phrase.replaceAll(' ', '-')}`);
  await page.getByLabel('Your ten words').waitFor();
  assert.equal(new URL(page.url()).hash, '');
  assert.equal(await page.getByLabel('Your ten words').inputValue(), phrase);
  assert.deepEqual(await axeHere(page), []);
  await picture(page, 'join-360');
  await keep(page);
  await page.getByText('Say whose phone this is.').waitFor();
  await answer(page, 'Mine', '18 or over');
  await keep(page);
  await page.getByRole('heading', { name: 'Your card is on this phone' }).waitFor();
  await page
    .getByText(/home screen|promised/)
    .last()
    .waitFor();
  assert.deepEqual(await axeHere(page), []);
  await picture(page, 'join-done-360');
  const sent = [...bodies, ...requests].join('\n');
  for (const word of phrase.split(' ')) assert.ok(!sent.includes(`${word} `) && !sent.includes(`-${word}`));
  // Coming again with a card on the phone: it is said, and can be ended with one press.
  await page.reload();
  await page.getByText('There is a card on this phone already.').waitFor();
  await page.getByText('Take the card off this phone').click();
  await page.getByRole('button', { name: 'Forget the card on this phone' }).click();
  await page.getByText('The card is gone from this browser.').waitFor();
  await page.getByLabel('Your ten words').waitFor();
  await close();
});

test('words typed by hand work; a used, an unknown and a miswritten card are told apart', async () => {
  const phrase = unused();
  const { page, close } = await visit(browser, { dark: true });
  await page.goto(`${app.origin}/join`);
  await answer(page, 'Mine', '18 or over');
  const field = page.getByLabel('Your ten words');
  await field.fill(phrase.split(' ').slice(0, 9).join(' '));
  await keep(page);
  await page.getByText('This many are here: 9').waitFor();
  await field.fill(phrase.replace(/^\S+/, 'xyzzyx'));
  await keep(page);
  await page.getByText('It is word number 1').waitFor();
  await field.fill(
    generateCard((length) => crypto.getRandomValues(new Uint8Array(length)), await loadWords()),
  );
  await keep(page);
  await page.getByText('We do not know these words').waitFor();
  await picture(page, 'join-unknown-dark');
  await field.fill(` ${phrase.toUpperCase().replaceAll(' ', ', ')}.`);
  await keep(page);
  await page.getByRole('heading', { name: 'Your card is on this phone' }).waitFor();
  await close();
  const second = await visit(browser);
  await second.page.goto(`${app.origin}/join#${phrase.replaceAll(' ', '-')}`);
  await answer(second.page, 'Mine', '18 or over');
  await keep(second.page);
  await second.page.getByText('This card was used before. Ask outreach for another card').waitFor();
  await second.close();
});

test('nothing is kept, and no card used up, for who is under 18 or on another person’s phone', async () => {
  const phrase = unused();
  const { page, requests, close } = await visit(browser);
  for (const [own, age, said] of [
    ['Mine', 'Under 18', 'Cards are only for people of 18 and over.'],
    ['Not mine, or others use it too', '18 or over', 'Then we keep nothing here'],
  ] as const) {
    await page.goto(`${app.origin}/join`);
    await page.goto(`${app.origin}/join#${phrase.replaceAll(' ', '-')}`);
    await answer(page, own, age);
    await keep(page);
    await page.getByText(said).waitFor();
    assert.deepEqual(await axeHere(page), []);
  }
  assert.ok(!requests.some((address) => address.endsWith('/cards')));
  await join(page, phrase);
  await close();
});

test('a page that shows another root than the card vouches for is refused, and nothing is kept', async () => {
  const phrase = unused();
  const { page, close } = await visit(browser);
  await page.route('**/join', async (route) => {
    const real = await route.fetch();
    const body = (await real.text()).replace(desk.root.fingerprint, '0'.repeat(32));
    await route.fulfill({ response: real, body });
  });
  await page.goto(`${app.origin}/join#${phrase.replaceAll(' ', '-')}`);
  await answer(page, 'Mine', '18 or over');
  await keep(page);
  await page.getByText('This card and this site do not belong together.').waitFor();
  await page.unroute('**/join');
  await page.goto(`${app.origin}/check`);
  await page.getByRole('heading', { name: 'You need a card for this' }).waitFor();
  await close();
});

test('without a card, or without JavaScript, /check and /join say why and whom to ask', async () => {
  const { page, close } = await visit(browser);
  await page.goto(`${app.origin}/check`);
  await page.getByRole('heading', { name: 'You need a card for this' }).waitFor();
  assert.equal(await page.title(), 'Waymark · look up');
  assert.deepEqual(await axeHere(page), []);
  await picture(page, 'check-no-card-360');
  await close();
  const plain = await visit(browser, { javaScript: false });
  for (const path of ['/check', '/join', '/ro/check', '/ro/join']) {
    await plain.page.goto(`${app.origin}${path}`);
    assert.match(await plain.page.locator('noscript, main').allInnerTexts().then(String), /JavaScript/);
    assert.equal(await plain.page.locator('form').isVisible(), false);
  }
  await picture(plain.page, 'join-no-javascript-ro');
  await plain.close();
});
