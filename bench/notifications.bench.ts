/**
 * A hundred thousand members are told: how fast they are queued and the queue is worked through, beside graphile-worker on the same
 * PostgreSQL in the same run; then through two real notifiers to a real push endpoint that decrypts each, while one after the
 * other is killed.
 */
import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Logger, parseCronItems, run, runMigrations } from 'graphile-worker';
import pg from 'pg';
import { Temporal, standingClock, systemClock } from '#kit/clock.ts';
import { openLog } from '#kit/log.ts';
import { contactBox } from '#notifications/notifier/open-contact.ts';
import { runQueue } from '#notifications/notifier/run-queue.ts';
import { startNotifier } from '#notifications/notifier/start-notifier.ts';
import { finishMessage } from '#notifications/queries/finish-message.ts';
import { notifyOfFeed } from '#notifications/queries/queue-of-feed.ts';
import { hashOf, stopCode } from '#notifications/rules/codes.ts';
import { pad } from '#sealed/padding.ts';
import {
  type Notices,
  area,
  identity,
  openNotices,
  usual,
  vapid,
  vapidKey,
} from '../test/support/notices.ts';
import { until } from '../test/support/process.ts';
import {
  type PushService,
  type PushSubscriptionMade,
  startPushService,
} from '../test/support/push-service.ts';
import type { Row } from './row.ts';
import { barePushes } from './support/bare-pushes.ts';

const MEMBERS = 100_000;
/** Of this many kills each falls after as many more messages. */
const KILLS = 20;
/** Messages that a notifier has under way, and what its killing can repeat at most. */
const HANDS = 32;
const LEASE = 5_000;
const who = `${MEMBERS.toLocaleString('en-GB')} members`;

/** A second's worth of `work`. */
async function perSecond(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return MEMBERS / ((performance.now() - began) / 1000);
}

async function subscribeAll(notices: Notices, push: PushService): Promise<PushSubscriptionMade[]> {
  const box = contactBox(identity);
  const made: PushSubscriptionMade[] = [];
  while (made.length < MEMBERS) {
    const some = Array.from({ length: 5_000 }, () => {
      const subscription = push.subscribe();
      const stop = stopCode(randomBytes(10));
      const contact = { ...usual, channel: 'push', ...subscription, stop };
      return { subscription, stop, sealed: box.sealAgain(pad(Buffer.from(JSON.stringify(contact)))) };
    });
    await notices.database.pools.owner.query(
      `insert into notifications.subscription (area_id, id, channel, state, sealed, stop_hash)
       select $1, gen_random_uuid(), 'push', 'active', * from unnest($2::bytea[], $3::bytea[])`,
      [
        area,
        some.map(({ sealed }) => Buffer.from(sealed)),
        some.map(({ stop }) => Buffer.from(hashOf(stop))),
      ],
    );
    made.push(...some.map(({ subscription }) => subscription));
  }
  return made;
}

/** Ten minutes ago, so that the whole spread is due. */
const queueAll = async (notices: Notices): Promise<void> => {
  const clock = standingClock(Temporal.Now.instant().subtract({ minutes: 10 }).toString());
  await notifyOfFeed(notices.sweep, { area, severity: 'highest', clock });
};
const countStates = async (notices: Notices, state: string): Promise<number> => {
  const { rows } = await notices.database.pools.owner.query<{ count: number }>(
    'select count(*)::int as count from notifications.message where state = $1',
    [state],
  );
  return rows[0]?.count ?? 0;
};

/** The queue by itself: whatever is claimed is finished at once. */
async function workThrough(notices: Notices): Promise<void> {
  const all = Promise.withResolvers<void>();
  let finished = 0;
  const { stop } = runQueue({
    pool: notices.pool,
    clock: systemClock,
    log: openLog(systemClock),
    async sendOne(message) {
      if (!(await finishMessage(notices.pool, message, 'handed-over', systemClock.today())))
        throw new Error('a lease was lost');
      finished += 1;
      if (finished === MEMBERS) all.resolve();
    },
  });
  await all.promise;
  await stop();
}

/** The same by graphile-worker, with as many hands and with what it has for throughput. */
async function graphile(connection: pg.ClientConfig): Promise<{ queued: number; worked: number }> {
  const pgPool = new pg.Pool({ ...connection, max: 6 });
  pgPool.on('error', () => undefined);
  pgPool.on('connect', (client) => client.on('error', () => undefined));
  const logger = new Logger(() => () => undefined);
  try {
    await runMigrations({ pgPool, logger });
    const queued = await perSecond(
      async () =>
        await pgPool.query(
          `select graphile_worker.add_jobs(array(
             select row('tell', json_build_object('subscription', gen_random_uuid()), null, null, null, null, null, null)::graphile_worker.job_spec
             from generate_series(1, $1)))`,
          [MEMBERS],
        ),
    );
    const all = Promise.withResolvers<void>();
    let finished = 0;
    const worked = await perSecond(async () => {
      const runner = await run({
        pgPool,
        logger,
        noHandleSignals: true,
        parsedCronItems: parseCronItems([]),
        taskList: {
          async tell() {
            finished += 1;
            if (finished === MEMBERS) all.resolve();
          },
        },
        preset: {
          worker: { concurrentJobs: HANDS, localQueue: { size: 500 }, completeJobBatchDelay: 0 },
        },
      });
      await all.promise;
      await runner.stop();
    });
    return { queued, worked };
  } finally {
    await pgPool.end();
  }
}

export default async function notifications(): Promise<Row[]> {
  const notices = await openNotices();
  const push = await startPushService(vapid.publicKey);
  try {
    const theirs = await graphile(notices.database.superuserConnection);
    const subscriptions = await subscribeAll(notices, push);
    const queued = await perSecond(async () => await queueAll(notices));
    const worked = await perSecond(async () => await workThrough(notices));
    const done = await countStates(notices, 'handed-over');
    if (done !== MEMBERS) throw new Error(`${done} of ${MEMBERS} were finished`);
    await notices.database.pools.owner.query('delete from notifications.message');

    const bare = await barePushes(subscriptions.slice(0, 10_000), { hands: HANDS, vapidKey });
    push.accepted.length = 0;
    await queueAll(notices);
    const said: string[] = [];
    const start = {
      connection: notices.database.notifierConnection,
      identity,
      origin: 'https://town.example.org',
      vapid: { key: Buffer.from(vapidKey).toString('hex'), subject: 'mailto:ops@example.org' },
      mail: null,
      smsUrl: null,
      pushServices: ['127.0.0.1'],
      lease: LEASE,
      patience: 2_000,
    };
    const began = performance.now();
    const both = await Promise.all(
      [1, 2].map(async () => await startNotifier(start, (line) => said.push(line))),
    );
    try {
      for (let kill = 0; kill < KILLS; kill++) {
        const enough = ((kill + 1) * MEMBERS) / (KILLS + 1);
        while (push.accepted.length < enough) await pause(20);
        const notifier = both[kill % 2];
        const pid = notifier?.ok === true ? notifier.pid() : undefined;
        if (pid === undefined) throw new Error('no notifier to kill');
        process.kill(pid, 'SIGKILL');
        await until(
          () => notifier?.ok === true && ![undefined, pid].includes(notifier.pid()),
          'a new process',
        );
      }
      while ((await countStates(notices, 'queued')) > 0) await pause(200);
    } finally {
      await Promise.all(both.map(async (one) => await (one.ok ? one.stop() : undefined)));
    }
    const seconds = (performance.now() - began) / 1000;
    if (push.faults.length > 0 || said.length !== KILLS)
      throw new Error(push.faults[0] ?? `${said.length} kills`);
    const shown = push.shown();
    const reached = new Set(shown.map(({ to }) => to)).size;
    const killed = `${KILLS} kills`;
    return [
      {
        name: `queued in one transaction, ${who}`,
        value: queued,
        unit: '/s',
        limit: theirs.queued,
        limitIs: 'graphile-worker’s add_jobs',
      },
      {
        name: `claimed and finished, nothing sent, one process, ${who}`,
        value: worked,
        unit: '/s',
        limit: theirs.worked,
        limitIs: 'graphile-worker, 32 hands, local queue of 500',
      },
      {
        name: `sealed and handed over, two notifiers, ${killed}, ${who}`,
        value: MEMBERS / seconds,
        unit: '/s',
        limit: bare,
        limitIs: 'two processes that seal and post without a queue',
      },
      { name: `lost, ${killed}`, value: MEMBERS - reached, unit: '', aim: { most: 0 } },
      {
        name: `doubled at receivers that honour our topic, ${killed}`,
        value: shown.length - reached,
        unit: '',
        aim: { most: 0 },
      },
      {
        name: `repeats at a receiver that ignores it, ${killed}`,
        value: push.accepted.length - shown.length,
        unit: '',
        aim: { most: KILLS * HANDS },
      },
    ];
  } finally {
    await push.close();
    await notices.close();
  }
}
