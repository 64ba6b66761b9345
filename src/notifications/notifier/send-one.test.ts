import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { standingClock } from '#kit/clock.ts';
import { openMail } from '#kit/mail/open-mail.ts';
import { type MailServer, startMailServer } from '../../../test/support/mail.ts';
import { type Notices, area, identity, openNotices, vapid } from '../../../test/support/notices.ts';
import { type PushService, startPushService } from '../../../test/support/push-service.ts';
import { type TextGateway, startTextGateway } from '../../../test/support/text-gateway.ts';
import { openTexts } from '../channels/send-text.ts';
import { confirm } from '../queries/confirm.ts';
import { look } from '../queries/look.ts';
import { notifyOfFeed } from '../queries/queue-of-feed.ts';
import { stop } from '../queries/stop.ts';
import { expireMessages } from '../queries/sweep-messages.ts';
import { type Means, createSendOne } from './send-one.ts';

const clock = standingClock('2026-11-24T12:00:00Z');
const now = (): Date => new Date(clock.now().epochMilliseconds);
const origin = 'https://town.example.org';
let notices: Notices;
let push: PushService;
let mail: MailServer;
let texts: TextGateway;
let means: Means;

before(async () => {
  [notices, push, mail, texts] = await Promise.all([
    openNotices(),
    startPushService(vapid.publicKey, () => clock.now().epochMilliseconds),
    startMailServer(),
    startTextGateway(),
  ]);
  means = {
    pool: notices.pool,
    clock,
    identity,
    origin,
    vapid,
    mail: openMail({ smtpUrl: mail.url, from: 'notes@mail.example.org' }),
    text: openTexts(`http://127.0.0.1:${texts.port}/send`, 500),
    pushServices: ['127.0.0.1'],
    patience: 500,
  };
});
afterEach(async () => {
  clock.set('2026-11-24T12:00:00Z');
  for (const table of ['subscription', 'message'])
    await notices.database.pools.owner.query(`delete from notifications.${table}`);
  for (const list of [push.accepted, push.faults, mail.letters, texts.accepted]) list.length = 0;
});
after(async () => {
  await Promise.all([push.close(), mail.close(), texts.close()]);
  await notices.close();
});

const announce = async (severity: 'highest' | 'other' = 'highest') =>
  await notifyOfFeed(notices.sweep, { area, severity, clock });
/** Waits so long, then works on what is due. */
async function later(minutes: number, of: Means = means): Promise<void> {
  clock.advance({ minutes });
  await notices.drain(createSendOne(of), now());
}
const states = async () => (await notices.messages()).map(({ state }) => state);
const subscriptions = async () =>
  (await notices.database.pools.owner.query('select * from notifications.subscription')).rows;

test('each way says the chosen words, how to stop them, and nothing else', async () => {
  const browser = push.subscribe();
  await notices.add({ channel: 'push', ...browser }, { language: 'ro' });
  const byMail = await notices.add({ channel: 'email', to: 'ada@mail.example.org' });
  const byText = await notices.add({ channel: 'sms', to: '+447700900123' });
  await announce();
  await later(10);
  assert.deepEqual(push.faults, []);
  assert.equal(push.accepted.length, 1);
  const [pushed] = push.accepted;
  assert.deepEqual(JSON.parse(pushed?.text ?? ''), {
    title: 'Notițe · O notiță',
    body: 'Ai o notiță nouă.',
    open: '/warnings',
  });
  assert.ok(pushed && pushed.ttl > 23 * 3600 && pushed.ttl <= 24 * 3600 && /^[\w-]{22}$/.test(pushed.topic));
  assert.equal(pushed.urgency, 'high');
  assert.equal(mail.letters.length, 1);
  const letter = mail.letters[0]?.source ?? '';
  assert.match(letter, /^From: Notes <notes@mail\.example\.org>\r$/m);
  assert.match(letter, /^Subject: A note\r$/m);
  assert.match(letter, /You have a new note\./);
  assert.ok(letter.includes(`List-Unsubscribe: <${origin}/s/${byMail}>`));
  assert.ok(letter.includes('List-Unsubscribe-Post: List-Unsubscribe=One-Click'));
  assert.ok(letter.split('\r\n\r\n').slice(1).join(' ').includes(`${origin}/s/${byMail}`));
  const said = `Notes: You have a new note. To stop these messages: ${origin}/s/${byText}`;
  assert.equal(texts.accepted[0]?.text, said);
  assert.equal(texts.accepted[0]?.key, texts.accepted[0]?.reference);
  assert.deepEqual(
    await states(),
    Array.from({ length: 3 }, () => 'handed-over'),
  );
  for (const words of [texts.accepted[0]?.text ?? '', letter.split('\r\n\r\n').slice(1).join(' ')])
    assert.doesNotMatch(words, /warning|card|police|report|danger/i);
});

test('404 and 410 end a subscription; 500, a refusal to wait and silence do not; another 4xx is the message’s end', async () => {
  await notices.add({ channel: 'push', ...push.subscribe() });
  const texter = await notices.add({ channel: 'sms', to: '+447700900123' });
  await announce();
  push.next.push(500, 'hang', 429);
  texts.next.push(503, 'hang');
  await later(10);
  await later(1);
  await later(2);
  assert.deepEqual((await notices.messages()).map(({ state, tries }) => `${state} ${tries}`).toSorted(), [
    'handed-over 3',
    'queued 3',
  ]);
  await later(4);
  assert.deepEqual(await states(), ['handed-over', 'handed-over']);
  assert.equal(push.accepted.length, 1);
  assert.equal((await subscriptions()).length, 2);
  for (const gone of [410, 404]) {
    await announce();
    push.next.push(gone);
    await later(10);
    assert.equal((await subscriptions()).filter(({ channel }) => channel === 'push').length, 0);
    await notices.add({ channel: 'push', ...push.subscribe() });
  }
  push.next.push(400);
  texts.next.push(422);
  await announce();
  await later(10);
  assert.ok((await states()).includes('failed'));
  assert.equal((await subscriptions()).length, 2);
  const kept = await look(notices.db, area, texter);
  assert.ok(kept?.messages.some(({ state }) => state === 'failed'));
});

test('a second try has the topic, Message-ID and reference of the first', async () => {
  await notices.add({ channel: 'push', ...push.subscribe() });
  await notices.add({ channel: 'email', to: 'ada@mail.example.org' });
  await notices.add({ channel: 'sms', to: '+447700900123' });
  await announce();
  push.next.push('lost');
  texts.next.push('lost');
  mail.refuse(1);
  await later(10);
  await later(1);
  assert.deepEqual(
    await states(),
    Array.from({ length: 3 }, () => 'handed-over'),
  );
  assert.equal(push.accepted.length, 2);
  assert.equal(push.shown().length, 1);
  assert.equal(new Set(texts.accepted.map(({ reference }) => reference)).size, 1);
  assert.equal(texts.accepted.length, 2);
  assert.equal(mail.letters.length, 1);
  assert.match(mail.letters[0]?.source ?? '', /^Message-ID: <[0-9a-f-]{36}@mail\.example\.org>\r$/m);
});

test('GOV.UK Notify is asked before a second try, and then has it once', async () => {
  const [service, secret] = ['3c2b1a90-0000-4000-8000-000000000001', '3c2b1a90-0000-4000-8000-000000000002'];
  const notify = await startTextGateway({ service, secret });
  const text = openTexts(`govuk-notify://template:key-${service}-${secret}@127.0.0.1:${notify.port}`, 500);
  try {
    await notices.add({ channel: 'sms', to: '+447700900123' });
    await announce();
    notify.next.push('lost');
    await later(0, { ...means, text });
    await later(1, { ...means, text });
    assert.deepEqual(await states(), ['handed-over']);
    assert.equal(notify.accepted.length, 1);
    assert.deepEqual(notify.lookUps, [notify.accepted[0]?.reference]);
    const wrong = openTexts(`govuk-notify://template:key-${secret}-${service}@127.0.0.1:${notify.port}`, 500);
    await announce();
    await later(0, { ...means, text: wrong });
    assert.deepEqual((await states()).toSorted(), ['failed', 'handed-over']);
  } finally {
    await notify.close();
  }
});

test('nobody has two waiting, and what waits too long expires with or without a notifier', async () => {
  await notices.add({ channel: 'push', ...push.subscribe() });
  await announce('other');
  const [first] = await notices.messages();
  await announce('highest');
  const [second, ...more] = await notices.messages();
  assert.equal(more.length, 0);
  assert.ok(first && second && second.due <= first.due);
  assert.equal(await expireMessages(notices.sweep, now(), clock.today()), 1);
  clock.advance({ hours: 25 });
  assert.equal(await expireMessages(notices.sweep, now(), clock.today()), 0);
  assert.deepEqual(await states(), ['expired']);
  await later(0);
  assert.equal(push.accepted.length, 0);
});

test('quiet hours hold a message until they end, and a day without messages may let it expire', async () => {
  clock.set('2026-10-24T21:30:00Z');
  await notices.add({ channel: 'sms', to: '+447700900123' }, { quiet: { from: 22, to: 8 } });
  // 25 and 26 October are Sunday and Monday.
  await notices.add({ channel: 'email', to: 'ada@mail.example.org' }, { never: [6, 7, 1] });
  await announce();
  await later(10);
  assert.equal(texts.accepted.length, 0);
  const waiting = (await notices.messages()).find(({ state }) => state === 'queued');
  assert.deepEqual([waiting?.due.toISOString(), waiting?.tries], ['2026-10-25T08:00:00.000Z', 0]);
  assert.ok((await states()).includes('expired'));
  clock.set('2026-10-25T07:59:59Z');
  await later(0);
  assert.equal(texts.accepted.length, 0);
  clock.set('2026-10-25T08:00:00Z');
  await later(0);
  assert.equal(texts.accepted.length, 1);
  assert.equal(mail.letters.length, 0);
});

test('an address that was typed gets one code and nothing else until the code is typed', async () => {
  await notices.add({ channel: 'email', to: 'ada@mail.example.org' }, {}, false);
  clock.set('2026-11-24T23:30:00Z');
  await later(0);
  await announce();
  await later(10);
  assert.equal(mail.letters.length, 1);
  const code = /code is ([a-z2-7]{4}-[a-z2-7]{4})/.exec(mail.letters[0]?.source ?? '')?.[1] ?? '';
  assert.ok(code !== '');
  assert.equal(await confirm(notices.db, area, 'aaaaaaaa'), false);
  assert.equal(await confirm(notices.db, 'littleford', code.replace('-', '')), false);
  assert.equal(await confirm(notices.db, area, code.replace('-', '')), true);
  assert.equal(await confirm(notices.db, area, code.replace('-', '')), false);
  assert.deepEqual(
    (await subscriptions()).map(({ state, asked_day, confirm_hash }) => [state, asked_day, confirm_hash]),
    [['active', null, null]],
  );
  await announce();
  await later(10);
  assert.equal(mail.letters.length, 2);
});

test('nobody can have more than three codes a day sent to one address', async () => {
  for (const to of ['ada', 'Ada', 'ADA', 'ada', 'ada'])
    await notices.add({ channel: 'email', to: `${to}@mail.example.org` }, {}, false);
  const sendOne = createSendOne(means);
  await notices.drain(sendOne, now());
  assert.equal(mail.letters.length, 3);
  assert.deepEqual((await states()).filter((state) => state === 'failed').length, 2);
});

test('stopping takes what waits along, and twice is fine', async () => {
  const code = await notices.add({ channel: 'push', ...push.subscribe() });
  await announce();
  await stop(notices.db, area, code);
  await stop(notices.db, area, code);
  await later(10);
  assert.deepEqual([await subscriptions(), await states(), push.accepted], [[], [], []]);
  assert.equal(await look(notices.db, area, code), null);
});

test('what is no contact of ours, or leads into our own network, is never posted to', async () => {
  const elsewhere = {
    ...push.subscribe(),
    endpoint: push.subscribe().endpoint.replace('127.0.0.1', 'localhost'),
  };
  await notices.add({ channel: 'push', ...elsewhere });
  await notices.add({ channel: 'email', to: 'a@example.org\r\nBcc: b@example.org' });
  const before = push.requests();
  await announce();
  await later(10);
  assert.equal(push.requests(), before);
  assert.deepEqual(await states(), ['failed', 'failed']);
  assert.deepEqual(await subscriptions(), []);
});

test('once opened, an address lies under a key that only the notifier can derive, and another key opens nothing', async () => {
  await notices.add({ channel: 'email', to: 'ada@mail.example.org' });
  const [before] = await subscriptions();
  await announce();
  await later(10);
  const [after_] = await subscriptions();
  assert.match(String(before?.sealed), /^age-encryption/);
  assert.equal(after_?.sealed[0], 2);
  assert.ok(!Buffer.from(after_?.sealed).includes('example'));
  clock.advance({ minutes: 20 });
  await announce();
  await later(10);
  assert.equal(mail.letters.length, 2);
  const { pool } = notices;
  const { rows } = await pool.query('select has_table_privilege($1, $2, $3) as may', [
    'waymark_support',
    'notifications.subscription',
    'select',
  ]);
  assert.equal(rows[0]?.may, false, 'the application reads no sealed address');
});
