/** What a desk does with what it is sent: lists, opens, answers, gives on, hands over and destroys; and what it may not see. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { MessageValue } from '#desks/index.ts';
import { openAttachment } from '#sealed/attachment.ts';
import { openMessage } from '#sealed/sealed-record.ts';
import { verifyKeyOf } from '#sealed/signed.ts';
import { type TestApplication, startApplication } from '../support/application.ts';
import { axeHere, launchBrowser, picture, visit } from '../support/browser.ts';
import { type TestDesk, setUpDesk, signInBrowser, asSuperuser } from '../support/desk.ts';
import { sendReport } from '../support/record.ts';
import { writeToReporter } from '../support/way-back.ts';

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

const inList = (page: Page, text: string) => page.locator('#records').getByRole('button', { name: text });
async function open(page: Page, text: string): Promise<void> {
  await inList(page, text).click();
  await page.getByRole('button', { name: 'Open it' }).click();
}

test('a report is opened, answered, given on as allowed, handed over and destroyed by two', async () => {
  const report = await sendReport(application, support, {
    kinds: ['robbery', 'violence'],
    when: 'today',
    'identifier-1': '07700 900123',
    story: 'He took my bag.\n<img src=x onerror=alert(1)>',
    police: 'anonymised',
    'police-fields': ['what', 'identifiers', 'contact'],
    contact: 'Mia',
  });
  await sendReport(application, support, { kinds: 'stalking', when: 'longer' });
  const [ada, bea] = support.workers;
  assert.ok(ada && bea);
  const first = await visit(browser, { width: 1280, height: 900 });
  const { page } = first;
  await signInBrowser(page, application, ada);
  await page.goto(`${application.origin}/desk`);
  await inList(page, 'Following or stalking').waitFor();
  assert.match(
    (await page.locator('#records li').first().textContent()) ?? '',
    /Urgent.*Violence · Robbery|Urgent.*Robbery · Violence/,
  );
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Open it' }).waitFor();
  assert.equal(await page.getByText('He took my bag').count(), 0, 'something opened by itself');
  await page.getByRole('button', { name: 'Open it' }).click();
  await page.getByText('He took my bag').waitFor();
  assert.equal(await page.locator('#record img').count(), 0);
  assert.deepEqual(await axeHere(page), []);
  await picture(page, 'inbox-wide');

  await page.getByLabel('Answer').fill('Thank you for telling us.');
  await page.getByRole('button', { name: 'Lock and send' }).dblclick();
  await page.locator('.message', { hasText: 'Thank you for telling us.' }).waitFor();
  assert.equal(await page.locator('.message').count(), 1);
  const { rows } = await application.database.pools.sweep.query<{
    key: Buffer;
    body: Buffer;
    waiting_on: string;
  }>(
    `select m.sealed_key as key, m.sealed_body as body, r.waiting_on from desks.every_message m
     join desks.every_record r on r.id = m.record_id where m.record_id = $1`,
    [report.id],
  );
  assert.equal(rows.length, 1);
  assert.equal(rows[0]?.waiting_on, 'reporter');
  const read = await openMessage(
    Buffer.concat([rows[0]?.key ?? Buffer.alloc(0), rows[0]?.body ?? Buffer.alloc(0)]),
    report.wayBack.identity,
    {
      area: 'chesterfield',
      record: report.id,
      sequence: 1,
      from: 'desk',
      recipients: [support.epoch.recipient, report.wayBack.recipient],
    },
    [ada, bea].map(({ keys }) => verifyKeyOf(keys.signingSeed)),
    MessageValue,
  );
  assert.ok(read.ok && read.value.type === 'text' && read.value.text === 'Thank you for telling us.');

  const photo = await sharp({ create: { width: 900, height: 600, channels: 3, background: '#246' } })
    .withExif({ IFD0: { Copyright: 'WHO TOOK IT' } })
    .jpeg()
    .toBuffer();
  const chooser = page.getByLabel('Pictures, at most five');
  await chooser.setInputFiles({
    name: 'words.jpg',
    mimeType: 'image/jpeg',
    buffer: Buffer.from('no picture'),
  });
  await page.getByRole('button', { name: 'Lock and send' }).click();
  await page.getByText('words.jpg is not a picture that this browser can show').waitFor();
  await chooser.setInputFiles({ name: 'map.jpg', mimeType: 'image/jpeg', buffer: photo });
  await page.getByLabel('Answer').fill('This is our door.');
  await page.getByRole('button', { name: 'Lock and send' }).click();
  const withPicture = page.locator('.message', { hasText: 'This is our door.' });
  await withPicture.getByRole('button', { name: 'Show picture 1' }).click();
  await withPicture.locator('canvas').waitFor();
  assert.deepEqual(await axeHere(page), []);
  await picture(page, 'inbox-answer-picture');
  const attached = await application.database.pools.sweep.query<{ id: string; file: Buffer }>(
    'select id, sealed_key || sealed_body as file from desks.every_attachment where record_id = $1',
    [report.id],
  );
  assert.equal(attached.rows.length, 1);
  const [{ id, file }] = attached.rows as [{ id: string; file: Buffer }];
  const hers = await openAttachment(file, report.wayBack.identity, { area: 'chesterfield', id });
  assert.ok(hers.ok && hers.type === 'image/jpeg');
  assert.ok(!Buffer.from(hers.bytes).includes('WHO TOOK IT'));

  await page.getByText('Give something to others').click();
  const given = page.locator('details', { hasText: 'Give something to others' }).locator('.written');
  assert.doesNotMatch((await given.textContent()) ?? '', /Mia|bag/);
  assert.match((await given.textContent()) ?? '', /07700 900123/);
  await page.getByRole('button', { name: 'It was given: write it down' }).click();
  await page.locator('.message', { hasText: 'Given to Police' }).waitFor();

  await page.getByText('Hand to another desk').click();
  await page.getByRole('button', { name: 'Hand to Desk outside the area' }).click();
  await page.getByText('Handed over.').waitFor();

  await page.getByText('Destroy', { exact: true }).click();
  await page.getByLabel('Why? They will read this.').fill('It was sent twice.');
  await page.getByRole('button', { name: 'Ask a colleague to destroy it' }).click();
  await page.getByText('You asked for this to be destroyed').waitFor();
  await open(page, 'Robbery');
  await page.locator('details', { hasText: 'What was done with it' }).locator('summary').click();
  const acts = await page
    .locator('details', { hasText: 'What was done with it' })
    .locator('li')
    .allTextContents();
  for (const act of ['opened', 'answered', 'gave something to others', 'handed it on', 'asked to destroy it'])
    assert.ok(
      acts.some((line) => line.startsWith(`Ada ${act}`)),
      `${act}: ${acts.join()}`,
    );

  const second = await visit(browser);
  await signInBrowser(second.page, application, bea);
  await second.page.goto(`${application.origin}/desk`);
  await open(second.page, 'Robbery');
  await second.page.getByText('Destroy', { exact: true }).click();
  await second.page.getByText('It was sent twice.').waitFor();
  assert.deepEqual(await axeHere(second.page), []);
  await picture(second.page, 'inbox-small');
  // A refusal is never shown as done: neither a hold that came meanwhile, nor one whose answer is lost on the way.
  const destroy = second.page.getByRole('button', { name: 'Destroy it now' });
  const hold = (on: boolean) =>
    asSuperuser(application, 'update desks.intake_record set hold = $2 where id = $1', [report.id, on]);
  await hold(true);
  await destroy.click();
  await second.page.locator('#problem', { hasText: 'It was not sent' }).waitFor();
  assert.equal(await second.page.getByText('Destroyed.').count(), 0);
  await hold(false);
  await second.page.route('**/destroy', async (route) => {
    if (route.request().method() !== 'POST') return await route.continue();
    assert.equal((await route.fetch()).status(), 201);
    return await route.abort();
  });
  const lost = second.page.waitForEvent('requestfailed');
  await destroy.click();
  await lost;
  await second.page.unroute('**/destroy');
  // What was done already answers the same bytes with yes.
  await destroy.click();
  await second.page.getByText('Destroyed.').waitFor();
  const left = await application.database.pools.sweep.query<{ n: number; sealed: number }>(
    `select (select count(*)::int from desks.every_message where record_id = $1) as n,
       (select count(*)::int from desks.audit_row where record_id = $1 and sealed is not null) as sealed`,
    [report.id],
  );
  assert.deepEqual(left.rows, [{ n: 1, sealed: 0 }], 'only the last note stays');

  const third = await visit(browser, { dark: true });
  const [dora] = outside.workers;
  assert.ok(dora);
  await signInBrowser(third.page, application, dora);
  await third.page.goto(`${application.origin}/desk`);
  await open(third.page, 'Robbery');
  await third.page.getByText('He took my bag').waitFor();
  await picture(third.page, 'inbox-dark');
  await Promise.all([first.close(), second.close(), third.close()]);
});

test('another desk’s record is the same refusal as one that does not exist', async () => {
  const report = await sendReport(application, support, { kinds: 'other' });
  const [dora] = outside.workers;
  const [ada] = support.workers;
  assert.ok(dora && ada);
  const ask = async (cookie: string, desk: string, id: string) => {
    const answer = await fetch(`${application.origin}/api/areas/chesterfield/desk/${desk}/records/${id}`, {
      method: 'POST',
      headers: { cookie, 'content-type': 'application/json' },
      body: '{}',
    });
    return `${answer.status} ${await answer.text()}`;
  };
  assert.match(await ask(ada.cookie, 'support', report.id), /^200/);
  const foreign = await ask(dora.cookie, 'outside', report.id);
  assert.equal(foreign, await ask(dora.cookie, 'outside', '3f8a2b9c-1d4e-4f6a-8b7c-9d0e1f2a3b4c'));
  assert.match(foreign, /^404/);
  assert.match(await ask(dora.cookie, 'support', report.id), /^403/);
});

test('a way back that was swapped in the database is a ghost: nothing is shown and nothing can be answered', async () => {
  const report = await sendReport(application, support, { kinds: 'condom', story: 'ghost story' });
  await application.database.pools.sweep.query(
    'update desks.intake_record set way_back_recipient = $2 where id = $1',
    [report.id, outside.epoch.recipient],
  );
  const [ada] = support.workers;
  assert.ok(ada);
  const { page, close } = await visit(browser);
  await signInBrowser(page, application, ada);
  await page.goto(`${application.origin}/desk`);
  await open(page, 'Refused or took off');
  await page.getByText('is not the one that was sealed inside').waitFor();
  assert.equal(await page.getByText('ghost story').count(), 0);
  assert.equal(await page.getByLabel('Answer').count(), 0);
  await close();
});

test('a message that bears a colleague’s name over another’s signature is not shown at the desk either', async () => {
  const report = await sendReport(application, support, { kinds: 'deposit-fraud', when: 'today' });
  const [ada, bea] = support.workers;
  assert.ok(ada && bea);
  const reporter = { record: report.id, words: '', digits: '', keys: report.wayBack };
  const saying = (text: string): MessageValue => ({
    type: 'text',
    text,
    files: [],
    worker: ada.id,
    firstName: 'Ada',
  });
  await writeToReporter(application, support, reporter, 1, saying('I wrote this.'));
  await writeToReporter(application, support, reporter, 2, saying('I did not.'), bea.keys.signingSeed);
  const { page, close } = await visit(browser, { width: 1280, height: 900 });
  await signInBrowser(page, application, ada);
  await page.goto(`${application.origin}/desk`);
  await open(page, 'deposit');
  await page.getByText('I wrote this.').waitFor();
  assert.equal(await page.getByText('I did not.').count(), 0);
  await page.getByText('could not be verified and is not shown').waitFor();
  await close();
});
