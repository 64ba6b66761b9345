/** Taking a card up over HTTP: once, by one device, before the paper dies. */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, test } from 'node:test';
import { ed25519 } from '@noble/curves/ed25519.js';
import type { Kysely } from 'kysely';
import { cardRecoveryBytes } from '#sealed/blind/card-request.ts';
import { SEALED_PATH_LENGTH } from '#sealed/card.ts';
import { verifyKeyOf } from '#sealed/signed.ts';
import { type TestApplication, startApplication } from '../../../test/support/application.ts';
import { type TestDesk, setUpDesk } from '../../../test/support/desk.ts';
import { keepCardAlive, readCard } from '../queries/card-read.ts';
import { sweepWarnings } from '../queries/sweep-warnings.ts';
import type { WarningsTables } from '../tables.ts';

let app: TestApplication;
let desk: TestDesk;
let db: Kysely<WarningsTables>;
let sweep: Kysely<WarningsTables>;
before(async () => {
  app = await startApplication();
  desk = await setUpDesk(app);
  db = app.database.support as unknown as Kysely<WarningsTables>;
  sweep = app.database.sweep as unknown as Kysely<WarningsTables>;
});
after(() => app.close());

const hex = (length: number): string => randomBytes(length).toString('hex');
const at = '/api/areas/chesterfield';
const send = async (path: string, method: string, body?: unknown, cookie = ''): Promise<Response> =>
  await fetch(`${app.origin}${path}`, {
    method,
    headers: { 'content-type': 'application/json', cookie },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
const why = async (answer: Response): Promise<string> =>
  `${answer.status} ${((await answer.json()) as { title: string }).title}`;
const asWorker = async (method: string, body?: unknown, path = 'desk/support/cards') =>
  await send(`${at}/${path}`, method, body, desk.workers[0]?.cookie);
let leaf = 100;
const newCard = () => ({
  leaf: leaf++,
  locator: hex(16),
  sealedPath: randomBytes(SEALED_PATH_LENGTH).toString('base64'),
});
let batch = 1;
async function printCard(): Promise<ReturnType<typeof newCard>> {
  const card = newCard();
  assert.equal((await asWorker('POST', { batch: batch++, cards: [card] })).status, 201);
  return card;
}
const take = async (locator: string, verifyKey = hex(32)): Promise<Response> =>
  await send(`${at}/cards`, 'POST', { locator, verifyKey });
const stateOf = async (one: number): Promise<string | undefined> => {
  const { rows } = await app.database.pools.owner.query<{ state: string }>(
    'select state from warnings.card where leaf = $1',
    [one],
  );
  return rows[0]?.state;
};

test('a card gives what it holds to the first device, again to that one until the night, and to no other', async () => {
  const card = await printCard();
  const device = hex(32);
  const first = await take(card.locator, device);
  assert.equal(first.status, 200);
  assert.deepEqual(await first.json(), { sealedPath: card.sealedPath });
  // The answer was lost on the way: the same device asks again.
  assert.deepEqual(await (await take(card.locator, device)).json(), { sealedPath: card.sealedPath });
  assert.equal(await why(await take(card.locator)), '409 ask-for-another');
  const register = (await (await asWorker('GET')).json()) as { askedAgain: number };
  assert.equal(register.askedAgain, 1);
  await sweepWarnings(sweep, app.clock.today());
  assert.equal(await why(await take(card.locator, device)), '409 ask-for-another');
  assert.equal(await stateOf(card.leaf), 'redeemed');
});

test('of two devices that come at once, one gets it', async () => {
  const card = await printCard();
  const answers = await Promise.all(Array.from({ length: 8 }, async () => await take(card.locator)));
  assert.deepEqual(
    answers.map(({ status }) => status).toSorted((a, b) => a - b),
    [200, ...Array.from({ length: 7 }, () => 409)],
  );
});

test('a wrong place, a malformed one and paper that is too old give nothing', async () => {
  assert.equal(await why(await take(hex(16))), '404 no-such-card');
  assert.equal(await why(await take('not-hex')), '422 malformed');
  assert.equal(await why(await take(hex(16), 'short')), '422 malformed');
  const card = await printCard();
  await app.database.pools.owner.query(
    `update warnings.card set alive_until = '2026-11-23' where leaf = $1`,
    [card.leaf],
  );
  assert.equal(await why(await take(card.locator)), '404 no-such-card');
  await sweepWarnings(sweep, app.clock.today());
  assert.equal(await stateOf(card.leaf), 'expired');
  assert.equal(await why(await take(card.locator)), '404 no-such-card');
  const { rows } = await app.database.pools.owner.query(
    'select sealed_path from warnings.card where leaf = $1',
    [card.leaf],
  );
  assert.equal((rows[0] as { sealed_path: unknown }).sealed_path, null);
});

test('a stopped card gives nothing, asks for no tokens and is not counted', async () => {
  const counted = async () => {
    const { rows } = await app.database.pools.owner.query<{ n: number }>(
      `select warnings.cards_alive('chesterfield') as n`,
    );
    return rows[0]?.n ?? -1;
  };
  const card = await printCard();
  const before = await counted();
  const device = hex(32);
  await take(card.locator, device);
  assert.equal(await counted(), before + 1);
  const known = await readCard(db, 'chesterfield', Buffer.from(card.locator, 'hex'), '2026-11-24');
  assert.equal(known?.alive, true);
  assert.equal(Buffer.from(known?.verifyKey ?? []).toString('hex'), device);
  assert.equal((await asWorker('DELETE', undefined, `desk/support/cards/${card.leaf}`)).status, 200);
  assert.equal(await counted(), before);
  assert.equal(
    (await readCard(db, 'chesterfield', Buffer.from(card.locator, 'hex'), '2026-11-24'))?.alive,
    false,
  );
  assert.equal(await why(await take(card.locator, device)), '409 ask-for-another');
  assert.equal((await asWorker('DELETE', undefined, 'desk/support/cards/16000')).status, 404);
  assert.equal((await asWorker('DELETE', undefined, 'desk/support/cards/x')).status, 404);
});

test('a card lives a year from the month of its last batch, and only the month is kept', async () => {
  const card = await printCard();
  const locator = Buffer.from(card.locator, 'hex');
  await take(card.locator);
  const until = async () =>
    (
      await app.database.pools.owner.query<{ alive_until: string }>(
        'select alive_until::text from warnings.card where leaf = $1',
        [card.leaf],
      )
    ).rows[0]?.alive_until;
  assert.equal(await until(), '2027-11-30');
  await keepCardAlive(db, 'chesterfield', locator, '2027-03-09');
  assert.equal(await until(), '2028-03-31');
  assert.equal((await readCard(db, 'chesterfield', locator, '2028-03-31'))?.alive, true);
  assert.equal((await readCard(db, 'chesterfield', locator, '2028-04-01'))?.alive, false);
});

test('cards are stored all or none, the same ones again are no new ones, and a leaf is used once', async () => {
  const cards = [newCard(), newCard()];
  const sheet = batch++;
  assert.equal((await asWorker('POST', { batch: sheet, cards })).status, 201);
  assert.equal((await asWorker('POST', { batch: sheet, cards })).status, 200);
  assert.equal(await why(await asWorker('POST', { batch: sheet, cards: [newCard()] })), '409 taken');
  const late = newCard();
  assert.equal(await why(await asWorker('POST', { batch: batch++, cards: [late, cards[0]] })), '409 taken');
  assert.equal(await stateOf(late.leaf), undefined);
  assert.equal(
    await why(await asWorker('POST', { batch: batch++, cards: [{ ...newCard(), leaf: cards[0]?.leaf }] })),
    '409 taken',
  );
  for (const wrong of [
    [],
    Array.from({ length: 51 }, newCard),
    [{ ...newCard(), leaf: 16_384 }],
    [{ ...newCard(), sealedPath: 'AAAA' }],
    [late, late],
  ])
    assert.equal(await why(await asWorker('POST', { batch: batch++, cards: wrong })), '422 malformed');
});

test('a sheet is counted by week and state, and stopped whole, once', async () => {
  const sheet = batch++;
  const cards = [newCard(), newCard(), newCard()];
  assert.equal((await asWorker('POST', { batch: sheet, cards })).status, 201);
  await take(cards[0]?.locator ?? '');
  const counted = async () => {
    const { sheets } = (await (await asWorker('GET')).json()) as {
      sheets: { batch: number; week: string; cards: object }[];
    };
    return sheets.find((one) => one.batch === sheet);
  };
  const counts = { printed: 2, redeemed: 1, revoked: 0, expired: 0 };
  assert.deepEqual(await counted(), { batch: sheet, week: '2026-11-23', cards: counts });
  const stop = async (which: string) => await asWorker('DELETE', undefined, `desk/support/sheets/${which}`);
  assert.deepEqual(await (await stop(String(sheet))).json(), { stopped: 3 });
  assert.deepEqual(await (await stop(String(sheet))).json(), { stopped: 0 });
  assert.deepEqual((await counted())?.cards, { printed: 0, redeemed: 0, revoked: 3, expired: 0 });
  for (const wrong of ['99999', '0', 'x']) assert.equal(await why(await stop(wrong)), '404 no-such-sheet');
});

test('free leaves are offered in no order, and another desk’s worker makes no cards here', async () => {
  const { free } = (await (await asWorker('GET')).json()) as { free: number[] };
  assert.equal(new Set(free).size, 50);
  assert.notDeepEqual(
    free,
    free.toSorted((a, b) => a - b),
  );
  assert.equal((await asWorker('GET', undefined, 'desk/outside/cards')).status, 403);
});

test('recovery words that the card’s own device signed move it once: the words are the card, and the first device is none', async () => {
  const seed = new Uint8Array(randomBytes(32));
  const card = await printCard();
  await take(card.locator, Buffer.from(verifyKeyOf(seed)).toString('hex'));
  await sweepWarnings(sweep, app.clock.today());
  const words = newCard();
  const post = async (change: Record<string, unknown> = {}, by = seed): Promise<Response> => {
    const day = app.clock.today();
    const signed = cardRecoveryBytes({
      area: 'chesterfield',
      locator: Buffer.from(card.locator, 'hex'),
      day,
      recoveryLocator: Buffer.from(words.locator, 'hex'),
      sealedPath: Buffer.from(words.sealedPath, 'base64'),
    });
    const signature = Buffer.from(ed25519.sign(signed, by)).toString('base64');
    const { sealedPath } = words;
    return await send(`${at}/cards/recovery`, 'POST', {
      locator: card.locator,
      day,
      recoveryLocator: words.locator,
      sealedPath,
      signature,
      ...change,
    });
  };
  assert.equal(await why(await post({}, new Uint8Array(randomBytes(32)))), '403 no-such-card');
  assert.equal(await why(await post({ recoveryLocator: hex(16) })), '403 no-such-card');
  assert.equal(await why(await post({ locator: hex(16) })), '403 no-such-card');
  assert.equal(await why(await post({ sealedPath: 'AAAA' })), '422 malformed');
  assert.equal(await why(await take(words.locator)), '404 no-such-card');
  assert.equal((await post()).status, 201);
  await sweepWarnings(sweep, app.clock.today());

  const device = hex(32);
  assert.deepEqual(await (await take(words.locator, device)).json(), { sealedPath: words.sealedPath });
  assert.deepEqual(await (await take(words.locator, device)).json(), { sealedPath: words.sealedPath });
  assert.equal(await why(await take(words.locator)), '409 ask-for-another');
  assert.equal(await why(await take(card.locator)), '404 no-such-card');
  assert.equal(await why(await post()), '403 no-such-card');
  const moved = await readCard(db, 'chesterfield', Buffer.from(words.locator, 'hex'), app.clock.today());
  assert.equal(Buffer.from(moved?.verifyKey ?? []).toString('hex'), device);
});

test('a card that was stopped is moved by no words', async () => {
  const seed = new Uint8Array(randomBytes(32));
  const card = await printCard();
  await take(card.locator, Buffer.from(verifyKeyOf(seed)).toString('hex'));
  const { locator } = newCard();
  await app.database.pools.owner.query(
    'update warnings.card set recovery_locator = $1, sealed_recovery = sealed_path where leaf = $2',
    [Buffer.from(locator, 'hex'), card.leaf],
  );
  assert.equal((await asWorker('DELETE', undefined, `desk/support/cards/${card.leaf}`)).status, 200);
  assert.equal(await why(await take(locator)), '404 no-such-card');
});
