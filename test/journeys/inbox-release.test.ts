/** What leaves a desk: only what she allows now, and she reads of it. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { bytesToHex } from '@noble/hashes/utils.js';
import { Decrypter } from 'age-encryption';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { generateIdentity, recipientOf } from '#sealed/age-file.ts';
import { sealMessage, sealRecord } from '#sealed/sealed-record.ts';
import { asWords } from '#sealed/way-back-code.ts';
import { loadWords } from '#sealed/words.ts';
import { type TestApplication, startApplication } from '../support/application.ts';
import { axeHere, launchBrowser, picture, visit } from '../support/browser.ts';
import { type TestDesk, setUpDesk, signInBrowser } from '../support/desk.ts';
import { openedRecords } from '../support/opened.ts';
import { type TestRecord, sendReport } from '../support/record.ts';

let application: TestApplication;
let browser: Browser;
let support: TestDesk;
let police: TestDesk;
before(async () => {
  [application, browser] = await Promise.all([startApplication(), launchBrowser()]);
  support = await setUpDesk(application);
  police = await setUpDesk(application, {
    desk: 'outside',
    organisation: 'neighbour',
    workers: 1,
    roles: ['police-liaison'],
    root: support.root,
  });
});
after(async () => {
  await browser.close();
  await application.close();
});

async function openAt(page: Page, text: string): Promise<void> {
  await page.goto(`${application.origin}/desk`);
  await page.locator('#records').getByRole('button', { name: text }).click();
  await page.getByRole('button', { name: 'Open it' }).click();
}
async function comeBack(page: Page, { code }: TestRecord): Promise<void> {
  await page.goto(`${application.origin}/back`);
  await page.getByLabel('Your code').fill(asWords(code, await loadWords()).join(' '));
  await page.getByRole('button', { name: 'Open' }).click();
  await page.getByRole('heading', { name: 'What you sent, and the answers' }).waitFor();
}
async function takeBack(page: Page, report: TestRecord, what: string): Promise<void> {
  await comeBack(page, report);
  await page.getByText('Take back a yes').click();
  await page.getByLabel('What do you take back?').selectOption(what);
  await page.getByRole('button', { name: 'Take it back' }).click();
  await page.getByText('You took back your yes').waitFor();
}

test('nobody reports to a liaison’s desk: it is not offered, and what is sent to it all the same is refused', async () => {
  const shown = await (await fetch(`${application.origin}/report`)).text();
  assert.match(shown, /value="support"/);
  assert.doesNotMatch(shown, /value="outside"/);
  const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));
  const id = randomUUID();
  const wayBack = {
    locator: bytesToHex(random(16)),
    recipient: await recipientOf(generateIdentity(random)),
    verifyKey: bytesToHex(random(32)),
  };
  const sealed = { area: 'chesterfield', record: id, wayBack, summary: { version: 1 }, body: { version: 1 } };
  const send = async ({ desk, epoch }: TestDesk): Promise<string> => {
    const files = await sealRecord(sealed, epoch.recipient);
    const answer = await fetch(`${application.origin}/api/areas/chesterfield/reports`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        id,
        desk,
        epoch: epoch.number,
        summary: Buffer.from(files.summary).toString('base64'),
        sealed: Buffer.from(files.body).toString('base64'),
        wayBack,
      }),
    });
    const { title = '' } = (await answer.json()) as { title?: string };
    return `${answer.status} ${title}`;
  };
  assert.equal(await send(police), '422 unknown-desk');
});

test('after she took a yes back nothing more is given on it, not even from a page that stood open', async () => {
  const report = await sendReport(application, support, {
    kinds: 'robbery',
    'identifier-1': '07700 900123',
    warn: 'template',
    police: 'anonymised',
    'police-fields': ['what', 'identifiers'],
    'ugly-mugs': 'yes',
    'ugly-mugs-fields': ['what'],
  });
  const [ada] = support.workers;
  assert.ok(ada);
  const at = await visit(browser, { width: 1280, height: 900 });
  const hers = await visit(browser);
  const { page } = at;
  await signInBrowser(page, application, ada);
  await openAt(page, 'Robbery');
  await page.getByText('Give something to others').click();
  const giving = page.locator('details', { hasText: 'Give something to others' });
  await giving.getByRole('heading', { name: 'Police' }).waitFor();
  await giving.getByRole('heading', { name: 'National Ugly Mugs' }).waitFor();

  // On paper and as a locked file: these words alone, and nothing is written down by it.
  const exact = (await giving.locator('.written').last().textContent()) ?? '';
  const saved = page.waitForEvent('download');
  await giving.getByRole('button', { name: 'Save it as a locked file' }).last().click();
  const file = await saved;
  assert.match(file.suggestedFilename(), /^[0-9a-f]{8}\.age$/);
  await giving.getByText('Any age tool opens it').waitFor();
  const decrypter = new Decrypter();
  decrypter.addPassphrase((await giving.locator('[role=status] b').textContent()) ?? '');
  const read = await decrypter.decrypt(new Uint8Array(readFileSync(await file.path())), 'text');
  assert.ok(read.startsWith('For National Ugly Mugs\n') && read.includes(exact));
  assert.doesNotMatch(read, /07700/);
  await page.evaluate(() => Object.assign(globalThis, { print: () => undefined }));
  await giving.getByRole('button', { name: 'Print it' }).last().click();
  await page.emulateMedia({ media: 'print' });
  const paper = await page.locator('body').innerText();
  assert.ok(paper.includes('For National Ugly Mugs') && paper.includes('allows you exactly this'));
  assert.doesNotMatch(paper, /07700|Police|Inbox|Leave|Signed in/);
  await picture(page, 'take-out-paper');
  await page.emulateMedia({ media: 'screen' });
  await page.evaluate(() => dispatchEvent(new Event('afterprint')));
  assert.equal(await page.locator('.paper-alone').count(), 0);
  assert.equal(await page.locator('.message', { hasText: 'Given to' }).count(), 0);

  await takeBack(hers.page, report, 'police');
  await giving.getByRole('button', { name: 'It was given: write it down' }).first().click();
  await page.getByText('They wrote or took something back while this was open.').waitFor();
  await page.locator('.message', { hasText: 'They take back: police.' }).waitFor();
  assert.equal(await page.getByText('Given to Police').count(), 0);
  await page.getByText('Give something to others').click();
  await giving.getByRole('heading', { name: 'National Ugly Mugs' }).waitFor();
  assert.equal(await giving.getByRole('heading', { name: 'Police' }).count(), 0);
  assert.equal(await giving.getByText('07700 900123').count(), 0);

  await takeBack(hers.page, report, 'all');
  await openAt(page, 'Robbery');
  await page.locator('.message', { hasText: 'They take back every yes.' }).waitFor();
  await page.getByText('Give something to others').click();
  await page.getByText('They allow nothing to be given to anyone.').waitFor();
  assert.equal(await giving.getByRole('button').count(), 0);
  const wishes = page.locator('dl.report dd').last();
  assert.doesNotMatch((await wishes.textContent()) ?? '', /yes, as ticked|standard text/);

  await page.getByRole('link', { name: 'Write a warning from this' }).click();
  await page.getByText('They did not allow a warning from this report').waitFor();
  assert.ok(await page.locator('form#draft').isHidden());
  await comeBack(hers.page, report);
  await hers.page.getByText('Nothing was passed on.').waitFor();
  await Promise.all([at.close(), hers.close()]);
});

test('a liaison’s desk gets what she allows the police and never the whole, and she reads which words', async () => {
  const photo = await sharp({ create: { width: 60, height: 40, channels: 3, background: '#642' } })
    .withExif({ IFD0: { Copyright: 'WHO TOOK IT' } })
    .jpeg()
    .toBuffer();
  const report = await sendReport(
    application,
    support,
    {
      kinds: 'stalking',
      story: 'He waits at my door.',
      contact: 'Mia',
      'identifier-1': '07700 900456',
      police: 'anonymised',
      'police-fields': ['what', 'identifiers', 'pictures', 'contact'],
    },
    undefined,
    { pictures: [photo] },
  );
  const silent = await sendReport(application, support, { kinds: 'condom', contact: 'Zoe', police: 'no' });
  const [ada] = support.workers;
  assert.ok(ada);
  const { page, close } = await visit(browser, { width: 1280, height: 900 });
  await signInBrowser(page, application, ada);

  await openAt(page, 'Refused or took off');
  const handing = page.locator('details', { hasText: 'Hand to another desk' });
  await handing.locator('summary').click();
  await handing.getByText('No other desk is open that it could go to.').waitFor();
  assert.equal(await handing.getByRole('button').count(), 0);

  await openAt(page, 'stalking');
  await handing.locator('summary').click();
  assert.equal(await handing.getByRole('button').count(), 1);
  await handing.getByText('these words, and 1 picture').waitFor();
  const words = (await handing.locator('.written').textContent()) ?? '';
  assert.match(words, /07700 900456/);
  assert.doesNotMatch(words, /Mia|door/);
  assert.deepEqual(await axeHere(page), []);
  await picture(page, 'inbox-release-to-liaison');
  await handing.getByRole('button', { name: 'Give this to Desk outside the area' }).dblclick();
  await page.getByText('Handed over.').waitFor();
  await page.locator('.message', { hasText: 'Given to Desk outside the area' }).waitFor();

  const there = await openedRecords(application, police);
  assert.equal(there.length, 1);
  const [given] = there;
  assert.ok(given);
  assert.deepEqual(
    [given.body.kinds, given.body.identifiers.map(({ text }) => text), given.body.story, given.body.contact],
    [['stalking'], ['07700 900456'], '', ''],
  );
  assert.notEqual(given.wayBack.locator, bytesToHex(report.wayBack.locator), 'it leads back to her');
  assert.notEqual(given.wayBack.recipient, report.wayBack.recipient);
  const [named] = given.body.pictures;
  assert.ok(named);
  const drawn = given.files.get(named);
  assert.ok(drawn?.type === 'image/jpeg');
  assert.ok(!Buffer.from(drawn.bytes).includes('WHO TOOK IT'), 'a picture went as it came');

  const hers = await visit(browser);
  await comeBack(hers.page, report);
  await hers.page.getByRole('heading', { name: 'To Desk outside the area, Tuesday 24 November' }).waitFor();
  const log = (await hers.page.locator('.govuk-inset-text').textContent()) ?? '';
  assert.match(log, /What was passed on: What happened, .*[Pp]ictures/);
  assert.match(log, /07700 900456/);
  await hers.page.getByText('What the desk did with it').click();
  await hers.page.getByText('Ada passed something on, on Tuesday 24 November.').waitFor();

  // Whoever leaves the page aside still meets a server that gives a liaison nothing but a release.
  const asked = async (id: string, as: string): Promise<string> => {
    const sealed = await sealRecord(
      { area: 'chesterfield', record: silent.id, wayBack: given.wayBack, summary: {}, body: silent.body },
      police.epoch.recipient,
    );
    const note = await sealMessage(
      { area: 'chesterfield', record: id, sequence: 1, from: 'desk' },
      { type: 'withdrawn', warning: '0'.repeat(32) },
      ada.keys.signingSeed,
      [support.epoch.recipient, silent.wayBack.recipient],
    );
    const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
    const answer = await fetch(
      `${application.origin}/api/areas/chesterfield/desk/support/records/${id}/hand-over`,
      {
        method: 'POST',
        headers: { cookie: ada.cookie, 'content-type': 'application/json' },
        body: JSON.stringify({
          id: randomUUID(),
          desk: 'outside',
          as,
          epoch: 0,
          summary: base64(sealed.summary),
          sealed: base64(sealed.body),
          attachments: [],
          wayBack: null,
          note: { id: randomUUID(), sequence: 1, epoch: 0, sealed: base64(note) },
        }),
      },
    );
    return `${answer.status} ${((await answer.json()) as { title?: string }).title}`;
  };
  assert.equal(await asked(silent.id, 'handed-over'), '422 liaison');
  assert.equal(await asked(silent.id, 'passed-on'), '422 liaison');
  assert.equal((await openedRecords(application, police)).length, 1);
  await Promise.all([close(), hers.close()]);
});
