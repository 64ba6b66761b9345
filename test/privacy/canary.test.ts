/**
 * Proof 1. A word that exists nowhere else is typed into every field of every flow that is declared sealed, on the real
 * pages, with JavaScript and without. Afterwards none of them may stand anywhere that the server keeps: not in its files,
 * not in the log of its writes, not in a dump, its keys, its log lines or the addresses that were asked for, however it
 * may have been written. That each did reach the other end is seen there; that leaks are found is seen on planted ones.
 */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { splitHeader } from '#sealed/age-file.ts';
import { deriveCard } from '#sealed/card.ts';
import { bucketOfPayload } from '#sealed/padding.ts';
import { type TestApplication, startApplication } from '../support/application.ts';
import { launchBrowser } from '../support/browser.ts';
import {
  allNeedles,
  asked,
  comeBack,
  fillAll,
  filesOf,
  keys,
  noteFiles,
  number,
  phrase,
  photoWith,
  report,
  said,
  say,
  secret,
  seenAtTheDesk,
  somebody,
  typed,
  underWay,
  wayBackCode,
  words,
  writeAgain,
} from '../support/canary.ts';
import { type TestDesk, asSuperuser, setUpDesk, signInBrowser } from '../support/desk.ts';
import { type Leak, createScanner, leaksOf, writingsOfKey } from '../support/leak.ts';
import * as story from '../support/story.ts';
import { readDeskSecret, readFeedSecret } from '../support/warning.ts';

let app: TestApplication;
let browser: Browser;
let support: TestDesk;
let outside: TestDesk;
before(async () => {
  [app, browser] = await Promise.all([
    startApplication({ alone: true }),
    launchBrowser({ microphone: true }),
  ]);
  support = await setUpDesk(app);
  outside = await setUpDesk(app, {
    desk: 'outside',
    organisation: 'neighbour',
    workers: 1,
    root: support.root,
  });
});
after(async () => {
  await browser.close();
  await app.close();
});

/** Whatever this process says, the application in it with all its handlers: a line to the console is a leak too. */
const printed: string[] = [];
for (const stream of [process.stdout, process.stderr]) {
  const write = stream.write.bind(stream) as (...given: unknown[]) => boolean;
  stream.write = (...given: unknown[]) => {
    printed.push(
      typeof given[0] === 'string' ? given[0] : Buffer.from(given[0] as Uint8Array).toString('latin1'),
    );
    return write(...given);
  };
}

test('what people write, sealed, stands nowhere that the server keeps', async () => {
  const { origin } = app;
  const [ada, bea] = support.workers;
  const [far] = outside.workers;
  assert.ok(ada && bea && far);
  for (const [desk, workers] of [
    [support, [ada, bea]],
    [outside, [far]],
  ] as const) {
    secret(`epoch of ${desk.desk}`, desk.epoch.identity, desk.root.seed);
    for (const worker of workers) {
      const of = `${worker.firstName} of ${desk.desk}`;
      await phrase(`${of} phrase`, worker.phrase);
      secret(of, worker.keys.identity, worker.keys.signingSeed);
    }
  }

  // Two people report, write and read, one of them without JavaScript.
  const mia = await somebody(browser);
  const hers = await report(mia, 'mia', 'Robbery', 'Ask me first', origin, true);
  const plain = await somebody(browser, { javaScript: false });
  const theirs = await report(plain, 'plain', 'Following or stalking', 'the short standard text', origin);
  for (const { fields } of [hers, theirs]) {
    assert.ok(fields.includes('story') && fields.includes('identifier-6'), fields.join());
    assert.ok(fields.includes('description') && fields.includes('safe-contact'), fields.join());
  }

  const atDesk = await somebody(browser, { width: 1280, height: 900 });
  await signInBrowser(atDesk, app, ada);
  await story.openRecord(atDesk, origin, 'Following or stalking');
  await seenAtTheDesk(atDesk, 'plain', theirs.fields);
  await story.answerRecord(atDesk, say('answer to plain'));
  await story.openRecord(atDesk, origin, 'Robbery');
  await seenAtTheDesk(atDesk, 'mia', hers.fields);
  await atDesk.getByLabel('Pictures, at most five').setInputFiles({
    name: `${say('name of the desk’s file')}.jpg`,
    mimeType: 'image/jpeg',
    buffer: await photoWith('in the desk’s picture'),
  });
  await story.answerRecord(atDesk, say('answer to mia'));

  await comeBack(mia, 'mia', hers.code, origin);
  await mia.getByText(said('answer to mia')).waitFor();
  await writeAgain(mia, 'mia');
  await comeBack(plain, 'plain', theirs.code, origin);
  await plain.getByText(said('answer to plain')).waitFor();
  await writeAgain(plain, 'plain');

  // A warning that she is asked about, and that a colleague sends back; another that is published, corrected, withdrawn.
  await story.openRecord(atDesk, origin, 'Robbery');
  await atDesk.locator('.message', { hasText: said('mia message') }).waitFor();
  await story.draftWarning(atDesk, 'Grave danger', `It was reported: ${say('text of a draft')}.`);
  await comeBack(mia, 'mia', hers.code, origin);
  await mia.locator('textarea[id^=change-]').fill(say('what she would change'));
  await mia.getByRole('button', { name: 'Yes, publish it' }).click();
  await mia.getByText('You said yes to these words.').waitFor();
  await story.putForward(atDesk, origin);
  await noteSealed();
  const second = await somebody(browser, { width: 1280, height: 900 });
  await signInBrowser(second, app, bea);
  await second.goto(`${origin}/desk/warnings`);
  await second.locator('#drafts').getByRole('button', { name: 'Open' }).first().click();
  await second.getByLabel('What has to change?').fill(say('why it was sent back'));
  await second.getByRole('button', { name: 'Send back' }).click();
  await second.locator('#drafts').getByText('sent back', { exact: false }).first().waitFor();
  await atDesk.goto(`${origin}/desk/warnings`);
  await atDesk.locator('#drafts').getByRole('button', { name: 'Open' }).first().click();
  await atDesk.getByText(said('why it was sent back')).waitFor();
  const drop = atDesk.getByRole('button', { name: 'Drop it' });
  await drop.click();
  await drop.waitFor({ state: 'detached' });

  await story.openRecord(atDesk, origin, 'Following or stalking');
  const warning = `It was reported: ${say('text of a warning')}.`;
  await story.draftWarning(atDesk, 'Grave danger', warning);
  await comeBack(plain, 'plain', theirs.code, origin);
  await plain.getByRole('button', { name: 'Yes, publish it' }).click();
  await plain.getByText('You said yes to these words.').waitFor();
  await story.putForward(atDesk, origin);
  await story.approveWarning(second, origin, warning);
  app.clock.advance({ days: 6 });
  await app.publish('chesterfield');
  await signInBrowser(atDesk, app, ada);
  const [card = ''] = await story.mintCards(atDesk, origin, 1);
  words('card', card);
  keys.push(...writingsOfKey('key of the card', deriveCard(card, 'chesterfield').pathKey));
  keys.push(...writingsOfKey('feed secret', await readFeedSecret(app, support)));
  for (const name of ['area/tree', 'repeat'] as const)
    keys.push(...writingsOfKey(`${name} secret`, await readDeskSecret(app, support, name)));
  const noor = await somebody(browser);
  await story.joinCard(noor, origin, card);
  const reported = said('plain identifier-1');
  assert.match(await story.lookUp(noor, origin, reported), /There is a warning/);
  await noor.getByText(warning).waitFor();
  assert.match(await story.lookUp(noor, origin, number('looked up, not there')), /No warning here/);
  await atDesk.goto(`${origin}/desk/warnings`);
  await atDesk.locator('#standing summary').first().click();
  await atDesk.getByLabel('What has to be said now').fill(`It was reported: ${say('text of a correction')}.`);
  await atDesk.getByRole('button', { name: 'Sign the correction' }).click();
  await atDesk.locator('#standing').getByText(said('text of a correction')).waitFor();

  // Somebody contests, with JavaScript and without; the desk of another organisation reads it.
  for (const javaScript of [true, false]) {
    const page = await somebody(browser, { javaScript });
    const who = javaScript ? 'contest' : 'contest without JavaScript';
    await page.goto(`${origin}/contest`);
    await page.getByLabel('A warning about me is wrong').check();
    assert.ok((await fillAll(page, who)).includes('story'));
    await page.getByRole('button', { name: 'Lock it and send it' }).click();
    await page.getByRole('heading', { name: 'It has arrived' }).waitFor();
    const code = (await page.locator('.code-words__words li').allTextContents()).join(' ');
    await wayBackCode(who, code, typed.get(`${who} private`)?.[0] ?? null);
  }
  const farDesk = await somebody(browser, { width: 1280, height: 900 });
  await signInBrowser(farDesk, app, far);
  await farDesk.goto(`${origin}/desk`);
  await farDesk.locator('#records').getByRole('button', { name: 'Contest' }).first().click();
  await farDesk.getByRole('button', { name: 'Open it' }).click();
  await farDesk
    .getByText(said('contest story'))
    .or(farDesk.getByText(said('contest without JavaScript story')))
    .first()
    .waitFor();

  // What was done without a yes, and what a second colleague said of it.
  await story.openRecord(atDesk, origin, 'Robbery');
  await atDesk.getByText('Act without their yes').click();
  await atDesk.getByLabel('A life is at risk').check();
  await atDesk.getByLabel('To whom?').fill(say('to whom it was given'));
  await atDesk.locator('input[name=without-fields]').first().check();
  await atDesk.getByLabel('What makes you sure enough?').fill(say('why it was given'));
  await atDesk.getByLabel('Not yet: telling them').check();
  await atDesk.getByLabel('Why not yet?').fill(say('why she is not told'));
  const later = app.clock.now().toZonedDateTimeISO('Europe/London').add({ days: 3 }).toPlainDate();
  await atDesk.getByLabel('On which day do we ask again?').fill(later.toString());
  await atDesk.getByRole('button', { name: 'Write it down and act now' }).click();
  await atDesk.getByText(said('why she is not told')).waitFor();
  await signInBrowser(second, app, bea);
  await story.openRecord(second, origin, 'Robbery');
  await second.locator('section').getByLabel('Yes', { exact: true }).check();
  await second.getByLabel('What do you see?').fill(say('what the second sees'));
  await second.getByRole('button', { name: 'Sign it' }).click();
  await second.getByText(said('what the second sees')).waitFor();

  // What was given to others, handed over, and destroyed with a reason.
  await story.openRecord(atDesk, origin, 'Robbery');
  await atDesk.getByText('Hand to another desk').click();
  await atDesk.getByRole('button', { name: 'Hand to Desk outside the area' }).click();
  await atDesk.getByText('Handed over.').waitFor();
  await noteSealed();
  await atDesk.getByText('Destroy', { exact: true }).click();
  await atDesk.getByLabel('Why? They will read this.').fill(say('why it was destroyed'));
  await atDesk.getByRole('button', { name: 'Ask a colleague to destroy it' }).click();
  await atDesk.getByText('You asked for this to be destroyed').waitFor();
  await story.openRecord(second, origin, 'Robbery');
  await second.getByText('Destroy', { exact: true }).click();
  await second.getByText(said('why it was destroyed')).waitFor();
  await noteSealed();
  await second.getByRole('button', { name: 'Destroy it now' }).click();
  await second.getByText('Destroyed.').waitFor();
  // Made anew by her browser, by the server where there is no JavaScript, and at the desk for her and for others.
  assert.ok(filesOf('image/').length >= 6, `${filesOf('image/').length} pictures`);
  assert.ok(filesOf('audio/').length > 0, 'no voice note');

  assert.deepEqual(await found(), []);
});

test('a leak of any of it is found, wherever it is planted', async () => {
  const plants = [...typed.keys()];
  const { owner } = app.database.pools;
  await owner.query('create table kit.planted (t text)');
  await owner.query('insert into kit.planted values ($1)', [
    Buffer.from(said('mia story')).toString('base64'),
  ]);
  const seed = support.workers[0]?.keys.signingSeed ?? assert.fail();
  await owner.query('create table kit.planted_key (k bytea)');
  await owner.query('insert into kit.planted_key values ($1)', [Buffer.from(seed)]);
  // A picture and a recording as they lie open at the desk; what somebody is known by as it was typed and as it is kept.
  for (const file of [...filesOf('image/'), ...filesOf('audio/')])
    await owner.query('insert into kit.planted_key values ($1)', [Buffer.from(file)]);
  const [, account = ''] = /(\d{8})$/.exec(said('mia identifier-5')) ?? [];
  for (const text of [said('plain identifier-4'), said('mia identifier-4').replace(' ', ''), account])
    await owner.query('insert into kit.planted values ($1)', [text]);
  console.log(`contested: ${said('contest story')}`);
  // A warning of the server at its default levels is how a key once stood in the operator's log.
  await asSuperuser(app, `do $$ begin raise log '%', '${said('mia description')}'; end $$`, []);
  app.lines.push(`{"event":"x","of":"${said('plain contact')}"}`);
  writeFileSync(join(app.keysDir, 'planted'), said('card'));
  asked.push(`${app.origin}/check?number=${encodeURIComponent(said('looked up, not there'))}`);
  const carrier = await somebody(browser);
  await carrier.setExtraHTTPHeaders({ 'x-planted': said('mia code') });
  await carrier
    .context()
    .addCookies([
      { name: 'planted', value: said('mia code in digits').replaceAll(' ', ''), url: app.origin },
    ]);
  await carrier.goto(`${app.origin}/about`);
  const leaks = await found();
  await owner.query('drop table kit.planted, kit.planted_key');
  for (const [of, where] of [
    ['contest story', 'what the process printed'],
    ['plain identifier-4', 'dump'],
    ['plain identifier-4', '/base/'],
    ['plain identifier-4', 'write-ahead log'],
    ['mia identifier-4', 'dump'],
    ['mia identifier-5', 'dump'],
    ['mia story', 'dump'],
    ['mia story', 'write-ahead log'],
    ['mia story', '/base/'],
    ['Ada of support signing seed', 'dump'],
    ['Ada of support signing seed', '/base/'],
    ['mia description', 'log of the database server'],
    ['plain contact', 'log'],
    ['card', join(app.keysDir, 'planted')],
    ['looked up, not there', 'addresses and headers'],
    ['mia code', 'addresses and headers'],
    ['mia code in digits', 'addresses and headers'],
  ] as const)
    assert.ok(
      leaks.some((leak) => leak.of === of && (leak.where === where || leak.where.includes(where))),
      `${of} in ${where}`,
    );
  for (const of of new Set(keys.map((key) => key.of)))
    if (/^(image|audio)\//.test(of))
      for (const where of ['dump', '/base/', 'write-ahead log'])
        assert.ok(
          leaks.some((leak) => leak.of === of && leak.where.includes(where)),
          `${of} in ${where}`,
        );
  assert.ok(plants.length > 50, `${plants.length} fields`);
  assert.ok(new Set(keys.map(({ of }) => of)).size > 20);
});

/** KiB of every sealed file that was seen in a table; null for one that was not padded. */
const lengths = new Map<string, (number | null)[]>();
async function noteSealed(): Promise<void> {
  await noteFiles(
    (sql) => asSuperuser(app, sql, []),
    [support, outside].map(({ epoch }) => epoch.identity),
  );
  // Of one length whoever they belong to: keys, sealed to each member, and the secrets of the desk.
  const ofOneLength =
    /^desks\.(epoch_key|desk_secret|worker|passkey|area_root|root_key|recovery|test_record)/;
  const columns = await asSuperuser(
    app,
    `select format('%I.%I', table_schema, table_name) as "table", column_name as "column"
       from information_schema.columns join information_schema.tables using (table_schema, table_name)
      where data_type = 'bytea' and table_type = 'BASE TABLE' and table_schema in ('desks', 'warnings', 'reports')`,
    [],
  );
  for (const { table, column } of columns) {
    if (ofOneLength.test(String(table))) continue;
    for (const { file } of await asSuperuser(
      app,
      `select ${String(column)} as file from ${String(table)}`,
      [],
    )) {
      const parts = file === null ? null : splitHeader(new Uint8Array(file as Buffer));
      // Where header and payload lie apart the server has looked at the payload's length when it came.
      if (parts === null || parts.body.length === 0) continue;
      const name = `${String(table)}.${String(column)}`;
      lengths.set(name, [...(lengths.get(name) ?? []), bucketOfPayload(parts.body.length)]);
    }
  }
}

test('the length of what is sealed tells a bucket and nothing more', async () => {
  await noteSealed();
  const wanted = ['destruction.sealed_reason', 'without_consent.sealed', 'without_consent.sealed_review'];
  for (const column of [
    'desks.audit_row.sealed',
    'warnings.draft.sealed',
    ...wanted.map((one) => `desks.${one}`),
  ])
    assert.ok((lengths.get(column) ?? []).length > 0, `${column} in ${[...lengths.keys()].join()}`);
  for (const [column, seen] of lengths) assert.ok(!seen.includes(null), `${column} was not padded`);
});

/** Where anything that was typed, or a key of anybody, stands among all that this server keeps and was asked for. */
async function found(): Promise<Leak[]> {
  await Promise.all(underWay);
  const folder = join(app.keysDir, 'asked');
  writeFileSync(folder, asked.join('\n'));
  const needles = allNeedles();
  const spoken = createScanner(needles)(Buffer.from(printed.join('')), 'what the process printed');
  const leaks = await leaksOf(needles, {
    database: app.database,
    lines: app.lines,
    folders: [app.keysDir],
  });
  return [...spoken, ...leaks].map((leak) =>
    leak.where === folder
      ? { ...leak, where: 'addresses and headers' }
      : { ...leak, where: leak.where.replace(/.*\/log$/, 'log of the database server') },
  );
}
