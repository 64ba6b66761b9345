/**
 * From the desk to the members and back, in three browsers: cards are made and taken up, a warning reaches two phones while they
 * lie open, is told of by push and read with no network, is corrected, and is not read by a card that was stopped. A report that
 * says that it comes from a card is counted as one, and one that makes it up is not.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { createSendOne } from '#notifications/notifier/send-one.ts';
import { recipientOf } from '#sealed/age-file.ts';
import { type TestApplication, startApplication } from '../support/application.ts';
import { axeHere, launchBrowser, picture, visit } from '../support/browser.ts';
import { type TestDesk, setUpDesk, signInBrowser } from '../support/desk.ts';
import { type Notices, identity, openNotices, vapid } from '../support/notices.ts';
import { type PushService, startPushService } from '../support/push-service.ts';
import { sendReport } from '../support/record.ts';
import * as story from '../support/story.ts';

const number = '07700 900456';
const warning = 'Someone told us about this person';
const told = {
  kinds: ['robbery'],
  'identifier-kind-1': 'phone',
  'identifier-1': number,
  story: 'x',
  warn: 'template',
};

let app: TestApplication;
let desk: TestDesk;
let push: PushService;
let notices: Notices;
const browsers: Browser[] = [];
let [ada, bea, mia, eve]: Page[] = [];
let eveCard = '';
const page = (one: Page | undefined): Page => one ?? assert.fail('not open');

before(async () => {
  const recipient = await recipientOf(identity);
  const offered = { recipient, vapidPublicKey: vapid.publicKey, email: false, sms: false };
  app = await startApplication({ notices: offered });
  desk = await setUpDesk(app);
  app.setCards(100);
  push = await startPushService(vapid.publicKey, () => app.clock.now().epochMilliseconds);
  notices = await openNotices(app.database);
  for (let count = 0; count < 3; count++) browsers.push(await launchBrowser());
  const [office, hers, another] = browsers;
  assert.ok(office && hers && another);
  const wide = { width: 1280, height: 900 };
  ada = (await visit(office, wide)).page;
  bea = (await visit(office, wide)).page;
  mia = (await visit(hers)).page;
  eve = (await visit(another)).page;
  for (const phone of [mia, eve])
    await phone.clock.setSystemTime(new Date(app.clock.now().epochMilliseconds));
});
after(async () => {
  await notices.close();
  await Promise.all(browsers.map(async (one) => await one.close()));
  await Promise.all([app.close(), push.close()]);
});

/** Days go by, and with them every session. */
async function days(count: number): Promise<void> {
  app.clock.advance({ days: count });
  await app.publish('chesterfield');
}
async function signIn(): Promise<void> {
  await signInBrowser(page(ada), app, desk.workers[0] ?? assert.fail());
  await signInBrowser(page(bea), app, desk.workers[1] ?? assert.fail());
}
/** The report that is open becomes a warning by two workers; it appears some days later. @param kind as its text begins */
async function publish(kind: string): Promise<void> {
  await page(ada).getByRole('link', { name: 'Write a warning from this' }).click();
  await page(ada).getByLabel('Danger: robbery').check();
  await page(ada).getByRole('button', { name: 'Put it forward' }).click();
  await page(ada).getByText('Kept. You find it under Warnings').waitFor();
  await story.approveWarning(page(bea), app.origin, `${warning}: ${kind}`);
}
async function openWarnings(phone: Page): Promise<void> {
  await phone.goto(`${app.origin}/warnings`);
  await phone.locator('#warnings li, #state[data-done], #fault:not([hidden])').first().waitFor();
}

test('cards are made and printed; the second who takes one up is sent for another', async () => {
  const [at, mias, eves] = [page(ada), page(mia), page(eve)];
  await signIn();
  await at.goto(`${app.origin}/desk/cards`);
  await at.getByLabel('How many cards?').fill('2');
  await at.getByRole('button', { name: 'Make cards' }).click();
  await at.getByRole('button', { name: 'Print' }).waitFor();
  const cards = await at
    .locator('.card-paper')
    .evaluateAll((papers) =>
      papers.map((paper) => [...paper.querySelectorAll('li')].map((word) => word.textContent).join(' ')),
    );
  const [hers = '', other = ''] = cards;
  eveCard = /No\. (\d{5})/.exec((await at.locator('.card-end').nth(1).textContent()) ?? '')?.[1] ?? '';
  await at.emulateMedia({ media: 'print' });
  assert.equal(await at.locator('.card-paper').filter({ visible: true }).count(), 2);
  assert.equal(await at.getByRole('button').filter({ visible: true }).count(), 0);
  assert.equal(await at.locator('#in-danger').isVisible(), false, 'nothing but the cards');
  await picture(at, 'reach-print-preview');
  await at.emulateMedia({ media: 'screen' });

  await story.joinCard(mias, app.origin, hers);
  await story.enterCard(eves, app.origin, hers);
  await eves.getByText('This card was used before. Ask outreach for another card').waitFor();
  await story.joinCard(eves, app.origin, other);
  await notices.add({ channel: 'push', ...push.subscribe() });
});

test('a warning is on both open phones, told of by push, and read with no network', async () => {
  const [mias, eves] = [page(mia), page(eve)];
  await sendReport(app, desk, told);
  await story.openRecord(page(ada), app.origin, 'Robbery');
  await publish('robbery');
  for (const phone of [mias, eves]) {
    await openWarnings(phone);
    await phone.getByText('There is no warning now.').waitFor();
  }
  await days(5);
  for (const phone of [mias, eves]) {
    await phone.locator('#warnings').getByText(warning).waitFor();
    await phone.getByText('This list has just been brought up to date.').waitFor();
  }

  app.clock.advance({ minutes: 25 });
  const sendOne = createSendOne({
    pool: notices.pool,
    clock: app.clock,
    identity,
    origin: app.origin,
    vapid,
    mail: null,
    text: null,
    pushServices: ['127.0.0.1'],
  });
  await notices.drain(sendOne, new Date(app.clock.now().epochMilliseconds));
  assert.deepEqual(push.faults, []);
  assert.equal(push.accepted.length, 1);
  assert.doesNotMatch(push.accepted[0]?.text ?? '', /robbery|7700|danger|police/i);

  await mias.clock.setSystemTime(new Date(app.clock.now().epochMilliseconds));
  await mias.context().setOffline(true);
  await mias.goto(`${app.origin}/warnings`);
  await mias.getByText('No answer came. These are the warnings of 29 November 2026').waitFor();
  await mias.getByText(warning).first().waitFor();
  await mias.context().setOffline(false);
});

test('a report from a card is counted as one; one that only says so is not', async () => {
  const [at, mias] = [page(ada), page(mia)];
  await signIn();
  // Made up: 64 bytes that no evaluator gave.
  const forged = 'ab'.repeat(64);
  const again = { ...told, kinds: ['violence'], 'identifier-1': '+44 7700 900 456' };
  await sendReport(app, desk, again, undefined, { fromCard: forged });
  await story.openRecord(at, app.origin, 'Violence');
  await at.getByRole('link', { name: 'Write a warning from this' }).click();
  await at.getByRole('button', { name: 'Was it reported before?' }).click();
  await at.getByText('2 opened reports of this desk name it, 0 of them from cards.').waitFor();

  await mias.goto(`${app.origin}/report`);
  await mias.getByLabel('Support desk').check();
  const next = mias.getByRole('button', { name: 'Next', exact: true });
  await next.click();
  await mias.getByLabel('Following or stalking', { exact: true }).check();
  await next.click();
  await next.click();
  await mias.getByLabel('Detail 1', { exact: true }).fill('(07700) 900456');
  await next.click();
  await mias.getByLabel('Yes, with the short standard text below.').check();
  await next.click();
  await mias.getByLabel('Let the desk see that this comes from somebody with a card').check();
  assert.deepEqual(await axeHere(mias), []);
  await picture(mias, 'report-from-card-360');
  await mias.getByRole('button', { name: 'Lock it and send it' }).click();
  await mias.getByRole('heading', { name: 'It has arrived' }).waitFor();

  await story.openRecord(at, app.origin, 'Following or stalking');
  await at.getByRole('link', { name: 'Write a warning from this' }).click();
  await at.getByRole('button', { name: 'Was it reported before?' }).click();
  await at.getByText('3 opened reports of this desk name it, 1 of them from cards.').waitFor();
  await picture(at, 'repeats-1280');
  // Whoever reads the table learns nothing of it: the marks are keyed.
  const { rows } = await app.database.pools.sweep.query<{ mark: Buffer }>(
    'select mark from warnings.repeat_tag',
  );
  assert.equal(new Set(rows.map(({ mark }) => mark.toString('hex'))).size, 3);
});

test('a correction replaces the text, a stopped card reads nothing new, and what is withdrawn goes', async () => {
  const [at, mias, eves] = [page(ada), page(mia), page(eve)];
  await at.goto(`${app.origin}/desk/warnings`);
  const standing = at.locator('#standing');
  await standing.getByText('Correct', { exact: true }).click();
  await standing.getByLabel('What has to be said now').fill('It was reported that he uses another car.');
  await standing.getByRole('button', { name: 'Sign the correction' }).click();
  await standing.getByText('uses another car').waitFor();
  for (const phone of [mias, eves]) {
    await openWarnings(phone);
    await phone.getByText('uses another car').waitFor();
  }

  await at.goto(`${app.origin}/desk/cards`);
  await at.getByLabel('Card number').fill(eveCard);
  await at.getByRole('button', { name: 'Stop this card' }).click();
  await at.getByRole('button', { name: 'Make the next key now' }).click();
  await at.getByText('Stopped cards read nothing new.').waitFor();
  await story.openRecord(at, app.origin, 'Following or stalking');
  await publish('following');
  await days(5);
  await openWarnings(mias);
  assert.equal(await mias.locator('#warnings > li').count(), 2);
  assert.match(await story.lookUp(mias, app.origin, number), /There is a warning/);
  await openWarnings(eves);
  await eves.getByText('This card does not work any more.').waitFor();
  assert.equal(await eves.locator('#warnings > li').count(), 0);

  await signIn();
  await at.goto(`${app.origin}/desk/warnings`);
  for (const left of [1, 0]) {
    at.once('dialog', (dialog) => void dialog.accept());
    await standing.getByRole('button', { name: 'Withdraw' }).first().click();
    await standing.getByText(warning).nth(left).waitFor({ state: 'detached' });
    await openWarnings(mias);
    assert.equal(await mias.locator('#warnings > li', { hasText: warning }).count(), left);
  }
  assert.match(await story.lookUp(mias, app.origin, number), /No warning here/);
});
