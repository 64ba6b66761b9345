/** The keeper has lost every word and every device: two papers bring a way back in, everybody can see it, and nothing else opens. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Kysely } from 'kysely';
import type { Browser, Page } from 'playwright-core';
import { type DesksTables, createSetupLink } from '#desks/index.ts';
import { type TestApplication, startApplication } from '../support/application.ts';
import { axeHere, launchBrowser, picture, visit } from '../support/browser.ts';
import { asSuperuser } from '../support/desk.ts';
import * as story from '../support/story.ts';

let app: TestApplication;
let browser: Browser;
let papers: string[];
let oldPhrase: string;
let colleague: Page;
before(async () => {
  [app, browser] = await Promise.all([startApplication(), launchBrowser()]);
  const secret = await createSetupLink(
    app.database.support as unknown as Kysely<DesksTables>,
    'chesterfield',
    new Date(app.clock.now().epochMilliseconds),
    (length) => crypto.getRandomValues(new Uint8Array(length)),
  );
  const { page } = await visit(browser, { width: 1280, height: 900 });
  const made = await story.setUpFirstDesk(page, `${app.origin}/desk/set-up#${secret}`, 'Ada');
  [papers, oldPhrase] = [made.shares, made.phrase];
  await story.openTestRecord(page);
  colleague = (await visit(browser, { width: 1280, height: 900 })).page;
  const joined = await story.joinDesk(colleague, await story.invite(page, 'Bea'));
  await story.letIn(page, 'Bea', joined.sixWords);
  await story.signIn(colleague, app.origin, joined.phrase);
  await colleague.goto(`${app.origin}/desk/people`);
  await story.openTestRecord(colleague);
});
after(async () => {
  await browser.close();
  await app.close();
});

async function bring(page: Page, one = '', other = ''): Promise<void> {
  await page.getByLabel('One paper').fill(one);
  await page.getByLabel('Another paper').fill(other);
  await page.getByRole('button', { name: 'Go on' }).click();
}

test('one paper, the same paper twice, a mistyped one and papers of another desk open nothing, and it is said why', async () => {
  const [first = '', second = ''] = papers;
  const { page, close } = await visit(browser);
  await page.goto(`${app.origin}/desk/sign-in`);
  await page.getByRole('link', { name: 'Lost everything?' }).click();
  await page.getByRole('heading', { name: 'Come back in with the papers' }).waitFor();
  assert.deepEqual(await axeHere(page), []);
  await picture(page, 'recover');
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.postData() ?? ''));
  await bring(page, first);
  await page.getByText('Two papers are needed.').waitFor();
  await bring(page, first, first);
  await page.getByText('That is the same paper twice.').waitFor();
  const mistyped = `${second.slice(0, -1)}${second.endsWith('0') ? '1' : '0'}`;
  await bring(page, first, mistyped);
  await page.getByText('There is a mistake in one of them.').waitFor();
  assert.equal(await page.getByLabel('One paper').inputValue(), first, 'what was typed is gone');
  assert.deepEqual(asked, [], 'something was asked of the server');
  await close();
});

test('keys that the server swapped are found out, and nothing is changed', async () => {
  const [first = '', , third = ''] = papers;
  await asSuperuser(app, 'create table kit.kept as select * from desks.worker_recovery', []);
  await asSuperuser(
    app,
    `update desks.worker_recovery set worker_id = (select id from desks.worker where first_name = 'Bea')`,
    [],
  );
  const { page, close } = await visit(browser);
  await page.goto(`${app.origin}/desk/recover`);
  await bring(page, first, third);
  await page.getByText('are not the ones that your desk signed').waitFor();
  await close();
  await asSuperuser(app, 'delete from desks.worker_recovery', []);
  await asSuperuser(app, 'insert into desks.worker_recovery select * from kit.kept', []);
});

test('two papers and ten new words are a way in; the old words are dead, and colleagues see the day', async () => {
  const [, second = '', third = ''] = papers;
  const { page } = await visit(browser);
  const posted: string[] = [];
  page.on('request', (request) => posted.push(request.postData() ?? ''));
  await page.goto(`${app.origin}/desk/recover`);
  await bring(page, third.toLowerCase(), second);
  const list = page.locator('#phrase-shown li');
  await list.first().waitFor();
  const phrase = (await list.allTextContents()).join(' ');
  await page.getByRole('button', { name: 'I have written them down' }).click();
  await page.getByLabel('Type the ten words').fill(phrase);
  await page.getByRole('button', { name: 'Check' }).click();
  await page.getByRole('heading', { name: 'You are in, with your new words' }).waitFor();
  assert.deepEqual(await axeHere(page), []);
  await picture(page, 'recover-done');
  assert.ok(posted.every((text) => !text.includes(phrase) && !text.includes(second.replaceAll(' ', ''))));
  await page.getByRole('link', { name: 'To the people of the desk' }).click();
  await page.locator('#members').getByText('came back in with the papers on 2026-11-24').waitFor();
  await colleague.goto(`${app.origin}/desk/people`);
  await colleague.locator('#members').getByText('came back in with the papers').waitFor();

  const again = await visit(browser);
  await again.page.goto(`${app.origin}/desk/sign-in`);
  await again.page.getByLabel('Your ten words').fill(oldPhrase);
  await again.page.getByRole('button', { name: 'Sign in with the words' }).click();
  await again.page.locator('#problem').waitFor();
  assert.ok(again.page.url().endsWith('/desk/sign-in'));
  await story.signIn(again.page, app.origin, phrase);
  await again.close();

  // The same signed bytes a second time: the challenge is used up.
  const body = posted.find((text) => text.includes('envelope')) ?? assert.fail();
  const replayed = await fetch(`${app.origin}/api/areas/chesterfield/desk/recover`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
  assert.equal(replayed.status, 403);
});
