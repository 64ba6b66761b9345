/**
 * Two notifiers are killed again and again while they send two hundred messages: at receivers that honour our keys each
 * arrives once, and one that ignores them sees no message more often than somebody was killed.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Temporal, standingClock } from '#kit/clock.ts';
import { type MailServer, startMailServer } from '../../../test/support/mail.ts';
import { type Notices, area, identity, openNotices, vapid, vapidKey } from '../../../test/support/notices.ts';
import { until } from '../../../test/support/process.ts';
import { type PushService, startPushService } from '../../../test/support/push-service.ts';
import { type TextGateway, startTextGateway } from '../../../test/support/text-gateway.ts';
import { notifyOfFeed } from '../queries/queue-of-feed.ts';
import { startNotifier } from './start-notifier.ts';

const EACH = { push: 120, email: 40, sms: 40 };
const KILLS = 6;
/** Of which one process has under way: what it can have handed over without having written so. */
const HANDS = 32;

let notices: Notices;
let push: PushService;
let mail: MailServer;
let texts: TextGateway;
before(async () => {
  [notices, push, mail, texts] = await Promise.all([
    openNotices(),
    startPushService(vapid.publicKey),
    startMailServer(),
    startTextGateway(),
  ]);
});
after(async () => {
  await Promise.all([push.close(), mail.close(), texts.close()]);
  await notices.close();
});

const counts = (names: readonly string[]): number[] =>
  [...Map.groupBy(names, (name) => name).values()].map(({ length }) => length);

test('killed in the middle of two hundred messages, none is lost and none comes twice', async () => {
  for (let at = 0; at < EACH.push; at++) await notices.add({ channel: 'push', ...push.subscribe() });
  for (let at = 0; at < EACH.email; at++)
    await notices.add({ channel: 'email', to: `m${at}@mail.example.org` });
  for (let at = 0; at < EACH.sms; at++)
    await notices.add({ channel: 'sms', to: `+44770090${String(at).padStart(4, '0')}` });
  // Ten minutes ago, so that the whole spread is due.
  const clock = standingClock(Temporal.Now.instant().subtract({ minutes: 10 }).toString());
  await notifyOfFeed(notices.sweep, { area, severity: 'highest', clock });
  push.slow.milliseconds = 25;

  const said: string[] = [];
  const start = {
    connection: notices.database.notifierConnection,
    identity,
    origin: 'https://town.example.org',
    vapid: { key: Buffer.from(vapidKey).toString('hex'), subject: 'mailto:ops@example.org' },
    mail: { smtpUrl: mail.url, from: 'notes@mail.example.org' },
    smsUrl: `http://127.0.0.1:${texts.port}/send`,
    pushServices: ['127.0.0.1'],
    lease: 3000,
    patience: 2000,
  };
  const both = await Promise.all(
    [1, 2].map(async () => await startNotifier(start, (line) => said.push(line))),
  );
  try {
    for (let kill = 0; kill < KILLS; kill++) {
      const had = push.accepted.length;
      await until(() => push.accepted.length >= had + 8 || push.accepted.length >= EACH.push, 'sending');
      const notifier = both[kill % 2];
      assert.ok(notifier?.ok);
      const pid = notifier.pid();
      assert.ok(pid !== undefined);
      process.kill(pid, 'SIGKILL');
      // Until another runs: the next kill is of a process that sends.
      await until(() => said.length > kill, 'the end of a process');
      await until(() => ![undefined, pid].includes(notifier.pid()), 'a new process');
    }
    await until(async () => {
      const messages = await notices.messages();
      return messages.every(({ state }) => state === 'handed-over');
    }, 'every message handed over');
  } finally {
    await Promise.all(both.map(async (one) => await (one.ok ? one.stop() : undefined)));
  }
  assert.equal(said.length, KILLS);

  const all = EACH.push + EACH.email + EACH.sms;
  assert.equal((await notices.messages()).length, all);
  assert.deepEqual(push.faults, []);
  // Receivers that honour the topic, the Message-ID and the reference.
  const topics = push.accepted.map(({ to, topic }) => `${to} ${topic}`);
  const letters = mail.letters.map(({ source }) => /^Message-ID: (.+)\r$/m.exec(source)?.[1] ?? '');
  const references = texts.accepted.map(({ reference }) => reference);
  assert.equal(new Set(topics).size, EACH.push);
  assert.equal(push.shown().length, EACH.push);
  assert.equal(new Set(push.accepted.map(({ to }) => to)).size, EACH.push);
  assert.equal(new Set(letters).size, EACH.email);
  assert.equal(new Set(mail.letters.flatMap(({ to }) => to)).size, EACH.email);
  assert.equal(new Set(references).size, EACH.sms);
  // And those that ignore them.
  for (const names of [topics, letters, references])
    assert.ok(Math.max(...counts(names)) <= 1 + KILLS, 'one repeat for each kill at most');
  const repeats = topics.length + letters.length + references.length - all;
  assert.ok(repeats <= KILLS * HANDS, `${repeats} repeats`);
});
