import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, test } from 'node:test';
import { ed25519 } from '@noble/curves/ed25519.js';
import { cardRequestBytes } from '#sealed/blind/card-request.ts';
import { finishTokens, prepareTokens } from '#sealed/blind/token.ts';
import { blind } from '#sealed/blind/voprf.ts';
import { type TestApplication, startApplication } from '../../../test/support/application.ts';

const random = (length: number): Uint8Array => new Uint8Array(randomBytes(length));
const base64 = (value: Uint8Array): string => Buffer.from(value).toString('base64');
const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'base64'));

let app: TestApplication;
let tokenKey: Uint8Array;
before(async () => {
  app = await startApplication();
  app.setCards(100);
  const { tokenKeys } = await app.evaluators.keys('chesterfield');
  tokenKey = new Uint8Array(Buffer.from(tokenKeys[0] ?? '', 'hex'));
});
after(() => app.close());

type Card = { locator: Uint8Array; seed: Uint8Array };
let leaf = 0;
async function makeCard(state = 'redeemed'): Promise<Card> {
  const [seed, locator] = [random(32), random(16)];
  await app.database.pools.owner.query(
    `insert into warnings.card (area_id, leaf, locator, verify_key, state, minted_day, alive_until, batch)
     values ('chesterfield', $1, $2, $3, $4, $5::date, $5::date + 300, 1)`,
    [leaf++, Buffer.from(locator), Buffer.from(ed25519.getPublicKey(seed)), state, app.clock.today()],
  );
  return { seed, locator };
}

async function send(body: unknown): Promise<{ status: number; title?: string; answers: Proven[] }> {
  const answer = await fetch(`${app.origin}/api/areas/chesterfield/tokens`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { ...((await answer.json()) as { answers: Proven[] }), status: answer.status };
}
type Proven = { evaluated: string[]; proof: string };
const prepare = (count: number) => prepareTokens(count, 'chesterfield', tokenKey, random);
function ask(card: Card, pending: { blinded: Uint8Array }[], day = app.clock.today(), seed = card.seed) {
  const blinded = [pending.map((one) => one.blinded)];
  const signed = cardRequestBytes({ area: 'chesterfield', locator: card.locator, day, blinded });
  return {
    locator: Buffer.from(card.locator).toString('hex'),
    day,
    blinded: blinded.map((batch) => batch.map(base64)),
    signature: base64(ed25519.sign(signed, seed)),
  };
}

test('a card is given 20 tokens a day by its signature; the same request again is answered again', async () => {
  const [card, other] = [await makeCard(), await makeCard()];
  const pending = prepare(20);
  const body = ask(card, pending);
  for (const _ of [1, 2]) {
    const { status, answers } = await send(body);
    assert.equal(status, 200);
    const [answer] = answers;
    assert.ok(answer);
    const proven = { evaluated: answer.evaluated.map(bytes), proof: bytes(answer.proof) };
    assert.ok(finishTokens(pending, proven, tokenKey).ok);
  }
  const more = await send(ask(card, prepare(1)));
  assert.deepEqual([more.status, more.title], [429, 'too-many-today']);
  assert.equal((await send(ask(other, prepare(20)))).status, 200);
  app.clock.advance({ days: 1 });
  assert.equal((await send(ask(card, prepare(20)))).status, 200);
});

test('a wrong signature, an unknown card and a revoked one are one answer', async () => {
  const [card, revoked] = [await makeCard(), await makeCard('revoked')];
  const stranger = { ...card, locator: random(16) };
  const pending = prepare(1);
  const swapped = {
    ...ask(card, pending),
    blinded: [[base64(blind(random(4), random).blinded)]],
  };
  const refusals = [ask(card, pending, undefined, random(32)), ask(revoked, pending), swapped];
  for (const body of [...refusals, ask(stranger, pending)])
    assert.deepEqual(await send(body), { title: 'no-such-card', status: 403 });
});

test('a request of another day is told our day, and counts nothing', async () => {
  const card = await makeCard();
  const late = await send(ask(card, prepare(20), '2026-01-01'));
  assert.deepEqual(late, { title: 'another-day', status: 422, detail: app.clock.today() });
  assert.equal((await send(ask(card, prepare(20)))).status, 200);
});

test('a wrong element gives no token, and takes none away', async () => {
  const card = await makeCard();
  const bad = await send(ask(card, [{ blinded: new Uint8Array(32) }]));
  assert.deepEqual([bad.status, bad.title], [422, 'bad-element']);
  assert.equal((await send(ask(card, prepare(20)))).status, 200);
});
