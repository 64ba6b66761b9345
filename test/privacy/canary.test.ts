/**
 * Proof 1. A word that exists nowhere else is typed into every field of every flow that is declared sealed, on the real
 * pages, with JavaScript and without. Afterwards none of them may stand anywhere that the server keeps: not in its files,
 * not in the log of its writes, not in a dump, its keys, its log lines or the addresses that were asked for, however it
 * may have been written. That each did reach the other end is seen there; that leaks are found is seen on planted ones.
 */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser, Page, Request } from 'playwright-core';
import sharp from 'sharp';
import { findRunning } from '#kit/database/embedded.ts';
import { deriveCard } from '#sealed/card.ts';
import { bucketOfPayload } from '#sealed/padding.ts';
import { splitHeader } from '#sealed/age-file.ts';
import { derivePhrase } from '#sealed/desk-phrase.ts';
import { asDigits, deriveWayBack, readWayBack } from '#sealed/way-back-code.ts';
import { loadWords } from '#sealed/words.ts';
import { type TestApplication, startApplication } from '../support/application.ts';
import { launchBrowser, visit } from '../support/browser.ts';
import { type TestDesk, asSuperuser, nodeScrypt, setUpDesk, signInBrowser } from '../support/desk.ts';
import { freePort } from '../support/free-port.ts';
import {
  type Leak,
  type Needle,
  createScanner,
  formsOfNumber,
  formsOfText,
  leaksBelow,
  leaksOf,
  writingsOf,
  writingsOfKey,
} from '../support/leak.ts';
import { answers, run, until } from '../support/process.ts';
import * as story from '../support/story.ts';
import { readDeskSecret } from '../support/warning.ts';

let app: TestApplication;
let browser: Browser;
let support: TestDesk;
let outside: TestDesk;
before(async () => {
  [app, browser] = await Promise.all([startApplication({ alone: true }), launchBrowser()]);
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

/** What was typed: its name, and the spellings that software makes of it. */
const typed = new Map<string, string[]>();
/** What people's devices derive from it or keep for themselves: private halves that no server may hold. */
const keys: Needle[] = [];
const asked: string[] = [];
const underWay: Promise<unknown>[] = [];

/** Letters alone, so that no screening of texts takes it for a time, a place or a number. */
const letters = (length: number): string =>
  [...randomBytes(length)].map((byte) => String.fromCharCode(97 + (byte % 26))).join('');
function say(of: string, text = `canary ${letters(14)}`, forms = formsOfText(text)): string {
  assert.ok(!typed.has(of), `${of} was typed before`);
  typed.set(
    of,
    forms.filter((form) => form.length >= 10),
  );
  return text;
}
let lastNumber = 100;
/** A number of the range for drama that no test data of ours holds. */
function number(of: string): string {
  const text = `07700 900${(lastNumber += 7)}`;
  return say(of, text, formsOfNumber(text));
}
/** The words of a code, joined as software may join them. */
function words(of: string, text: string): string {
  const list = text.trim().split(/\s+/);
  return say(
    of,
    text,
    [' ', '-', ', ', '","', ''].map((between) => list.join(between)),
  );
}

/** The seven words, the same as digits, and every key that comes of them. */
async function wayBackCode(who: string, text: string, privateWord: string | null): Promise<void> {
  words(`${who} code`, text);
  const read = readWayBack(text, await loadWords());
  assert.ok(read.ok);
  const digits = asDigits(read.code);
  say(
    `${who} code in digits`,
    digits.join(' '),
    [' ', '-', ''].map((between) => digits.join(between)),
  );
  const made = await deriveWayBack(read.code, privateWord, 'chesterfield', nodeScrypt);
  secret(`${who} way-back`, made.identity, made.signingSeed);
}
/** @param identity an age identity. @param seed of a signing key. */
function secret(of: string, identity: string, seed: Uint8Array): void {
  keys.push(...writingsOf(`${of} identity`, [identity, identity.toLowerCase()]));
  keys.push(...writingsOfKey(`${of} signing seed`, seed));
}
async function phrase(of: string, text: string): Promise<void> {
  words(of, text);
  const made = await derivePhrase(text, 'chesterfield', nodeScrypt);
  secret(of, made.unwrapIdentity, made.signInSeed);
}

/** Notes where every request of this person went and all its headers, cookies among them. */
async function somebody(options: Parameters<typeof visit>[1] = {}): Promise<Page> {
  const { page, context } = await visit(browser, options);
  const note = async (request: Request): Promise<void> => {
    // Of a page that is gone the driver knows only what the page itself had set.
    const headers = await request.allHeaders().catch(() => request.headers());
    asked.push(request.url(), JSON.stringify(headers));
  };
  const begin = (request: Request): void => void underWay.push(note(request));
  context.on('requestfinished', begin);
  context.on('requestfailed', begin);
  return page;
}

async function photoWith(text: string): Promise<Buffer> {
  return await sharp({ create: { width: 640, height: 480, channels: 3, background: '#567' } })
    .withExif({ IFD0: { Copyright: text, ImageDescription: text, Artist: text } })
    .jpeg()
    .toBuffer();
}

/** What a field that is known by more than words takes; the others take any words. */
const special: Record<string, (of: string) => string> = {
  phone: number,
  email: (of) => {
    const text = `${letters(12)}@example.org`;
    return say(of, text, [text, `email:${text}`]);
  },
  handle: (of) => say(of, letters(14)),
  plate: (of) => {
    const text = `${letters(2)}${(randomBytes(1).readUInt8() % 80) + 10} ${letters(3)}`.toUpperCase();
    const plain = text.replace(' ', '');
    return say(of, text, [`plate:${plain}`, `plate:GB:${plain}`, `plate:GB-${plain}`]);
  },
  bank: (of) => {
    const digits = String(10_000_000 + (randomBytes(4).readUInt32BE() % 80_000_000));
    return say(of, `20-00-00 ${digits}`, [`20-00-00 ${digits}`, `200000${digits}`, `20-00-00${digits}`]);
  },
  advert: (of) => {
    const text = `https://example.org/${letters(12)}`;
    return say(of, text, [text, text.slice(8)]);
  },
};
const kinds = Object.keys(special);

/**
 * Types into every text field that shows now and is still empty, whatever the form asks: a field that is added to the
 * form tomorrow gets its word too. Gives the names of the fields.
 */
async function fillAll(page: Page, who: string): Promise<string[]> {
  const filled: string[] = [];
  const fields = page.locator('main :is(input[type=text], input:not([type]), textarea)');
  for (let at = 0; at < (await fields.count()); at++) {
    const field = fields.nth(at);
    const name = (await field.getAttribute('name')) ?? '';
    if (!(await field.isVisible()) || (await field.inputValue()) !== '' || typed.has(`${who} ${name}`))
      continue;
    const kind = /^identifier-(\d)$/.exec(name)?.[1];
    const chosen = kind === undefined ? undefined : kinds[Number(kind) - 1];
    if (chosen !== undefined) await page.locator(`[name="identifier-kind-${kind}"]`).selectOption(chosen);
    const of = `${who} ${name}`;
    await field.fill(chosen === undefined ? say(of) : (special[chosen]?.(of) ?? ''));
    filled.push(name);
  }
  return filled;
}

/** Tells everything that the form can take; gives the code and the fields that took a word. */
async function report(
  page: Page,
  who: string,
  kind: string,
  warn: string,
  origin = app.origin,
): Promise<{ code: string; fields: string[] }> {
  await page.goto(`${origin}/report`);
  const forward = page.getByRole('button', { name: 'Next', exact: true });
  const fields: string[] = [];
  let wished = false;
  await page.getByLabel('Support desk').check();
  for (let step = 0; step < 8; step++) {
    const choice = page.getByLabel(kind, { exact: true });
    if ((await choice.isVisible()) && !(await choice.isChecked())) await choice.check();
    for (const hidden of await page.locator('main details:not([open]) > summary').all())
      if (await hidden.isVisible()) await hidden.click();
    const wish = page.getByLabel(warn);
    if (await wish.isVisible()) {
      await wish.check();
      wished = true;
    }
    fields.push(...(await fillAll(page, who)));
    const pictures = page.getByLabel('Up to five pictures');
    if (await pictures.isVisible())
      await pictures.setInputFiles({
        name: `${say(`${who} name of the file`)}.jpg`,
        mimeType: 'image/jpeg',
        buffer: await photoWith(say(`${who} in the picture`)),
      });
    if (!(await forward.isVisible())) break;
    await forward.click();
  }
  assert.ok(wished, warn);
  await page.getByRole('button', { name: 'Lock it and send it' }).click();
  await page.getByRole('heading', { name: 'It has arrived' }).waitFor();
  const code = (await page.locator('.code-words__words li').allTextContents()).join(' ');
  await wayBackCode(who, code, typed.get(`${who} private`)?.[0] ?? null);
  return { code, fields };
}

async function comeBack(page: Page, who: string, code: string, origin = app.origin): Promise<void> {
  await page.goto(`${origin}/back`);
  await page.getByLabel('Your code').fill(code);
  const secret = typed.get(`${who} private`)?.[0];
  if (secret !== undefined) await page.locator('[name=private]').fill(secret);
  await page.getByRole('button', { name: 'Open' }).click();
  await page.getByRole('heading', { name: 'What you sent, and the answers' }).waitFor();
}

/** Every word of this person that the desk is to read must be on its page: else it was typed into nothing. */
async function seenAtTheDesk(page: Page, who: string, fields: readonly string[]): Promise<void> {
  const text = (await page.locator('#record').textContent()) ?? '';
  for (const name of fields) {
    const [word = ''] = typed.get(`${who} ${name}`) ?? [];
    if (name === 'private' || name === 'typed' || /^identifier-4$/.test(name)) continue;
    assert.ok(text.includes(word), `${who} ${name} did not arrive`);
  }
}

async function writeAgain(page: Page, who: string): Promise<void> {
  await page.getByLabel('Your message').fill(say(`${who} message`));
  const pictures = page.getByLabel('Pictures, at most five');
  await pictures.first().setInputFiles({
    name: `${say(`${who} name of a later file`)}.jpg`,
    mimeType: 'image/jpeg',
    buffer: await photoWith(say(`${who} in a later picture`)),
  });
  await page.getByRole('button', { name: 'Lock it and send it' }).click();
  await page.getByText('It has arrived.').waitFor();
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
  const mia = await somebody();
  const hers = await report(mia, 'mia', 'Robbery', 'Ask me first');
  const plain = await somebody({ javaScript: false });
  const theirs = await report(plain, 'plain', 'Following or stalking', 'the short standard text');
  for (const { fields } of [hers, theirs]) {
    assert.ok(fields.includes('story') && fields.includes('identifier-6'), fields.join());
    assert.ok(fields.includes('description') && fields.includes('safe-contact'), fields.join());
  }

  const atDesk = await somebody({ width: 1280, height: 900 });
  await signInBrowser(atDesk, app, ada);
  await story.openRecord(atDesk, origin, 'Following or stalking');
  await seenAtTheDesk(atDesk, 'plain', theirs.fields);
  await story.answerRecord(atDesk, say('answer to plain'));
  await story.openRecord(atDesk, origin, 'Robbery');
  await seenAtTheDesk(atDesk, 'mia', hers.fields);
  await atDesk.getByLabel('Pictures, at most five').setInputFiles({
    name: `${say('name of the desk’s file')}.jpg`,
    mimeType: 'image/jpeg',
    buffer: await photoWith(say('in the desk’s picture')),
  });
  await story.answerRecord(atDesk, say('answer to mia'));

  await comeBack(mia, 'mia', hers.code);
  await mia.getByText(typed.get('answer to mia')?.[0] ?? '').waitFor();
  await writeAgain(mia, 'mia');
  await comeBack(plain, 'plain', theirs.code);
  await plain.getByText(typed.get('answer to plain')?.[0] ?? '').waitFor();
  await writeAgain(plain, 'plain');

  // A warning that she is asked about, and that a colleague sends back; another that is published, corrected, withdrawn.
  await story.openRecord(atDesk, origin, 'Robbery');
  await atDesk.locator('.message', { hasText: typed.get('mia message')?.[0] ?? '' }).waitFor();
  await story.draftWarning(atDesk, 'Grave danger', `It was reported: ${say('text of a draft')}.`);
  await comeBack(mia, 'mia', hers.code);
  await mia.locator('textarea[id^=change-]').fill(say('what she would change'));
  await mia.getByRole('button', { name: 'Yes, publish it' }).click();
  await mia.getByText('You said yes to these words.').waitFor();
  await story.putForward(atDesk, origin);
  await noteLengths();
  const second = await somebody({ width: 1280, height: 900 });
  await signInBrowser(second, app, bea);
  await second.goto(`${origin}/desk/warnings`);
  await second.locator('#drafts').getByRole('button', { name: 'Open' }).first().click();
  await second.getByLabel('What has to change?').fill(say('why it was sent back'));
  await second.getByRole('button', { name: 'Send back' }).click();
  await second.locator('#drafts').getByText('sent back', { exact: false }).first().waitFor();
  await atDesk.goto(`${origin}/desk/warnings`);
  await atDesk.locator('#drafts').getByRole('button', { name: 'Open' }).first().click();
  await atDesk.getByText(typed.get('why it was sent back')?.[0] ?? '').waitFor();
  const drop = atDesk.getByRole('button', { name: 'Drop it' });
  await drop.click();
  await drop.waitFor({ state: 'detached' });

  await story.openRecord(atDesk, origin, 'Following or stalking');
  const warning = `It was reported: ${say('text of a warning')}.`;
  await story.draftWarning(atDesk, 'Grave danger', warning);
  await comeBack(plain, 'plain', theirs.code);
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
  for (const name of ['area/tree', 'area/feed/1', 'repeat'] as const)
    keys.push(...writingsOfKey(`${name} secret`, await readDeskSecret(app, support, name)));
  const noor = await somebody();
  await story.joinCard(noor, origin, card);
  const reported = typed.get('plain identifier-1')?.[0] ?? '';
  assert.match(await story.lookUp(noor, origin, reported), /There is a warning/);
  await noor.getByText(warning).waitFor();
  assert.match(await story.lookUp(noor, origin, number('looked up, not there')), /No warning here/);
  await atDesk.goto(`${origin}/desk/warnings`);
  await atDesk.locator('#standing summary').first().click();
  await atDesk.getByLabel('What has to be said now').fill(`It was reported: ${say('text of a correction')}.`);
  await atDesk.getByRole('button', { name: 'Sign the correction' }).click();
  await atDesk
    .locator('#standing')
    .getByText(typed.get('text of a correction')?.[0] ?? '')
    .waitFor();

  // Somebody contests, with JavaScript and without; the desk of another organisation reads it.
  for (const javaScript of [true, false]) {
    const page = await somebody({ javaScript });
    const who = javaScript ? 'contest' : 'contest without JavaScript';
    await page.goto(`${origin}/contest`);
    await page.getByLabel('A warning about me is wrong').check();
    assert.ok((await fillAll(page, who)).includes('story'));
    await page.getByRole('button', { name: 'Lock it and send it' }).click();
    await page.getByRole('heading', { name: 'It has arrived' }).waitFor();
    const code = (await page.locator('.code-words__words li').allTextContents()).join(' ');
    await wayBackCode(who, code, typed.get(`${who} private`)?.[0] ?? null);
  }
  const farDesk = await somebody({ width: 1280, height: 900 });
  await signInBrowser(farDesk, app, far);
  await farDesk.goto(`${origin}/desk`);
  await farDesk.locator('#records').getByRole('button', { name: 'Contest' }).first().click();
  await farDesk.getByRole('button', { name: 'Open it' }).click();
  await farDesk
    .getByText(/canary [a-z]{14}/)
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
  await atDesk.getByText(typed.get('why she is not told')?.[0] ?? '').waitFor();
  await signInBrowser(second, app, bea);
  await story.openRecord(second, origin, 'Robbery');
  await second.locator('section').getByLabel('Yes', { exact: true }).check();
  await second.getByLabel('What do you see?').fill(say('what the second sees'));
  await second.getByRole('button', { name: 'Sign it' }).click();
  await second.getByText(typed.get('what the second sees')?.[0] ?? '').waitFor();

  // What was given to others, handed over, and destroyed with a reason.
  await story.openRecord(atDesk, origin, 'Robbery');
  await atDesk.getByText('Hand to another desk').click();
  await atDesk.getByRole('button', { name: 'Hand to Desk outside the area' }).click();
  await atDesk.getByText('Handed over.').waitFor();
  await atDesk.getByText('Destroy', { exact: true }).click();
  await atDesk.getByLabel('Why? They will read this.').fill(say('why it was destroyed'));
  await atDesk.getByRole('button', { name: 'Ask a colleague to destroy it' }).click();
  await atDesk.getByText('You asked for this to be destroyed').waitFor();
  await story.openRecord(second, origin, 'Robbery');
  await second.getByText('Destroy', { exact: true }).click();
  await second.getByText(typed.get('why it was destroyed')?.[0] ?? '').waitFor();
  await noteLengths();
  await second.getByRole('button', { name: 'Destroy it now' }).click();
  await second.getByText('Destroyed.').waitFor();

  assert.deepEqual(await found(), []);
});

test('a whole process, started as an operator starts it, says and keeps none of it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'waymark-canary-'));
  const dataDir = join(folder, 'data');
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const process = run({ PORT: String(port), DATA_DIR: dataDir });
  let placed = dataDir;
  try {
    await until(() => answers(origin), `a start (${process.said()})`);
    placed = String(findRunning(dataDir)?.host ?? dataDir);
    const link = readFileSync(join(folder, 'data-keys', 'set-up-link-chesterfield'), 'utf8').trim();
    const keeper = await somebody({ width: 1280, height: 900 });
    const made = await story.setUpFirstDesk(keeper, link, 'Ada');
    await phrase('phrase of the first', made.phrase);
    made.shares.forEach((share, at) => words(`paper ${at + 1}`, share));
    await story.openTestRecord(keeper);
    const newcomer = await somebody({ width: 1280, height: 900 });
    const joined = await story.joinDesk(newcomer, await story.invite(keeper, 'Bea'));
    await phrase('phrase of the second', joined.phrase);
    await story.letIn(keeper, 'Bea', joined.sixWords);
    await story.signIn(newcomer, origin, joined.phrase);
    await newcomer.goto(`${origin}/desk/people`);
    await story.openTestRecord(newcomer);

    const eve = await somebody();
    const hers = await report(eve, 'eve', 'Robbery', 'the short standard text', origin);
    const kim = await somebody({ javaScript: false });
    const theirs = await report(kim, 'kim', 'Following or stalking', 'the short standard text', origin);
    for (const [page, kind] of [
      [eve, 'Robbery'],
      [kim, 'Following or stalking'],
    ] as const) {
      const who = page === eve ? 'eve' : 'kim';
      await story.openRecord(newcomer, origin, kind);
      await story.answerRecord(newcomer, say(`answer to ${who}`));
      await comeBack(page, who, page === eve ? hers.code : theirs.code, origin);
      await page.getByText(typed.get(`answer to ${who}`)?.[0] ?? '').waitFor();
      await writeAgain(page, who);
    }
    // A page that is not there, with what somebody may write into the address.
    const lost = await fetch(`${origin}/help-me-with-${encodeURIComponent(say('in an address'))}`);
    assert.equal(lost.status, 404);
  } finally {
    process.child.kill('SIGTERM');
    assert.equal(await process.ended, 0);
  }
  await Promise.all(underWay);
  const needles = allNeedles();
  const spoken = createScanner(needles)(Buffer.from(process.said()), 'what the process said');
  assert.deepEqual(spoken, []);
  assert.deepEqual(leaksBelow(needles, [folder, placed]), []);
  // The same look finds what is there: in its folders, and in a line that it might have said.
  const some = typed.get('eve story')?.[0] ?? assert.fail();
  writeFileSync(join(folder, 'data-keys', 'planted'), some);
  assert.ok(leaksBelow(needles, [folder]).some(({ of }) => of === 'eve story'));
  assert.ok(createScanner(needles)(Buffer.from(`${process.said()}${some}`), 'said').length > 0);
  rmSync(folder, { recursive: true, force: true });
});

test('a leak of any of it is found, wherever it is planted', async () => {
  const plants = [...typed.keys()];
  const some = (of: string): string => typed.get(of)?.[0] ?? assert.fail(of);
  const { owner } = app.database.pools;
  await owner.query('create table kit.planted (t text)');
  await owner.query('insert into kit.planted values ($1)', [
    Buffer.from(some('mia story')).toString('base64'),
  ]);
  const seed = support.workers[0]?.keys.signingSeed ?? assert.fail();
  await owner.query('create table kit.planted_key (k bytea)');
  await owner.query('insert into kit.planted_key values ($1)', [Buffer.from(seed)]);
  // A warning of the server at its default levels is how a key once stood in the operator's log.
  await asSuperuser(app, `do $$ begin raise log '%', '${some('mia description')}'; end $$`, []);
  app.lines.push(`{"event":"x","of":"${some('plain contact')}"}`);
  writeFileSync(join(app.keysDir, 'planted'), some('card'));
  asked.push(`${app.origin}/check?number=${encodeURIComponent(some('looked up, not there'))}`);
  const carrier = await somebody();
  await carrier.setExtraHTTPHeaders({ 'x-planted': some('mia code') });
  await carrier
    .context()
    .addCookies([
      { name: 'planted', value: some('mia code in digits').replaceAll(' ', ''), url: app.origin },
    ]);
  await carrier.goto(`${app.origin}/about`);
  const leaks = await found();
  await owner.query('drop table kit.planted, kit.planted_key');
  for (const [of, where] of [
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
  assert.ok(plants.length > 50, `${plants.length} fields`);
  assert.ok(new Set(keys.map(({ of }) => of)).size > 20);
});

/** KiB of every sealed file that was seen in a table; null for one that was not padded. */
const lengths = new Map<string, (number | null)[]>();
async function noteLengths(): Promise<void> {
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
  await noteLengths();
  const wanted = ['destruction.sealed_reason', 'without_consent.sealed', 'without_consent.sealed_review'];
  for (const column of [
    'desks.audit_row.sealed',
    'warnings.draft.sealed',
    ...wanted.map((one) => `desks.${one}`),
  ])
    assert.ok((lengths.get(column) ?? []).length > 0, `${column} in ${[...lengths.keys()].join()}`);
  for (const [column, seen] of lengths) assert.ok(!seen.includes(null), `${column} was not padded`);
});

const allNeedles = (): Needle[] => [...keys, ...[...typed].flatMap(([of, forms]) => writingsOf(of, forms))];

/** Where anything that was typed, or a key of anybody, stands among all that this server keeps and was asked for. */
async function found(): Promise<Leak[]> {
  await Promise.all(underWay);
  const folder = join(app.keysDir, 'asked');
  writeFileSync(folder, asked.join('\n'));
  const leaks = await leaksOf(allNeedles(), {
    database: app.database,
    lines: app.lines,
    folders: [app.keysDir],
  });
  return leaks.map((leak) =>
    leak.where === folder
      ? { ...leak, where: 'addresses and headers' }
      : { ...leak, where: leak.where.replace(/.*\/log$/, 'log of the database server') },
  );
}
