/** What a desk may do without a yes, and only then: at once where somebody is at risk, by two for a court; seen, looked at, told. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Kysely } from 'kysely';
import type { Browser, Page } from 'playwright-core';
import { type DesksTables, completeDestruction } from '#desks/index.ts';
import { dueDay } from '#reports/index.ts';
import { asWords } from '#sealed/way-back-code.ts';
import { loadWords } from '#sealed/words.ts';
import { type TestApplication, startApplication } from '../support/application.ts';
import { axeHere, launchBrowser, picture, visit } from '../support/browser.ts';
import { type TestDesk, setUpDesk, signInBrowser } from '../support/desk.ts';
import { type TestRecord, sendReport } from '../support/record.ts';
import * as story from '../support/story.ts';

let app: TestApplication;
let browser: Browser;
let desk: TestDesk;
before(async () => {
  [app, browser] = await Promise.all([startApplication(), launchBrowser()]);
  desk = await setUpDesk(app);
});
after(async () => {
  await browser.close();
  await app.close();
});

async function worker(at: number): Promise<Page> {
  const one = desk.workers[at] ?? assert.fail();
  const { page } = await visit(browser, { width: 1280, height: 900 });
  await signInBrowser(page, app, one);
  return page;
}
async function back({ code }: TestRecord): Promise<Page> {
  const { page } = await visit(browser);
  await story.comeBack(page, app.origin, asWords(code, await loadWords()).join(' '));
  return page;
}
const form = (page: Page) => page.locator('details', { hasText: 'Act without their yes' });
async function unfold(page: Page): Promise<void> {
  await form(page).locator('summary').click();
  await page.getByLabel('A life is at risk').waitFor();
}
const night = async () =>
  await completeDestruction(app.database.sweep as unknown as Kysely<DesksTables>, dueDay(app.clock.today()));

test('a child is at risk: one acts at once, she reads what was given, a second looks, a hold keeps it until two end it', async () => {
  const report = await sendReport(app, desk, {
    kinds: ['violence'],
    when: 'today',
    'identifier-1': '07700 900123',
    story: 'There is a girl of fourteen in the flat.',
    contact: 'Mia',
  });
  const ada = await worker(0);
  await story.openRecord(ada, app.origin, 'Violence');
  await unfold(ada);
  await ada.getByRole('button', { name: 'Write it down and act now' }).click();
  await ada.getByText('Choose why you may.').waitFor();
  await ada.getByLabel('A child is at risk', { exact: true }).check();
  await ada.getByLabel('To whom?').fill('Children’s services, the duty worker');
  await ada.getByRole('button', { name: 'Write it down and act now' }).click();
  await ada.getByText('Tick at least one thing that you give.').waitFor();
  await form(ada)
    .getByLabel('In my own words')
    .or(
      form(ada)
        .getByLabel(/words|happened/i)
        .last(),
    )
    .first()
    .check();
  await ada.getByLabel('What makes you sure enough?').fill('She writes of a girl of fourteen.');
  await ada.getByLabel('Keep the record while a child is at risk').check();
  assert.deepEqual(await axeHere(ada), []);
  await picture(ada, 'without-consent-form');
  await ada.getByRole('button', { name: 'Write it down and act now' }).dblclick();
  await ada.getByText('A colleague other than you has to look at this.').waitFor();
  assert.match((await ada.locator('#many').textContent()) ?? '', /waits for a second colleague/);

  const mia = await back(report);
  await mia.getByText('We told Children’s services, the duty worker without your yes').waitFor();
  await mia.getByText('What you sent is kept until the child is safe').waitFor();
  assert.equal(await mia.getByText('Mia', { exact: false }).count(), 0, 'more than was ticked');
  await picture(mia, 'without-consent-back');

  const bea = await worker(1);
  await bea.goto(`${app.origin}/desk`);
  await bea.getByRole('button', { name: 'Go to it' }).first().click();
  await bea.getByRole('button', { name: 'Open it' }).click();
  await bea.getByText('Why: She writes of a girl of fourteen.').waitFor();
  await bea.getByRole('button', { name: 'Sign it' }).click();
  await bea.getByText('Choose yes or no').waitFor();
  await bea.locator('section').getByLabel('Yes', { exact: true }).check();
  await bea.getByLabel('What do you see?').fill('I would have done the same.');
  assert.deepEqual(await axeHere(bea), []);
  await picture(bea, 'without-consent-look');
  await bea.getByRole('button', { name: 'Sign it' }).click();
  await bea.getByText('Bea agrees.').waitFor();

  // Destroyed by her, it is kept all the same, and the desk can still read it.
  await mia.getByText('Destroy what you sent').click();
  await mia.getByRole('button', { name: 'Destroy it' }).click();
  await mia.getByText('It is hidden now').waitFor();
  app.clock.advance({ days: 6 });
  assert.equal(await night(), 0);
  await signInBrowser(ada, app, desk.workers[0] ?? assert.fail());
  await story.openRecord(ada, app.origin, 'Violence');
  await unfold(ada);
  await ada.getByLabel('End the hold').check();
  await ada.getByLabel('What makes you sure enough?').fill('She is safe now.');
  await ada.getByRole('button', { name: 'Ask a colleague to do it with you' }).click();
  await ada.getByText('waits for a second colleague to do it').waitFor();
  assert.equal(await night(), 0, 'one alone ended the hold');
  await signInBrowser(bea, app, desk.workers[1] ?? assert.fail());
  await story.openRecord(bea, app.origin, 'Violence');
  await bea.getByText('Why: She is safe now.').waitFor();
  await bea.locator('section').getByLabel('Yes', { exact: true }).check();
  await bea.getByLabel('What do you see?').fill('Children’s services say so.');
  await bea.getByRole('button', { name: 'Sign it' }).click();
  await bea.getByText('no longer here').waitFor();
  assert.equal(await night(), 1);
});

test('where telling would put somebody at risk she is not told until somebody asks again; her own list does not show it', async () => {
  const report = await sendReport(app, desk, {
    kinds: ['stalking'],
    when: 'today',
    story: 'He is here now.',
  });
  const ada = await worker(0);
  await story.openRecord(ada, app.origin, 'stalking');
  await unfold(ada);
  await ada.getByLabel('A life is at risk').check();
  await ada.getByLabel('To whom?').fill('Police, 999');
  await form(ada).locator('input[type=checkbox]:visible').first().check();
  await ada.getByLabel('What makes you sure enough?').fill('He is in the room.');
  await ada.getByLabel('Not yet: telling them').check();
  await ada.getByLabel('Why not yet?').fill('He reads her phone.');
  const later = app.clock.now().toZonedDateTimeISO('Europe/London').add({ days: 3 }).toPlainDate().toString();
  await ada.getByLabel('On which day do we ask again?').fill(later);
  await ada.getByRole('button', { name: 'Write it down and act now' }).click();
  await ada.getByText('They are not told until').waitFor();
  const before = await back(report);
  await before.getByText('Ada opened it').first().waitFor({ state: 'attached' });
  assert.equal(await before.getByText('without your yes').count(), 0);
  assert.equal(await before.getByText('does not hold together').count(), 0);

  app.clock.advance({ days: 3 });
  const bea = await worker(1);
  await bea.goto(`${app.origin}/desk`);
  await bea.locator('#many').getByText('longer than 24 hours').waitFor();
  await bea.locator('#many').getByText('can they be told?').waitFor();
  await story.openRecord(bea, app.origin, 'stalking');
  await bea.getByRole('button', { name: 'Tell them now' }).click();
  await bea.locator('.message', { hasText: 'without their yes' }).first().waitFor();
  const told = await back(report);
  await told.getByText('We told Police, 999 without your yes, because a life may be in danger.').waitFor();
});

test('the one who acted cannot be the second, a court needs advice and two, and only a lead has seen for the lead', async () => {
  await sendReport(app, desk, { kinds: ['refused-to-pay'], when: 'today', story: 'fictional' });
  const ada = await worker(0);
  await story.openRecord(ada, app.origin, 'Did not pay');
  await unfold(ada);
  await ada.getByLabel('A court orders it').check();
  await ada.getByLabel('To whom?').fill('Example Crown Court');
  await form(ada).locator('input[type=checkbox]:visible').first().check();
  await ada.getByLabel('What makes you sure enough?').fill('The order of this morning.');
  await ada.getByRole('button', { name: 'Ask a colleague to do it with you' }).click();
  await ada.getByText('Write who advised on the order.').waitFor();
  await ada.getByLabel('Who advised on the order').fill('Our solicitor: it binds us.');
  await ada.getByRole('button', { name: 'Ask a colleague to do it with you' }).click();
  await ada.getByText('waits for a second colleague to do it').waitFor();
  const { rows } = await app.database.pools.sweep.query<{ id: string; record_id: string }>(
    `select id, record_id from desks.without_consent where kind = 'by-two' and state = 'asked'`,
  );
  const [{ id, record_id }] = rows as [{ id: string; record_id: string }];
  const say = async (page: Page, body: object) =>
    await page.evaluate(
      async ({ path, json }) =>
        (await fetch(path, { method: 'POST', body: json, headers: { 'content-type': 'application/json' } }))
          .status,
      {
        path: `/api/areas/chesterfield/desk/support/records/${record_id}/without-consent/${id}`,
        json: JSON.stringify(body),
      },
    );
  const sealed = Buffer.from('not even sealed').toString('base64');
  assert.equal(await say(ada, { act: 'look', agrees: true, lift: false, sealed }), 409);
  const bea = await worker(1);
  await bea.goto(`${app.origin}/desk`);
  assert.equal(await say(bea, { act: 'look', agrees: true, lift: false, sealed }), 422);
  await app.database.pools.owner.query(
    `update desks.worker set roles = '{desk-worker}' where first_name = 'Bea'`,
  );
  assert.equal(await say(bea, { act: 'seen' }), 403);
  assert.equal(await say(ada, { act: 'seen' }), 200);
  await bea.getByRole('button', { name: 'Go to it' }).first().waitFor();
  await story.openRecord(bea, app.origin, 'Did not pay');
  await bea.locator('section').getByLabel('No', { exact: true }).check();
  await bea.getByLabel('What do you see?').fill('It names another desk.');
  await bea.getByRole('button', { name: 'Sign it' }).click();
  await bea.getByText('did not agree; nothing was done').waitFor();
});
