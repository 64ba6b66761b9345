/** Somebody comes back with the code: reads, answers, adds, takes back, destroys and undoes, with JavaScript and without. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import type { Kysely } from 'kysely';
import { type DesksTables, MessageValue, publishMissedRoots } from '#desks/index.ts';
import { signAuditRoot } from '#sealed/audit-chain.ts';
import { openMessage } from '#sealed/sealed-record.ts';
import { type TestApplication, startApplication } from '../support/application.ts';
import { axe, axeHere, launchBrowser, picture, visit } from '../support/browser.ts';
import { type TestDesk, setUpDesk } from '../support/desk.ts';
import { type TestReporter, sendReport, writeToReporter } from '../support/way-back.ts';

let app: TestApplication;
let browser: Browser;
let desk: TestDesk;
before(async () => {
  app = await startApplication();
  desk = await setUpDesk(app);
  browser = await launchBrowser();
});
after(async () => {
  await browser.close();
  await app.close();
});

const draft = randomUUID();
async function conversation(): Promise<TestReporter> {
  const hers = await sendReport(app, desk);
  const [worker] = desk.workers;
  const who = { worker: worker?.id ?? '', firstName: worker?.firstName ?? '' };
  const say = (sequence: number, value: MessageValue) => writeToReporter(app, desk, hers, sequence, value);
  await say(1, { type: 'text', text: 'Thank you for telling us.\nAre you safe now?', files: [], ...who });
  await say(2, {
    type: 'draft',
    draft,
    text: 'Someone who uses this number was reported for not paying.',
    severity: 2,
    fields: ['what'],
    ...who,
  });
  await say(3, {
    type: 'release',
    to: 'ugly-mugs',
    toName: 'National Ugly Mugs',
    fields: ['what', 'identifiers'],
    text: 'What happened: did not pay. Phone number: 07700 900123.',
    day: '2026-11-24',
    ...who,
  });
  const opened = await fetch(
    `${app.origin}/api/areas/chesterfield/desk/${desk.desk}/records/${hers.record}`,
    { method: 'POST', headers: { cookie: worker?.cookie ?? '' } },
  );
  assert.equal(opened.status, 200);
  return hers;
}
async function enter(page: Page, code: string, extra = ''): Promise<void> {
  await page.goto(`${app.origin}/back`);
  await page.getByLabel('Your code').fill(code);
  if (extra !== '') await page.getByLabel('Your own extra word').fill(extra);
  await page.getByRole('button', { name: 'Open' }).click();
}
const opened = (page: Page) => page.getByRole('heading', { name: 'What you sent, and the answers' });

/** Two neighbours of a code, as they may be written in a request: one word alone may stand in an address by chance. */
const inPairs = (words: string): string[] =>
  words
    .split(' ')
    .slice(1)
    .flatMap((word, index) => [' ', '+', '%20', '-'].map((by) => `${words.split(' ')[index]}${by}${word}`));

/** What the desk reads of hers, in order. */
async function heardBy({ record, keys }: TestReporter): Promise<MessageValue[]> {
  const { rows } = await app.database.pools.sweep.query<{ sequence: number; file: Buffer }>(
    `select sequence, sealed_key || sealed_body as file from desks.every_message
     where record_id = $1 and not from_desk order by sequence`,
    [record],
  );
  return await Promise.all(
    rows.map(async ({ sequence, file }) => {
      const read = await openMessage(
        new Uint8Array(file),
        desk.epoch.identity,
        {
          area: 'chesterfield',
          record,
          sequence,
          from: 'reporter',
          recipients: [desk.epoch.recipient, keys.recipient],
        },
        [keys.verifyKey],
        MessageValue,
      );
      assert.ok(read.ok);
      return read.value;
    }),
  );
}

for (const javaScript of [true, false]) {
  const how = javaScript ? 'with JavaScript' : 'without JavaScript';

  test(`${how}: reads states, answers and the release log, says yes, adds words and a picture, and takes back`, async () => {
    const hers = await conversation();
    const { page, close } = await visit(browser, { javaScript });
    await enter(page, hers.words);
    await opened(page).waitFor();
    const main = page.locator('main');
    for (const said of [
      'Received on Tuesday 24 November.',
      'Read on Tuesday 24 November.',
      'Answered on Tuesday 24 November.',
      'Are you safe now?',
      'Someone who uses this number was reported for not paying.',
      'If you do not answer by Tuesday 1 December, it is not published.',
      'To National Ugly Mugs, Tuesday 24 November',
      'What happened: did not pay. Phone number: 07700 900123.',
    ])
      await main.getByText(said).first().waitFor();
    if (!javaScript) assert.match(await main.innerText(), /Our server sees your code/);
    await page.getByText('What the desk did with it').click();
    await page.getByText('Ada opened it on Tuesday 24 November.').waitFor();
    await page.getByRole('button', { name: 'Yes, publish it' }).click();
    await page.getByText('You said yes to these words.').waitFor();

    await page.getByLabel('Your message').fill('It was near the end of the night.\nI am safe.');
    const png = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#0b6b63' } })
      .png()
      .toBuffer();
    await page
      .getByLabel('Pictures, at most five')
      .setInputFiles({ name: 'photo.png', mimeType: 'image/png', buffer: png });
    await page.getByRole('button', { name: 'Lock it and send it' }).click();
    await page.getByText('It has arrived.').waitFor();
    await main.getByText('I am safe.').waitFor();

    await page.getByText('Take back a yes').click();
    await page.getByLabel('What do you take back?').selectOption('police');
    await page.getByRole('button', { name: 'Take it back' }).click();
    await page.getByText('You took back your yes: telling the police.').waitFor();

    const [answer, added, taken] = await heardBy(hers);
    assert.deepEqual(answer, { type: 'draft-answer', draft, yes: true, text: '' });
    assert.ok(added?.type === 'text' && added.files.length === 1);
    assert.equal(added.text.replaceAll('\r', ''), 'It was near the end of the night.\nI am safe.');
    assert.deepEqual(taken, { type: 'take-back', what: 'police' });

    await page.getByRole('button', { name: 'Show the picture' }).click();
    if (javaScript) assert.ok(await page.getByRole('img', { name: 'Show the picture' }).boundingBox());
    else {
      const shown = page.locator('img');
      await shown.waitFor();
      assert.equal(await shown.evaluate((image: HTMLImageElement) => image.naturalWidth), 40);
    }
    await close();
  });

  test(`${how}: destroys, sees it hidden, comes back with the digits and undoes it`, async () => {
    const hers = await conversation();
    const { page, close } = await visit(browser, { javaScript });
    await page.goto(app.origin);
    await page.getByRole('link', { name: 'Come back with your code' }).click();
    await page.waitForURL('**/back');
    await enter(page, hers.digits);
    await opened(page).waitFor();
    await page.getByText('Destroy what you sent').click();
    await page.getByRole('button', { name: 'Destroy it' }).click();
    await page.getByText('It is hidden now, and gone on Saturday 28 November.').waitFor();
    assert.equal(await page.getByText('Are you safe now?').count(), 0);
    await enter(page, hers.words);
    await page.getByText('You destroyed this.').waitFor();
    await page.getByRole('button', { name: 'Undo: keep it after all' }).click();
    await page.getByText('It is back. Nothing was lost.').waitFor();
    await page.getByText('Are you safe now?').waitFor();
    await close();
  });

  test(`${how}: a code that is wrong is told in which word, and stays; the extra word is needed where there is one`, async () => {
    const hers = await sendReport(app, desk, { private: 'Lantern' });
    const { page, close } = await visit(browser, { javaScript });
    const words = hers.words.split(' ');
    await enter(page, [...words.slice(0, 2), 'zzzz', ...words.slice(3)].join(' '));
    await page.getByText('Word 3 is not one of our words.').first().waitFor();
    assert.match(await page.getByLabel('Your code').inputValue(), /zzzz/);
    await enter(page, words.slice(1).join(' '));
    await page.getByText('The code has 7 words. You wrote 6.').first().waitFor();
    const digits = hers.digits.replace(/\d$/, (last) => String((Number(last) + 1) % 10));
    await enter(page, digits);
    await page.getByText('One digit is wrong, or two are swapped.').first().waitFor();
    await enter(page, hers.words);
    await page.getByText('We have nothing with this code.').first().waitFor();
    await enter(page, hers.words.toUpperCase(), ' lantern ');
    await opened(page).waitFor();
    await page.getByText('Nobody has opened it yet.').waitFor();
    await close();
  });

  test(`${how}: what no member of the desk signed is not shown, and a line says so`, async () => {
    const hers = await sendReport(app, desk);
    await writeToReporter(
      app,
      desk,
      hers,
      1,
      { type: 'text', text: 'Forged words.', files: [] },
      new Uint8Array(32).fill(5),
    );
    const [, second] = desk.workers;
    await writeToReporter(app, desk, hers, 2, {
      type: 'text',
      text: 'In the name of another.',
      files: [],
      worker: second?.id,
      firstName: second?.firstName,
    });
    const { page, close } = await visit(browser, { javaScript });
    await enter(page, hers.words);
    await page.getByText('2 message(s) could not be checked').waitFor();
    const text = await page.locator('main').innerText();
    assert.doesNotMatch(text, /Forged words|In the name of another/);
    await close();
  });
}

test('with JavaScript neither code nor words leave the device, nothing stays on it, and Lock, Leave and reload ask again', async () => {
  const hers = await conversation();
  const { page, context, close } = await visit(browser);
  const sent: string[] = [];
  page.on('request', (request) => sent.push(`${request.url()} ${request.postData() ?? ''}`));
  await enter(page, hers.words);
  await opened(page).waitFor();
  await page.getByLabel('Your message').fill('Quite private words.');
  await page.getByRole('button', { name: 'Lock it and send it' }).click();
  await page.getByText('It has arrived.').waitFor();
  const all = sent.join('\n');
  for (const secret of [...inPairs(hers.words), hers.digits, 'Quite private'])
    assert.ok(!all.includes(secret), secret);
  const kept = () =>
    page.evaluate(async () => [
      localStorage.length,
      sessionStorage.length,
      (await indexedDB.databases()).length,
      document.cookie,
    ]);
  assert.deepEqual(await kept(), [0, 0, 0, '']);
  assert.equal((await context.cookies()).length, 0);
  await page.getByRole('button', { name: 'Lock this page' }).click();
  assert.equal(await page.getByText('Are you safe now?').count(), 0);
  assert.equal(await page.getByLabel('Your code').inputValue(), '');
  await enter(page, hers.words);
  await opened(page).waitFor();
  await page.reload();
  assert.equal(await page.getByLabel('Your code').inputValue(), '');
  assert.equal(await page.getByText('Are you safe now?').count(), 0);
  // Another language asks again too: what was typed here does not go with the change.
  sent.length = 0;
  await page.getByLabel('Your code').fill(hers.words);
  await page.getByRole('button', { name: 'Română' }).click();
  await page.getByRole('heading', { name: 'Întoarce-te cu codul tău' }).waitFor();
  assert.ok(sent.some((one) => one.includes('/ro/back')));
  for (const secret of inPairs(hers.words)) assert.ok(!sent.join('\n').includes(secret), secret);
  await page.getByLabel('Codul tău').fill(hers.words);
  await page.getByRole('button', { name: 'Deschide' }).click();
  await page.getByText('Citit marți, 24 noiembrie').waitFor();
  await picture(page, 'back-360-ro-opened');
  await close();
});

test('without JavaScript a form sent twice is one message; another one from the back button is another', async () => {
  const hers = await sendReport(app, desk);
  const { page, close } = await visit(browser, { javaScript: false });
  await enter(page, hers.words);
  const send = async (text: string) => {
    await page.getByLabel('Your message').fill(text);
    await page.getByRole('button', { name: 'Lock it and send it' }).click();
    await page.getByText('It has arrived.').waitFor();
  };
  await send('Once.');
  await page.reload();
  await page.getByText('It has arrived.').waitFor();
  assert.equal((await heardBy(hers)).length, 1);
  const again = await page.locator('input[name=message]').first().inputValue();
  assert.match(again, /^[0-9a-f-]{36}$/);
  await send('Twice.');
  assert.deepEqual(
    (await heardBy(hers)).map((value) => (value.type === 'text' ? value.text : '')),
    ['Once.', 'Twice.'],
  );
  await close();
});

test('axe finds nothing, and it looks right', async () => {
  const hers = await conversation();
  for (const [width, dark] of [
    [360, false],
    [1280, true],
  ] as const) {
    const { page, close } = await visit(browser, { width, dark });
    const name = `back-${width}-${dark ? 'dark' : 'light'}`;
    await page.goto(`${app.origin}/back`);
    assert.deepEqual(await axeHere(page), []);
    await picture(page, `${name}-ask`);
    await enter(page, hers.words);
    await opened(page).waitFor();
    assert.deepEqual(await axeHere(page), []);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(wide <= 0);
    await picture(page, name);
    await close();
  }
  const { page, close } = await visit(browser, { javaScript: false });
  await page.goto(`${app.origin}/ro/back`);
  await picture(page, 'back-360-ro');
  assert.deepEqual(await axe(browser, page), []);
  await close();
});

test('she sees that her list is inside the signed number of the night, and that it is not when somebody changed it', async () => {
  const hers = await conversation();
  app.clock.advance({ days: 1 });
  const seed = new Uint8Array(32).fill(7);
  await publishMissedRoots(
    app.database.sweep as unknown as Kysely<DesksTables>,
    'chesterfield',
    '2026-11-24',
    seed,
  );
  type Read = { records?: { audit: unknown[]; counted: unknown }[] };
  const look = async (wanted: string, change?: (record: NonNullable<Read['records']>[number]) => void) => {
    const { page, close } = await visit(browser);
    if (change)
      await page.route('**/way-back/acts', async (route) => {
        const answered = await route.fetch();
        const body = (await answered.json()) as Read;
        body.records?.forEach(change);
        await route.fulfill({ response: answered, json: body });
      });
    await enter(page, hers.words);
    await opened(page).waitFor();
    await page.getByText('What the desk did with it').click();
    await page.getByText(wanted).waitFor();
    await close();
  };
  const wrong = 'It is not inside the signed number of the last night.';
  await look('It is inside the signed number of');
  await look(wrong, (record) => {
    const root = signAuditRoot('chesterfield', '2026-11-24', [new Uint8Array(32)], seed);
    record.counted = { root, sequence: record.audit.length, index: 0, proof: [] };
  });
  await look(wrong, (record) => {
    const counted = record.counted as { root: { signatures: unknown[] } };
    counted.root = { ...counted.root, signatures: [] };
  });
  // Said to be too young for any root: that may be so for a night or two, and no longer.
  app.clock.advance({ days: 2 });
  await look(wrong, (record) => {
    record.counted = null;
  });
});
