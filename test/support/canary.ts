/**
 * Words that exist nowhere else, typed into the real pages, and what each becomes once it is typed: the needles that the
 * proofs of the canary look for. One test file is one process, so what it typed stands here for all of it.
 */
import assert from 'node:assert/strict';
import { randomBytes, randomInt } from 'node:crypto';
import type { Browser, Page, Request } from 'playwright-core';
import sharp from 'sharp';
import { openAttachment } from '#sealed/attachment.ts';
import { type PhraseKeys, derivePhrase } from '#sealed/desk-phrase.ts';
import type { Writing } from '#sealed/identifiers.ts';
import { asDigits, deriveWayBack, readWayBack } from '#sealed/way-back-code.ts';
import { loadWords } from '#sealed/words.ts';
import { visit } from './browser.ts';
import { nodeScrypt } from './desk.ts';
import {
  type Needle,
  SHORTEST,
  formsOfIdentifier,
  formsOfNumber,
  formsOfText,
  writingsOf,
  writingsOfFile,
  writingsOfKey,
} from './leak.ts';

/** What was typed: its name, the text as it was typed, and the spellings that software makes of it. */
export const typed = new Map<string, string[]>();
/** What people's devices derive from it or keep for themselves: private halves that no server may hold. */
export const keys: Needle[] = [];
/** Addresses that were asked for and the headers that went along, cookies among them. */
export const asked: string[] = [];
export const underWay: Promise<unknown>[] = [];

/** Letters alone, so that no screening of texts takes it for a time, a place or a number. */
export const letters = (length: number): string =>
  [...randomBytes(length)].map((byte) => String.fromCharCode(97 + (byte % 26))).join('');

/** Two words that begin like no other, since a beginning that all share is what compression takes away. */
export function say(of: string, text = `${letters(12)} ${letters(12)}`, forms = formsOfText(text)): string {
  assert.ok(!typed.has(of), `${of} was typed before`);
  assert.ok(text.length >= SHORTEST, `${of} as it was typed is too short to be looked for`);
  typed.set(of, [...new Set([text, ...forms])]);
  return text;
}
/** The text as it was typed. */
export const said = (of: string): string => typed.get(of)?.[0] ?? assert.fail(`${of} was not typed`);

let lastNumber = 100;
/** A number of the range for drama that no test data of ours holds. */
export function number(of: string): string {
  const text = `07700 900${(lastNumber += 7)}`;
  return say(of, text, formsOfNumber(text));
}
/** The words of a code, joined as software may join them. */
export function words(of: string, text: string): string {
  const list = text.trim().split(/\s+/);
  return say(
    of,
    text,
    [' ', '-', ', ', '","', ''].map((between) => list.join(between)),
  );
}

/** The seven words, the same as digits, and every key that comes of them. */
export async function wayBackCode(who: string, text: string, privateWord: string | null): Promise<void> {
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
export function secret(of: string, identity: string, seed: Uint8Array): void {
  keys.push(...writingsOf(`${of} identity`, [identity, identity.toLowerCase()]));
  keys.push(...writingsOfKey(`${of} signing seed`, seed));
}
export async function phrase(of: string, text: string): Promise<PhraseKeys> {
  words(of, text);
  const made = await derivePhrase(text, 'chesterfield', nodeScrypt);
  secret(of, made.unwrapIdentity, made.signInSeed);
  return made;
}

/** Notes where every request of this person went and all its headers, cookies among them. */
export async function somebody(browser: Browser, options: Parameters<typeof visit>[1] = {}): Promise<Page> {
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

/**
 * A picture with a text in it, of coarse grain, so that no part of it is like another. The text is gone when it is made
 * anew; pieces of what was sent and of what lies sealed (`noteFiles`) are looked for too.
 */
export async function photoWith(of: string): Promise<Buffer> {
  const text = say(of);
  const [width, height, channels] = [48, 36, 3] as const;
  const photo = await sharp(randomBytes(width * height * channels), { raw: { width, height, channels } })
    .resize(width * 10, height * 10, { kernel: 'nearest' })
    .withExif({ IFD0: { Copyright: text, ImageDescription: text, Artist: text } })
    .jpeg()
    .toBuffer();
  keys.push(...writingsOfFile(`${of}, as it was sent`, photo));
  return photo;
}

/** The pictures and voice notes that were found sealed and opened, by their id. */
export const files = new Map<string, { type: string; bytes: Uint8Array }>();
/** Opens every file that lies beside a record as its desk does: pieces of it may stand nowhere but there. */
export async function noteFiles(
  ask: (sql: string) => Promise<Record<string, unknown>[]>,
  identities: readonly string[],
): Promise<void> {
  const rows = await ask('select id::text, sealed_key || sealed_body as file from desks.every_attachment');
  for (const { id, file } of rows as { id: string; file: Buffer }[]) {
    if (files.has(id)) continue;
    for (const identity of identities) {
      const read = await openAttachment(new Uint8Array(file), identity, { area: 'chesterfield', id });
      if (read.ok) files.set(id, read);
    }
    const { type, bytes } = files.get(id) ?? assert.fail(`nobody opens the file ${id}`);
    keys.push(...writingsOfFile(`${type} ${files.size}`, bytes));
  }
}
export const filesOf = (type: string): Uint8Array[] =>
  [...files.values()].filter((file) => file.type.startsWith(type)).map(({ bytes }) => bytes);

const identifier = (of: string, writing: Writing): string =>
  say(of, writing.text, formsOfIdentifier(writing));
/** What a field that is known by more than words takes; the others take any words. */
const special: Record<string, (of: string) => string> = {
  phone: number,
  email: (of) => identifier(of, { kind: 'email', text: `${letters(12)}@example.org` }),
  handle: (of) => say(of, letters(14)),
  // Twelve signs, the most that a plate may have: no car in this country carries it.
  plate: (of) =>
    identifier(of, { kind: 'plate', text: `${letters(4)}${randomInt(10, 100)} ${letters(6)}`.toUpperCase() }),
  bank: (of) => {
    const account = String(randomInt(10_000_000, 100_000_000));
    const text = `20-00-00 ${account}`;
    return say(of, text, [...formsOfIdentifier({ kind: 'account', text }), `20-00-00${account}`, account]);
  },
  advert: (of) => identifier(of, { kind: 'advert', text: `https://example.org/${letters(12)}` }),
};
const kinds = Object.keys(special);

/**
 * Types into every text field that shows now and is still empty, whatever the form asks: a field that is added to the
 * form tomorrow gets its word too. Gives the names of the fields.
 */
export async function fillAll(page: Page, who: string): Promise<string[]> {
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
    // A handle is known together with its platform, which is asked for after it.
    const handle = `${who} identifier-${/^identifier-platform-(\d)$/.exec(name)?.[1]}`;
    if (kinds[Number(handle.at(-1)) - 1] === 'handle' && typed.has(handle)) {
      const known = formsOfIdentifier({ kind: 'handle', platform: said(of), text: said(handle) });
      typed.set(handle, [...new Set([...(typed.get(handle) ?? []), ...known])]);
    }
  }
  return filled;
}

/**
 * Tells everything that the form can take; gives the code and the fields that took a word. @param voice says something
 * too, which needs JavaScript and a browser with a microphone
 */
export async function report(
  page: Page,
  who: string,
  kind: string,
  warn: string,
  origin: string,
  voice = false,
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
        buffer: await photoWith(`${who} in the picture`),
      });
    if (voice && !(await forward.isVisible())) await recordVoice(page);
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

/** At the last step of the form; a second of it, so that one of the microphone's beeps is in it. */
async function recordVoice(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Record a voice note' }).click();
  await page.getByText(/11[0-8] seconds left/).waitFor();
  await page.getByRole('button', { name: 'Stop' }).click();
  await page.getByText('You can listen to it here first').waitFor();
}

export async function comeBack(page: Page, who: string, code: string, origin: string): Promise<void> {
  await page.goto(`${origin}/back`);
  await page.getByLabel('Your code').fill(code);
  const secret = typed.get(`${who} private`)?.[0];
  if (secret !== undefined) await page.locator('[name=private]').fill(secret);
  await page.getByRole('button', { name: 'Open' }).click();
  await page.getByRole('heading', { name: 'What you sent, and the answers' }).waitFor();
}

/** Every word of this person that the desk is to read must be on its page: else it was typed into nothing. */
export async function seenAtTheDesk(page: Page, who: string, fields: readonly string[]): Promise<void> {
  const text = (await page.locator('#record').textContent()) ?? '';
  for (const name of fields) {
    if (name === 'private' || name === 'typed') continue;
    assert.ok(text.includes(said(`${who} ${name}`)), `${who} ${name} did not arrive`);
  }
}

export async function writeAgain(page: Page, who: string): Promise<void> {
  await page.getByLabel('Your message').fill(say(`${who} message`));
  const pictures = page.getByLabel('Pictures, at most five');
  await pictures.first().setInputFiles({
    name: `${say(`${who} name of a later file`)}.jpg`,
    mimeType: 'image/jpeg',
    buffer: await photoWith(`${who} in a later picture`),
  });
  await page.getByRole('button', { name: 'Lock it and send it' }).click();
  await page.getByText('It has arrived.').waitFor();
}

export const allNeedles = (): Needle[] => [
  ...keys,
  ...[...typed].flatMap(([of, forms]) => writingsOf(of, forms)),
];
