/**
 * What becomes of a warning when something changes: other words than she agreed to, sent back and mended, corrected, renewed,
 * withdrawn, and a second desk that is let in. Read by a card each time.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { asWords } from '#sealed/way-back-code.ts';
import { loadWords } from '#sealed/words.ts';
import { type TestApplication, startApplication } from '../support/application.ts';
import { axeHere, launchBrowser, picture, visit } from '../support/browser.ts';
import { type TestDesk, asSuperuser, setUpDesk, signInBrowser } from '../support/desk.ts';
import { type TestRecord, answerDesk, sendReport } from '../support/record.ts';
import * as story from '../support/story.ts';

let app: TestApplication;
let browser: Browser;
let support: TestDesk;
let outside: TestDesk;
let ada: Page;
let bea: Page;
let member: Page;
/** Of the one who was asked twice. */
let asked: TestRecord;
const closers: (() => Promise<void>)[] = [];

async function signedIn(desk: TestDesk, at: number): Promise<Page> {
  const { page, close } = await visit(browser, { width: 1280, height: 900 });
  closers.push(close);
  const worker = desk.workers[at] ?? assert.fail();
  await signInBrowser(page, app, worker);
  return page;
}
async function joined(card: string): Promise<Page> {
  const { page, close } = await visit(browser);
  closers.push(close);
  await story.joinCard(page, app.origin, card);
  return page;
}
/** Days go by, and with them every session: the workers sign in again. */
async function days(count: number): Promise<void> {
  app.clock.advance({ days: count });
  await app.publish('chesterfield');
  for (const [page, worker] of [
    [ada, support.workers[0]],
    [bea, support.workers[1]],
  ] as const)
    await signInBrowser(page, app, worker ?? assert.fail());
}
/** What a member reads on the page of warnings. */
async function reads(page: Page): Promise<string> {
  await page.goto(`${app.origin}/warnings`);
  await page
    .locator('#state[data-done], #warnings li, #warnings article')
    .first()
    .waitFor({ state: 'attached' });
  return (await page.locator('main').textContent()) ?? '';
}
async function draftId(): Promise<string> {
  const found = await app.database.pools.sweep.query<{ id: string }>('select id from warnings.draft');
  return found.rows[0]?.id ?? assert.fail('no draft');
}
const openDraft = async (page: Page): Promise<void> => {
  await page.goto(`${app.origin}/desk/warnings`);
  await page.locator('#drafts').getByRole('button', { name: 'Open' }).first().click();
};

before(async () => {
  [app, browser] = await Promise.all([startApplication(), launchBrowser()]);
  support = await setUpDesk(app);
  outside = await setUpDesk(app, { desk: 'outside', organisation: 'elsewhere', root: support.root });
  ada = await signedIn(support, 0);
  bea = await signedIn(support, 1);
  member = await joined((await story.mintCards(ada, app.origin, 1))[0] ?? '');
});
after(async () => {
  for (const close of closers) await close();
  await browser.close();
  await app.close();
});

test('the standard text needs no asking, and one changed letter of it does', async () => {
  await sendReport(app, support, {
    kinds: ['robbery'],
    'identifier-kind-1': 'phone',
    'identifier-1': '07700 900321',
    story: 'x',
    warn: 'template',
  });
  await story.openRecord(ada, app.origin, 'Robbery');
  await ada.getByRole('link', { name: 'Write a warning from this' }).click();
  const text = ada.getByLabel('The warning');
  await ada.getByRole('button', { name: 'Put it forward' }).waitFor();
  const words = await text.inputValue();
  assert.match(words, /^Someone told us about this person: robbery/);
  await text.fill(`${words} He drives a white van.`);
  await ada.getByRole('button', { name: 'Send it to them first' }).waitFor();
  await ada.getByText('These are not the words that they saw').waitFor();
  await text.fill(words);
  await ada.getByRole('button', { name: 'Was it reported before?' }).click();
  await ada.getByText('no other opened report of this desk names it').waitFor();
  await ada.getByLabel('Danger: robbery').check();
  assert.deepEqual(await axeHere(ada), []);
  await ada.getByRole('button', { name: 'Put it forward' }).click();
  await ada.getByText('Kept. You find it under Warnings').waitFor();
  await openDraft(bea);
  await bea.getByText('phone:+447700900321: no other opened report').waitFor();
  await story.approveWarning(bea, app.origin, 'Someone told us about this person');
  await days(6);
  assert.match(await story.lookUp(member, app.origin, '07700 900321'), /There is a warning/);
  await member.getByText(words).waitFor();
});

test('a member reads the correction, the renewed day, and nothing once it is withdrawn', async () => {
  await ada.goto(`${app.origin}/desk/warnings`);
  const standing = ada.locator('#standing');
  await reads(member);
  const untilBefore = await standing.locator('.record__facts').textContent();
  await standing.getByText('Correct', { exact: true }).click();
  await standing
    .getByLabel('What has to be said now')
    .fill('It was reported that the number is another one.');
  await standing.getByRole('button', { name: 'Sign the correction' }).click();
  await standing.getByText('the number is another one').waitFor();
  // The page that lies open is brought up to date by itself.
  await member.locator('#warnings').getByText('the number is another one').waitFor();
  await member.getByText('This list has just been brought up to date.').waitFor();
  assert.match(await reads(member), /the number is another one/);
  await days(20);
  await ada.goto(`${app.origin}/desk/warnings`);
  await standing.getByRole('button', { name: 'Renew for 90 days' }).click();
  await ada.waitForFunction(
    (before) => document.querySelector('#standing .record__facts')?.textContent !== before,
    untilBefore,
  );
  await days(80);
  assert.match(await reads(member), /the number is another one/, 'it was renewed, and stands');
  await ada.goto(`${app.origin}/desk/warnings`);
  ada.once('dialog', (dialog) => void dialog.accept());
  await standing.getByRole('button', { name: 'Withdraw' }).click();
  await standing.getByText('No warning of this desk stands').waitFor();
  await member.getByText('There is no warning now.').waitFor();
  assert.doesNotMatch(await reads(member), /the number is another one/);
  assert.doesNotMatch(await story.lookUp(member, app.origin, '07700 900321'), /There is a warning/);
});

test('what was sent back is changed and asked again: her yes to the old words is no yes to the new', async () => {
  const report = await sendReport(app, support, {
    kinds: ['stalking'],
    'identifier-kind-1': 'phone',
    'identifier-1': '07700 900322',
    story: 'x',
    warn: 'ask-first',
  });
  asked = report;
  await story.openRecord(ada, app.origin, 'Following or stalking');
  const [first, second] = ['It was reported that this person waits outside.', 'It was reported: following.'];
  await story.draftWarning(ada, 'Danger: robbery', first);
  const draft = await draftId();
  await answerDesk(app, support, report, 2, { type: 'draft-answer', draft, yes: true, text: '' });
  await story.putForward(ada, app.origin);
  await openDraft(bea);
  await bea.getByLabel('What has to change?').fill('Say less: waiting outside points at her street.');
  await bea.getByRole('button', { name: 'Send back' }).click();
  await bea.locator('#drafts').getByText('sent back').waitFor();
  await openDraft(ada);
  await ada.getByRole('link', { name: 'Change it' }).click();
  await ada.getByText('Say less: waiting outside').waitFor();
  assert.equal(await ada.getByLabel('The warning').inputValue(), first);
  assert.ok(await ada.getByLabel('Danger: robbery').isChecked());
  await picture(ada, 'draft-sent-back');
  await ada.getByLabel('The warning').fill(second);
  await ada.getByRole('button', { name: 'Send it to them first' }).click();
  await ada.getByText('Kept. You find it under Warnings').waitFor();
  assert.equal(await draftId(), draft, 'it is the same draft');
  await openDraft(ada);
  await ada.getByText('No answer yet').waitFor();
  assert.equal(await ada.getByRole('button', { name: 'Put it forward' }).count(), 0);
  await answerDesk(app, support, report, 4, { type: 'draft-answer', draft, yes: true, text: '' });
  await story.putForward(ada, app.origin);
  await story.approveWarning(bea, app.origin, second);
  await days(6);
  assert.match(await story.lookUp(member, app.origin, '07700 900322'), /There is a warning/);
});

test('a second desk writes and hands out only once it is let in, and then all cards read the same', async () => {
  const [cem, dora] = [await signedIn(outside, 0), await signedIn(outside, 1)];
  await cem.goto(`${app.origin}/desk/cards`);
  await cem.getByRole('button', { name: 'Make cards' }).click();
  await cem.getByText('Another desk of this area keeps its cards').waitFor();
  await cem.goto(`${app.origin}/desk/warnings`);
  await cem.getByText('Another desk of this area keeps its cards').waitFor();
  // Whoever goes round the page is refused: one desk makes a secret of the area.
  const rows = await asSuperuser(app, "select sealed from desks.desk_secret where name = 'area/tree'", []);
  const tree = rows[0]?.['sealed'] as Buffer;
  const forged = await dora.evaluate(async (sealed) => {
    const body = JSON.stringify({ name: 'area/tree', epoch: 0, sealed });
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch('/api/areas/chesterfield/desk/outside/secrets', {
      method: 'PUT',
      headers,
      body,
    });
    return `${answer.status} ${await answer.text()}`;
  }, tree.toString('base64'));
  assert.match(forged, /^409 .*kept-elsewhere/);

  await ada.goto(`${app.origin}/desk/cards`);
  ada.once('dialog', (dialog) => void dialog.accept());
  await ada.getByRole('button', { name: 'Let Desk outside the area in' }).click();
  await ada.getByText('Desk outside the area writes warnings').waitFor();
  assert.deepEqual(await axeHere(ada), []);

  const guest = await joined((await story.mintCards(cem, app.origin, 1))[0] ?? '');
  assert.match(await story.lookUp(guest, app.origin, '07700 900322'), /There is a warning/);
  await sendReport(app, outside, {
    kinds: ['robbery'],
    'identifier-kind-1': 'phone',
    'identifier-1': '07700 900323',
    story: 'x',
    warn: 'template',
  });
  await story.openRecord(cem, app.origin, 'Robbery');
  await cem.getByRole('link', { name: 'Write a warning from this' }).click();
  await cem.getByLabel('Danger: robbery').check();
  await cem.getByRole('button', { name: 'Put it forward' }).click();
  await cem.getByText('Kept. You find it under Warnings').waitFor();
  await story.approveWarning(dora, app.origin, 'Someone told us about this person');
  await days(6);
  for (const page of [guest, member])
    assert.match(await story.lookUp(page, app.origin, '07700 900323'), /There is a warning/);
});

test('a yes that she takes back later takes the warning away, and she is told', async () => {
  await answerDesk(app, support, asked, 6, { type: 'take-back', what: 'warn' });
  await story.openRecord(ada, app.origin, 'Following or stalking');
  await ada.getByText('They take back: warning others').first().waitFor();
  ada.once('dialog', (dialog) => void dialog.accept());
  await ada.getByRole('button', { name: 'Take this warning away' }).click();
  await ada.getByText('The warning was withdrawn.').first().waitFor();
  assert.doesNotMatch(await story.lookUp(member, app.origin, '07700 900322'), /There is a warning/);
  const she = await visit(browser, { javaScript: false });
  closers.push(she.close);
  await story.comeBack(she.page, app.origin, asWords(asked.code, await loadWords()).join(' '));
  await she.page.getByText('The warning was taken back').first().waitFor();
});
