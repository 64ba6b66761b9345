import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { after, before, beforeEach, test } from 'node:test';
import { finishTokens, prepareTokens } from '#sealed/blind/token.ts';
import { blind } from '#sealed/blind/voprf.ts';
import { identityFromSeed, recipientOf, seal } from '#sealed/age-file.ts';
import { pad } from '#sealed/padding.ts';
import { type TestApplication, startApplication } from '../../../test/support/application.ts';
import { type AskPage, askPages, fieldOf, plainText } from '../../../test/support/ask-page.ts';
import { identity, openNotices, vapid } from '../../../test/support/notices.ts';
import { sweepMessages } from '../queries/sweep-messages.ts';
import { confirmCode, hashOf, showCode, stopCode } from '../rules/codes.ts';

const area = 'chesterfield';
const random = (length: number): Uint8Array => new Uint8Array(randomBytes(length));
const base64 = (value: Uint8Array): string => Buffer.from(value).toString('base64');
let app: TestApplication;
let ask: AskPage;
let recipient: string;

before(async () => {
  recipient = await recipientOf(identity);
  const notices = { recipient, vapidPublicKey: vapid.publicKey, email: true, sms: false };
  app = await startApplication({ folders: ['areas/chesterfield', 'test/areas/littleford'], notices });
  app.setCards(100);
  ask = askPages(app);
});
beforeEach(async () => {
  for (const table of ['subscription', 'message'])
    await app.database.pools.owner.query(`delete from notifications.${table}`);
});
after(() => app.close());

async function takeToken(): Promise<Uint8Array> {
  const { tokenKeys } = await app.evaluators.keys(area);
  const key = new Uint8Array(Buffer.from(tokenKeys[0] ?? '', 'hex'));
  const pending = prepareTokens(1, area, key, random);
  const answer = await app.evaluators.issue(area, [pending.map(({ blinded }) => blinded)]);
  assert.ok(answer.ok);
  const finished = finishTokens(pending, answer.answers[0] ?? assert.fail(), key);
  return (finished.ok ? finished.tokens[0] : undefined) ?? assert.fail();
}
async function body(token: Uint8Array, stop = stopCode(random(10))) {
  const sealed = await seal(pad(Buffer.from('{"to":"ada@mail.example.org"}')), [recipient]);
  return {
    id: randomUUID(),
    channel: 'email',
    sealed: base64(sealed),
    stop: Buffer.from(hashOf(stop)).toString('hex'),
    tokens: [base64(token)],
  };
}
async function post(sent: object, path = 'notifications'): Promise<string> {
  const answer = await fetch(`${app.origin}/api/areas/${area}/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(sent),
  });
  const told = (await answer.json()) as { title?: string; state?: string };
  return `${answer.status} ${told.title ?? told.state ?? ''}`;
}
const rows = async (table = 'subscription') =>
  (await app.database.pools.owner.query(`select * from notifications.${table}`)).rows as Record<
    string,
    unknown
  >[];

test('one token pays for one subscription, which may be sent again and is one', async () => {
  const token = await takeToken();
  const sent = await body(token);
  assert.equal(await post(sent), '201 asked');
  assert.equal(await post(sent), '201 asked');
  assert.equal((await rows()).length, 1);
  assert.equal((await rows('message')).length, 1);
  for (const change of [
    { id: randomUUID() },
    { channel: 'push' },
    { stop: 'ab'.repeat(32) },
    { sealed: (await body(token)).sealed },
  ])
    assert.equal(await post({ ...sent, ...change }), '409 spent', JSON.stringify(Object.keys(change)));
  const element = base64(blind(random(5), random).blinded);
  assert.equal(await post({ tokens: sent.tokens, blinded: element }, 'evaluate'), '409 spent');
  assert.equal((await rows()).length, 1);
});

test('forged, spent on a look-up, of none, unsealed, by a way that is not offered: nothing is kept', async () => {
  const token = await takeToken();
  const sent = await body(token);
  const forged = new Uint8Array(token);
  forged[150] = (forged[150] ?? 0) ^ 1;
  assert.equal(await post({ ...sent, tokens: [base64(forged)] }), '403 bad-token');
  assert.equal(await post({ ...sent, tokens: [base64(random(162))] }), '403 bad-token');
  assert.equal(await post({ ...sent, tokens: [] }), '422 malformed');
  assert.equal(await post({ ...sent, channel: 'sms' }), '409 no-such-channel');
  assert.equal(await post({ ...sent, sealed: base64(random(900)) }), '422 not-sealed');
  const two = await seal(pad(random(10)), [recipient, await recipientOf(identityFromSeed(random(32)))]);
  assert.equal(await post({ ...sent, sealed: base64(two) }), '422 not-sealed');
  assert.equal(await post({ ...sent, card: 7 }), '422 malformed');
  const element = base64(blind(random(5), random).blinded);
  await post({ tokens: sent.tokens, blinded: element }, 'evaluate');
  assert.equal(await post(sent), '409 spent');
  assert.deepEqual([await rows(), await rows('message')], [[], []]);
});

test('no column names a card, an address or an hour, and no line of the log does', async () => {
  const { pools } = app.database;
  const locator = random(16);
  const verifyKey = random(32);
  await pools.owner.query(
    `insert into warnings.card (area_id, leaf, locator, verify_key, state, minted_day, alive_until, asked_again, batch)
     values ('chesterfield', 7, $1, $2, 'redeemed', '2026-11-24', '2027-11-30', 0, 1)`,
    [locator, verifyKey],
  );
  assert.equal(await post(await body(await takeToken())), '201 asked');
  const [row] = await rows();
  // A new column is a new question: does it tie a subscription to a card?
  assert.deepEqual(Object.keys(row ?? {}).toSorted(), [
    'area_id',
    'asked_day',
    'channel',
    'confirm_hash',
    'id',
    'sealed',
    'state',
    'stop_hash',
  ]);
  const [message] = await rows('message');
  assert.deepEqual(Object.keys(message ?? {}).toSorted(), [
    'area_id',
    'channel',
    'done_day',
    'due',
    'fence',
    'id',
    'kind',
    'leased_until',
    'state',
    'subscription',
    'tries',
    'valid_until',
  ]);
  assert.equal(
    (message?.['due'] as Date | undefined)?.toISOString(),
    '2026-11-24T00:00:00.000Z',
    'no hour of hers',
  );
  for (const value of [...Object.values(row ?? {}), ...Object.values(message ?? {})]) {
    const bytes = value instanceof Uint8Array ? Buffer.from(value) : Buffer.from(String(value));
    for (const secret of [locator, verifyKey, Buffer.from('ada@mail')])
      assert.equal(bytes.indexOf(secret), -1);
  }
  assert.doesNotMatch(app.lines.join(''), /ada|mail\.example/);
});

test('a code is typed without a script; a wrong one is still there, and used once', async () => {
  assert.equal(await post(await body(await takeToken())), '201 asked');
  const code = confirmCode(random(5));
  await app.database.pools.owner.query('update notifications.subscription set confirm_hash = $1', [
    Buffer.from(hashOf(code)),
  ]);
  for (const typed of ['aaaa-bbbb', 'banana', '', '<b>']) {
    const wrong = await ask('/notify', { act: 'confirm', code: typed });
    assert.equal(wrong.status, 422);
    assert.match(plainText(wrong.text), /This is not a code that waits/);
    assert.equal(fieldOf(wrong.text, 'code'), typed.replace('<b>', '&lt;b&gt;'));
  }
  const elsewhere = await ask('/a/littleford/notify', { act: 'confirm', code });
  assert.equal(elsewhere.status, 422, 'of another area');
  const right = await ask('/ro/notify', { act: 'confirm', code: showCode(code).toUpperCase() });
  assert.match(plainText(right.text), /Mesajele sunt pornite/);
  assert.deepEqual([(await rows())[0]?.['state'], (await rows())[0]?.['asked_day']], ['active', null]);
  assert.equal((await ask('/notify', { act: 'confirm', code })).status, 422);
});

test('one press stops, by the link, by the mailbox and by typing; looking and twice are fine', async () => {
  const subscribeWith = async (code: string) =>
    assert.match(await post(await body(await takeToken(), code)), /^201/);
  const code = stopCode(random(10));
  await subscribeWith(code);
  const shown = await ask(`/s/${code}`);
  assert.match(plainText(shown.text), /Press the button/);
  assert.equal((await rows()).length, 1, 'looking stops nothing');
  const done = await ask(`/s/${code}`, {});
  assert.deepEqual([done.status, (await rows()).length, (await rows('message')).length], [200, 0, 0]);
  const again = await ask(`/s/${code}`, {});
  assert.equal(again.text, done.text);
  assert.equal((await ask('/s/zzzzzzzzzzzzzzzz', {})).text.replaceAll('zzzzzzzzzzzzzzzz', code), done.text);

  // RFC 8058: a mailbox posts this, with no cookie and no origin.
  await subscribeWith(code);
  const oneClick = await ask(`/ro/s/${code}`, { 'List-Unsubscribe': 'One-Click' });
  assert.deepEqual([oneClick.status, (await rows()).length], [200, 0]);

  await subscribeWith(code);
  const wrong = await ask('/notify', { act: 'stop', stop: 'abc' });
  assert.deepEqual([wrong.status, fieldOf(wrong.text, 'stop')], [422, 'abc']);
  const looked = await ask('/notify', { act: 'look', stop: showCode(code) });
  assert.match(
    plainText(looked.text),
    /It waits for the code.*They come by e-mail.*A message waits to be sent/,
  );
  await ask('/notify', { act: 'stop', stop: code.toUpperCase() });
  assert.equal((await rows()).length, 0);
  assert.match(plainText((await ask('/notify', { act: 'look', stop: code })).text), /Nothing is kept/);
});

test('what nobody confirms goes after two days, and the night keeps the rest', async () => {
  const notices = await openNotices(app.database);
  await notices.add({ channel: 'email', to: 'ada@mail.example.org' }, {}, false);
  await notices.add({ channel: 'email', to: 'bea@mail.example.org' });
  await sweepMessages(notices.sweep, '2026-11-26');
  assert.equal((await rows()).length, 2);
  await sweepMessages(notices.sweep, '2026-11-27');
  assert.deepEqual(
    (await rows()).map(({ state }) => state),
    ['active'],
  );
  await notices.close();
});
