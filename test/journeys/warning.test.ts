/** From an opened report to a warning that a card finds: written, asked, sent back, signed by a second, published on its day. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { open as openFile } from '#sealed/age-file.ts';
import { parseBundle } from '#sealed/bundle/bundle.ts';
import { type TestApplication, startApplication } from '../support/application.ts';
import { axeHere, launchBrowser, picture, visit } from '../support/browser.ts';
import { type TestDesk, setUpDesk, signInBrowser } from '../support/desk.ts';
import { answerDesk, sendReport } from '../support/record.ts';

let application: TestApplication;
let browser: Browser;
let support: TestDesk;
let kept: { id: string; sealed: Buffer }[] | undefined;
before(async () => {
  [application, browser] = await Promise.all([startApplication(), launchBrowser()]);
  support = await setUpDesk(application);
});
after(async () => {
  await browser.close();
  await application.close();
});

async function bundle(): Promise<{ etag: string | null; warnings: number; slots: number } | null> {
  const got = await fetch(`${application.origin}/api/areas/chesterfield/warnings.bundle`);
  if (!got.ok) return null;
  const bytes = new Uint8Array(await got.arrayBuffer());
  assert.equal(got.headers.get('etag'), `"${createHash('sha256').update(bytes).digest('hex')}"`);
  const parsed = parseBundle(bytes, { area: 'chesterfield', serviceKey: application.serviceKey });
  assert.ok(parsed.ok);
  return {
    etag: got.headers.get('etag'),
    warnings: parsed.bundle.texts.length,
    slots: parsed.bundle.slots.length / 64,
  };
}

test('a warning is asked for, sent back, signed by a second worker and appears on its day for 90 days', async () => {
  const report = await sendReport(application, support, {
    kinds: ['robbery'],
    'identifier-kind-1': 'phone',
    'identifier-1': '07700 900123',
    'identifier-kind-2': 'plate',
    'identifier-2': 'AB12 CDE',
    story: 'He said he would pay double and then he took my bag and ran off',
    warn: 'ask-first',
  });
  const [ada, bea] = support.workers;
  assert.ok(ada && bea);
  const first = await visit(browser, { width: 1280, height: 900 });
  const { page } = first;
  await signInBrowser(page, application, ada);
  await page.goto(`${application.origin}/desk`);
  await page.locator('#records').getByRole('button', { name: 'Robbery' }).click();
  await page.getByRole('button', { name: 'Open it' }).click();
  await page.getByRole('link', { name: 'Write a warning from this' }).click();
  await page.getByLabel('Danger: robbery').check();
  await page.getByLabel('The warning').fill('On Friday he took my bag at 11 pm behind Example Road.');
  for (const why of [
    'a day or month',
    'a time of day',
    'a place',
    'somebody speaks of themselves',
    'must say that something was reported',
  ])
    await page.locator('#screen').getByText(why).first().waitFor();
  assert.deepEqual(await axeHere(page), []);
  await picture(page, 'draft-warning');
  const text = 'It was reported that this person takes back what was paid.';
  await page.getByLabel('The warning').fill(text);
  await page.getByText('Nothing in the text looks as if').waitFor();
  await page.getByText('phone:+447700900123').waitFor();
  await page.getByRole('button', { name: 'Send it to them first' }).dblclick();
  await page.getByText('Kept. You find it under Warnings').waitFor();
  const drafts = await application.database.pools.sweep.query<{ id: string; state: string; sealed: Buffer }>(
    'select id, state, sealed from warnings.draft',
  );
  kept = drafts.rows;
  assert.equal(drafts.rows.length, 1);
  assert.equal(drafts.rows[0]?.state, 'asked');
  assert.ok(!drafts.rows[0].sealed.includes('reported'));

  // Silence is no yes; her yes is.
  await page.goto(`${application.origin}/desk/warnings`);
  await page.locator('#drafts').getByRole('button', { name: 'Open' }).click();
  await page.getByText('No answer yet. 7 days are left').waitFor();
  assert.equal(await page.getByRole('button', { name: 'Put it forward' }).count(), 0);
  await answerDesk(application, support, report, 2, {
    type: 'draft-answer',
    draft: drafts.rows[0].id,
    yes: true,
    text: 'Good.',
  });
  await page.locator('#drafts').getByRole('button', { name: 'Open' }).click();
  await page.getByText('They said yes').waitFor();
  await page.getByRole('button', { name: 'Put it forward' }).click();
  await page.locator('#drafts').getByText('waits for a second person').waitFor();
  await page.locator('#drafts').getByRole('button', { name: 'Open' }).click();
  await page.getByRole('heading', { name: 'waits for a second person' }).waitFor();
  assert.equal(
    await page.getByRole('button', { name: 'Sign and publish' }).count(),
    0,
    'the author may sign',
  );

  const second = await visit(browser);
  await signInBrowser(second.page, application, bea);
  await second.page.goto(`${application.origin}/desk/warnings`);
  await second.page.locator('#drafts').getByRole('button', { name: 'Open' }).click();
  await second.page.getByRole('button', { name: 'Sign and publish' }).click();
  await second.page.getByText('Answer all four questions').waitFor();
  const say = async (question: string, yes: string) =>
    await second.page.locator('fieldset', { hasText: question }).getByLabel(yes).check();
  await say('belong to somebody who sells sex', 'Yes');
  await say('shared telephone', 'No');
  await say('arrested or charged', 'No');
  await say('something was reported', 'Yes');
  await second.page.getByRole('button', { name: 'Sign and publish' }).click();
  await second.page.getByText('is never published').waitFor();
  assert.deepEqual(await axeHere(second.page), []);
  await picture(second.page, 'approve-warning');
  await say('belong to somebody who sells sex', 'No');
  await second.page.getByRole('button', { name: 'Sign and publish' }).click();
  await second.page.locator('#standing').getByText(text).waitFor();
  assert.deepEqual(await bundle().then((now) => now?.warnings), 0, 'it appeared before its day');
  const left = await application.database.pools.sweep.query('select id from warnings.draft');
  assert.equal(left.rowCount, 0, 'a draft still joins the report to the warning');

  application.clock.advance({ days: 5 });
  await application.publish('chesterfield');
  const published = await bundle();
  assert.deepEqual([published?.warnings, published?.slots], [1, 4]);
  await application.publish('chesterfield');
  assert.equal((await bundle())?.etag, published?.etag, 'the same content makes another file');
  application.clock.advance({ days: 91 });
  await application.publish('chesterfield');
  assert.deepEqual((await bundle())?.warnings, 0);
  await Promise.all([first.close(), second.close()]);
});

test('a draft is refused where she said never, and one that its author did not sign is not shown', async () => {
  await sendReport(application, support, {
    kinds: ['stalking'],
    'identifier-1': '07700 900124',
    warn: 'never',
  });
  const [ada] = support.workers;
  assert.ok(ada);
  const { page, close } = await visit(browser);
  application.clock.set('2026-11-24T12:00:00Z');
  await signInBrowser(page, application, ada);
  await page.goto(`${application.origin}/desk`);
  await page.locator('#records').getByRole('button', { name: 'stalking' }).click();
  await page.getByRole('button', { name: 'Open it' }).click();
  await page.getByRole('link', { name: 'Write a warning from this' }).click();
  await page.getByText('They did not allow a warning').waitFor();
  assert.equal(await page.locator('#draft').isVisible(), false);
  const { sweep } = application.database.pools;
  const [forged] = kept ?? [];
  assert.ok((await openFile(forged?.sealed ?? new Uint8Array(), support.epoch.identity)).ok);
  await sweep.query(
    `insert into warnings.draft (area_id, id, desk_id, record_id, epoch, state, author, sealed, day)
     values ('chesterfield', $1, $2, $1, 0, 'to-approve', $3, $4, '2026-11-24')`,
    [forged?.id, support.desk, support.workers[1]?.id, forged?.sealed],
  );
  await page.goto(`${application.origin}/desk/warnings`);
  await page.locator('#drafts').getByText('was not signed by the colleague').waitFor();
  await close();
});
