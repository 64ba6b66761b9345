/** The order of the list: what is urgent, what is late, and what came in a flood and must bury neither. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { type TestApplication, startApplication } from '../support/application.ts';
import { axeHere, launchBrowser, picture, visit } from '../support/browser.ts';
import { type TestDesk, setUpDesk, signInBrowser } from '../support/desk.ts';
import { sendReport } from '../support/record.ts';

let application: TestApplication;
let browser: Browser;
let support: TestDesk;
before(async () => {
  [application, browser] = await Promise.all([startApplication(), launchBrowser()]);
  support = await setUpDesk(application);
});
after(async () => {
  await browser.close();
  await application.close();
});

test('a record rises when it is late and its lead is told; a flood that cries danger stays below and folded', async () => {
  const { sweep, owner } = application.database.pools;
  const [ada, bea] = support.workers;
  assert.ok(ada && bea);
  await owner.query(`update desks.worker set roles = '{desk-worker}' where id = $1`, [bea.id]);
  const since = async (id: string, day: string) =>
    await sweep.query('update desks.intake_record set day = $2, waiting_since = $2 where id = $1', [id, day]);
  const late = await sendReport(application, support, { kinds: 'robbery', when: 'longer' });
  await since(late.id, '2026-11-12');
  const inTime = await sendReport(application, support, { kinds: 'condom', when: 'longer' });
  await since(inTime.id, '2026-11-17');
  await sendReport(application, support, { kinds: 'stalking', when: 'longer' });
  await sendReport(application, support, { kinds: 'violence', when: 'today' });
  const flood = [];
  for (let at = 0; at < 4; at++)
    flood.push(await sendReport(application, support, { kinds: 'refused-to-pay', danger: 'yes' }));
  flood.push(await sendReport(application, support, { kinds: 'online-pressure' }));
  await sweep.query('update desks.intake_record set quarantined = true where id = any ($1)', [
    flood.map(({ id }) => id),
  ]);

  const { page, close } = await visit(browser, { width: 1280, height: 900 });
  await signInBrowser(page, application, ada);
  await page.goto(`${application.origin}/desk`);
  await page.getByText('5 came in a flood, 4 of them say that it is urgent').waitFor();
  const texts = async () => await page.locator('#records li').allTextContents();
  const marks = ['Urgent', 'Late by 5 days', 'Following or stalking', 'Refused or took off'];
  const seen = await texts();
  assert.equal(seen.length, marks.length, seen.join('\n'));
  for (const [at, mark] of marks.entries())
    assert.ok(seen[at]?.includes(mark), `${mark}: ${seen.join('\n')}`);
  assert.equal(await page.locator('#records').getByText('Late').count(), 1);
  await page.getByText('1 record waits longer than the 7 days that this desk promises.').waitFor();
  assert.ok(await page.locator('#flood-records').isHidden());
  // The keys of the list do not walk into what is folded.
  for (let at = 0; at < 6; at++) await page.keyboard.press('j');
  assert.match((await page.locator(':focus').textContent()) ?? '', /Refused or took off/);
  assert.deepEqual(await axeHere(page), []);
  await picture(page, 'inbox-late-wide');
  await page.setViewportSize({ width: 360, height: 640 });
  await picture(page, 'inbox-late-small');

  await page.locator('#flood-said').click();
  const lines = await page.locator('#flood-records li').allTextContents();
  assert.match(lines.at(-1) ?? '', /reviews or pressure/i);
  await page.locator('#flood-records button').last().click();
  await page.getByRole('button', { name: 'Open it' }).click();
  await page.getByLabel('Answer').fill('Thank you. We read this.');
  await page.getByRole('button', { name: 'Lock and send' }).click();
  await page.locator('.message', { hasText: 'We read this.' }).waitFor();
  await page.goto(`${application.origin}/desk`);
  await page.getByText('4 came in a flood, 4 of them').waitFor();
  assert.ok((await texts()).some((text) => /reviews or pressure.*Came in a flood/is.test(text)));

  await page.getByRole('button', { name: 'Show the first' }).click();
  await page.locator('#record').getByRole('heading', { name: 'Robbery' }).waitFor();

  const other = await visit(browser);
  await signInBrowser(other.page, application, bea);
  await other.page.goto(`${application.origin}/desk`);
  await other.page.locator('#records').getByText('Late by 5 days').waitFor();
  assert.equal(await other.page.getByText('that this desk promises').count(), 0);
  await Promise.all([close(), other.close()]);
});
