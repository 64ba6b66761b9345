/** A card's way: made and printed at a desk, taken up on a phone, used to look somebody up, and forgotten. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import type { Feed } from '#sealed/blind/derive-tag.ts';
import { generateCard } from '#sealed/card.ts';
import { loadWords } from '#sealed/words.ts';
import { type TestApplication, startApplication } from '../support/application.ts';
import { axeHere, launchBrowser, picture, visit } from '../support/browser.ts';
import { type TestDesk, setUpDesk, signInBrowser } from '../support/desk.ts';
import { placeWarning, publishNow, startTestFeed } from '../support/warning.ts';

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
  // The ten words are drawn by lot and may say anything.
  const printed = made
    .flatMap((phrase) => phrase.split(' '))
    .reduce((text, word) => text.replace(word, ''), (await page.locator('body').innerText()).toLowerCase());
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
    .getByText(/once a week|promised/)
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
    assert.equal(await plain.page.locator('form').filter({ visible: true }).count(), 0);
  }
  await picture(plain.page, 'join-no-javascript-ro');
  await plain.close();
});

describe('looking somebody up', () => {
  let feed: Feed;
  let page: Page;
  let requests: string[];
  let close: () => Promise<void>;
  before(async () => {
    feed = await startTestFeed(app, desk);
    await placeWarning(app, desk, feed, {
      identifiers: ['phone:+447700900123', 'plate:AB12CDE'],
      text: 'Somebody reported that this person took money back by force.',
      severity: 3,
    });
    await placeWarning(app, desk, feed, {
      identifiers: ['phone:+447700900666'],
      text: 'A ghost wrote this.',
      ghost: true,
    });
    ({ page, requests, close } = await visit(browser));
    await join(page, unused());
  });
  after(() => close());

  const open = async (): Promise<void> => {
    requests.length = 0;
    await page.goto(`${app.origin}/check`);
    await page.getByRole('button', { name: 'Look', exact: true }).waitFor();
  };
  const look = async (kind: string, text: string): Promise<void> => {
    await page.getByLabel('What do you have?').selectOption({ label: kind });
    await page.getByLabel('Write it here').fill(text);
    await page.getByRole('button', { name: 'Look', exact: true }).click();
  };
  const asked = (): string[] =>
    requests.filter((address) => address.includes('/api/')).map((address) => new URL(address).pathname);

  test('opens with the same requests in the same order, tokens once a day', async () => {
    const always = [
      'warnings.bundle',
      'epochs',
      '',
      ...['support', 'outside'].map((one) => `desks/${one}/epochs`),
    ].map((path) => `/api/areas/chesterfield${path === '' ? '' : `/${path}`}`);
    await open();
    assert.deepEqual(asked(), [...always, '/api/areas/chesterfield/tokens']);
    await open();
    assert.deepEqual(asked(), always);
    await page.getByText('Checks left: 20.').waitFor();
    assert.deepEqual(await axeHere(page), []);
    await picture(page, 'check-360');
  });

  test('a number that was reported in one writing is found in another, with text, severity and its end', async () => {
    await open();
    await page.getByLabel('Write it here').fill('+44 (0)7700 900-123');
    await page.getByText('We read this as: +44 7700 900123').waitFor();
    await page.getByRole('button', { name: 'Look', exact: true }).click();
    await page.getByRole('heading', { name: 'There is a warning' }).waitFor();
    const found = await page.locator('#result').innerText();
    assert.match(found, /Somebody reported this\. It was not tested in court\./);
    assert.match(found, /Very serious\n+Somebody reported that this person took money back by force\./);
    assert.match(found, /Shown until 20 February 2027\./);
    assert.deepEqual(await axeHere(page), []);
    await picture(page, 'check-hit-360');
    await page.getByRole('button', { name: 'Look up somebody else' }).click();
    await look('Number plate', 'ab12-cde');
    await page.getByRole('heading', { name: 'There is a warning' }).waitFor();
    await page.getByRole('button', { name: 'Hide this' }).click();
    assert.equal(await page.getByText('There is a warning').count(), 0);
    await page.getByText('Checks left: 18.').waitFor();
  });

  test('what is not there is said honestly, and asks for exactly what a find asks for', async () => {
    const transcripts: string[][] = [];
    for (const number of ['07700 900123', '07700 900124']) {
      await open();
      await look('Phone number', number);
      await page.locator('#result').waitFor();
      const hit = number.endsWith('123');
      await page.getByRole('heading', { name: hit ? 'There is a warning' : 'No warning here' }).waitFor();
      if (!hit) {
        await page.getByText('That does not mean that they are safe.').waitFor();
        await page.getByText('in Chesterfield', { exact: false }).first().waitFor();
        assert.deepEqual(await axeHere(page), []);
        await picture(page, 'check-miss-360');
      }
      await page.getByRole('button', { name: 'Hide this' }).click();
      await page.getByLabel('Write it here').fill('');
      transcripts.push(requests.map((address) => new URL(address).pathname));
    }
    assert.deepEqual(transcripts[0], transcripts[1]);
    assert.equal(transcripts[0]?.filter((path) => path.endsWith('/evaluate')).length, 1);
    assert.ok(transcripts[0]?.at(-1)?.endsWith('/evaluate'), 'nothing is asked for after a result');
  });

  test('a warning that two of the desk did not sign is not shown', async () => {
    await open();
    await look('Phone number', '07700 900666');
    await page.getByText('did not bear the signatures of two desk workers').waitFor();
    assert.equal(await page.getByText('A ghost wrote this.').count(), 0);
  });

  test('all warnings can be read, the severest first, and the last ones offline with their age', async () => {
    await placeWarning(app, desk, feed, {
      identifiers: ['email:someone@example.org'],
      text: 'Reported: did not pay.',
      severity: 1,
    });
    requests.length = 0;
    await page.goto(`${app.origin}/warnings`);
    await page.getByText('Reported: did not pay.').waitFor();
    const read = await page.locator('.warnings').innerText();
    assert.ok(read.indexOf('Very serious') < read.indexOf('Take care'));
    assert.doesNotMatch(read, /ghost/);
    await page.getByText('did not bear the signatures of two desk workers').waitFor();
    assert.ok(!asked().some((path) => /tokens|evaluate/.test(path)));
    assert.deepEqual(await axeHere(page), []);
    await picture(page, 'warnings-360');
    await page.route('**/api/**', async (route) => await route.abort());
    await page.reload();
    await page.getByText('These are the warnings of 24 November 2026.').waitFor();
    await page.getByText('Reported: did not pay.').waitFor();
    await page.unroute('**/api/**');
  });

  test('what cannot be read is said and costs nothing', async () => {
    await open();
    const left = await page.locator('#left').innerText();
    await look('Phone number', '0770');
    await page.getByText('This does not look like a whole phone number.').waitFor();
    assert.equal(await page.locator('#left').innerText(), left);
    await look('Name on a site or app', '@someone');
    await page.getByText('Write the name, and which site or app it is on.').waitFor();
    assert.ok(!asked().some((path) => path.endsWith('/evaluate')));
  });

  test('offline it is said that a check needs the network, and what was typed is still there', async () => {
    await open();
    await page.context().setOffline(true);
    await look('Phone number', '07700 900124');
    await page.getByText('A check needs the network').waitFor({ timeout: 20_000 });
    assert.equal(await page.getByLabel('Write it here').inputValue(), '07700 900124');
    await page.context().setOffline(false);
  });

  test('an older list than this phone has seen is refused', async () => {
    const { owner } = app.database.pools;
    const { rows } = await owner.query<{ body: Buffer; hash: string }>(
      'select body, hash from warnings.bundle',
    );
    await placeWarning(app, desk, feed, { identifiers: ['phone:+447700900125'], text: 'Reported later.' });
    await open();
    await owner.query('update warnings.bundle set body = $1, hash = $2', [rows[0]?.body, rows[0]?.hash]);
    await page.goto(`${app.origin}/check`);
    await page.getByText('This site showed an older list than before.').waitFor();
  });

  test('a card that is left out of the feed says so, and can be forgotten with one press', async () => {
    const leaves = Array.from({ length: 16_384 }, (_, leaf) => leaf).filter((leaf) => leaf % 2 === 0);
    await startTestFeed(app, desk, [...leaves, ...leaves.map((leaf) => leaf + 1)]);
    await app.database.pools.owner.query(`update warnings.bundle set made_from = ''`);
    await publishNow(app);
    await page.goto(`${app.origin}/check`);
    await page.getByText('This card does not work any more.').waitFor();
    await page.getByText('Take the card off this phone').click();
    await page.getByRole('button', { name: 'Forget the card on this phone' }).click();
    await page.getByRole('heading', { name: 'You need a card for this' }).waitFor();
  });
});

test('a desk stops a card by its number, and says what was wrong with another', async () => {
  const { page, close } = await visit(browser, { width: 1280, height: 900, dark: true });
  await signInBrowser(page, app, desk.workers[1] ?? assert.fail());
  await page.goto(`${app.origin}/desk/cards`);
  await page.getByLabel('Card number').fill('x');
  await page.getByRole('button', { name: 'Stop this card' }).click();
  await page.getByText('There is no card with this number.').waitFor();
  const { rows } = await app.database.pools.owner.query<{ leaf: number }>(
    `select leaf from warnings.card where state = 'redeemed' limit 1`,
  );
  const number = String(rows[0]?.leaf).padStart(5, '0');
  await page.getByLabel('Card number').fill(number);
  await page.getByRole('button', { name: 'Stop this card' }).click();
  await page.getByText(`Card ${number} is stopped.`).waitFor();
  await page.locator('#register li', { hasText: '1 stopped' }).waitFor();
  await picture(page, 'cards-dark-1280');
  await close();
});
