/** The process: read configuration, open the database, serve, stop cleanly. Everything it refuses is one line. */
import { getRandomValues } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import {
  createSetupLink,
  completeDestruction,
  endIdleSessions,
  publishMissedRoots,
  openPinnedRoots,
  shuffleIntake,
  sweepAttachments,
  sweepNonces,
  type DesksTables,
  differsFromRoot,
  readRoot,
} from '#desks/index.ts';
import { type WarningsTables, feedTurner, publisher, sweepWarnings, watchFeed } from '#warnings/index.ts';
import type { Kysely } from 'kysely';
import {
  type NotificationsTables,
  expireMessages,
  notifyOfFeed,
  openVapid,
  readNotifierRecipient,
  startNotifier,
  sweepMessages,
} from '#notifications/index.ts';
import { connectEvaluators, startEvaluator } from '#evaluator/index.ts';
import { keepAssets } from '#kit/assets/keep-assets.ts';
import {
  type DirectoryPack,
  type DirectoryTables,
  loadDirectory,
  sweepSelfChecks,
  takeServices,
  tellKeepers,
} from '#directory/index.ts';
import { loadAreaPack, type AreaPack } from '#kit/area-pack.ts';
import { type Guide, loadGuide } from '#guide/index.ts';
import { dueDay } from '#reports/index.ts';
import { dayIn, systemClock } from '#kit/clock.ts';
import { countRequests, createBuckets } from '#kit/http/index.ts';
import { openDatabase, rememberAreas } from '#kit/database/connect.ts';
import { openJobs } from '#kit/database/jobs.ts';
import { watchDisk } from '#kit/disk-room.ts';
import { readKeyFile } from '#kit/key-file.ts';
import { openLog } from '#kit/log.ts';
import { openMail } from '#kit/mail/open-mail.ts';
import { verifyKeyOf } from '#sealed/signed.ts';
import { createApp } from './app.ts';
import { readConfig } from './config.ts';
import { migrationOrder } from './migration-order.ts';
import { href } from './routes.ts';

const say = (line: string): void => console.error(line);

function refuse(why: string): never {
  say(why);
  process.exit(1);
}

const read = readConfig(process.env, process.cwd());
if (!read.ok) refuse(read.why);
const { config } = read;
// Nothing that we start has it in its environment. `-`: it is on no command line and in no environment at all.
delete process.env['NOTIFIER_KEY'];
const notifierKey = config.notifierKey === '-' ? await firstLine() : config.notifierKey;
async function firstLine(): Promise<string> {
  const lines = createInterface({ input: process.stdin });
  for await (const line of lines) {
    lines.close();
    process.stdin.destroy();
    return line.trim();
  }
  return '';
}

const packs = config.areaPacks.map((folder) => loadAreaPack(folder));
const areas = packs.map((loaded): AreaPack => (loaded.ok ? loaded.pack : refuse(loaded.why)));
const [first, ...others] = areas;
if (first === undefined) refuse('AREA_PACKS is wrong: expected one or more folders.');
for (const { id } of areas)
  if (areas.filter((area) => area.id === id).length > 1)
    refuse(`AREA_PACKS is wrong: expected areas of different names, and two are ${id}.`);
const guides = new Map(
  areas.map((area, at): [string, Guide] => {
    const loaded = loadGuide(config.areaPacks[at] ?? '', area);
    return [area.id, loaded.ok ? loaded.guide : refuse(loaded.why)];
  }),
);

const directories = new Map(
  areas.map(({ id }, at): [string, DirectoryPack] => {
    const loaded = loadDirectory(config.areaPacks[at] ?? '');
    return loaded.ok ? [id, loaded.pack] : refuse(loaded.why);
  }),
);

const random = (length: number): Uint8Array => getRandomValues(new Uint8Array(length));
const key = readKeyFile(config.keysDir, 'service-key', random);
if (!key.ok) refuse(key.why);

const vapidKey = readKeyFile(config.keysDir, 'vapid-key', random);
if (!vapidKey.ok) refuse(vapidKey.why);
const vapid = config.vapidSubject === null ? null : { key: vapidKey.key, subject: config.vapidSubject };
const notifierRecipient = await readNotifierRecipient(config.keysDir, notifierKey);
if (!notifierRecipient.ok) refuse(notifierRecipient.why);
const { recipient } = notifierRecipient;

const opened = await openDatabase({ ...config, capabilities: migrationOrder, say });
if (!opened.ok) refuse(opened.why);
const { database } = opened;
await rememberAreas(
  database.sweep,
  areas.map(({ id }) => id),
);

for (const [id, pack] of directories)
  await takeServices(database.town as unknown as Kysely<DirectoryTables>, id, pack.services);

const child =
  config.oprfUrls.length > 0
    ? null
    : await startEvaluator(
        {
          keysDir: config.keysDir,
          areas: areas.map(({ id, rootFingerprint }) => ({ id, rootFingerprint })),
          connection: database.evaluatorConnection,
        },
        say,
      );
if (child?.ok === false) {
  await database.close();
  refuse(child.why);
}
const evaluators = connectEvaluators(
  child === null ? config.oprfUrls.map((url) => ({ url })) : [{ socket: child.socket }],
);

for (const { id, name } of areas) {
  const root = await readRoot(database.support as unknown as Kysely<DesksTables>, id);
  if (root === null) continue;
  const differs = differsFromRoot(id, root, {
    serviceKey: Buffer.from(verifyKeyOf(key.key)).toString('hex'),
    // Another organisation may be away now; browsers hold its key against the statement themselves.
    voprfPublicKeys: child === null ? null : (await evaluators.keys(id)).publicKeys,
  });
  if (differs === null) continue;
  if (child?.ok === true) await child.stop();
  await database.close();
  refuse(
    differs === 'statement'
      ? `What the root of ${name} signed about this service does not verify: the database was changed, or is another one's.`
      : `${differs} in KEYS_DIR is not the one that the root of ${name} has signed: put the old file back from the backup of the keys.`,
  );
}

const clock = systemClock;
const now = (): Date => new Date(clock.now().epochMilliseconds);
const log = openLog(clock);
const jobs = openJobs({ pool: database.pools.sweep, clock, log });
const notifications = database.sweep as unknown as Kysely<NotificationsTables>;
jobs.every('shuffle-intake', { hour: 3 }, async () => {
  // Before the day's log of writes is closed and forgotten.
  await sweepMessages(notifications, clock.today());
  const count = await shuffleIntake(database.pools.sweep);
  log.info('intake-shuffled', { count });
});
jobs.every('complete-destruction', { hour: 4 }, async () => {
  const count = await completeDestruction(
    database.sweep as unknown as Kysely<DesksTables>,
    dueDay(clock.today()),
  );
  log.info('destroyed', { count });
});
jobs.every('sweep-nonces', { hour: 0 }, async () => {
  await sweepNonces(database.pools.sweep, clock.today());
});
jobs.every('sweep-attachments', { hour: 4 }, async () => {
  log.info('attachments-swept', { count: await sweepAttachments(database.pools.sweep, clock.today()) });
});

jobs.every('publish-audit-root', { hour: 1 }, async () => {
  const db = database.sweep as unknown as Kysely<DesksTables>;
  for (const { id } of areas) await publishMissedRoots(db, id, dayIn(clock, -1), key.key);
});

const desks = database.support as unknown as Kysely<DesksTables>;
jobs.every('end-idle-sessions', { milliseconds: 60_000 }, async () => {
  await endIdleSessions(database.sweep as unknown as Kysely<DesksTables>, now());
});

jobs.every('sweep-cards', { hour: 3 }, async () => {
  await sweepWarnings(database.sweep as unknown as Kysely<WarningsTables>, clock.today());
});

const directory = database.town as unknown as Kysely<DirectoryTables>;
jobs.every('sweep-self-checks', { hour: 3 }, async () => {
  log.info('self-checks-swept', { count: await sweepSelfChecks(directory, clock.today()) });
});
if (config.smtpUrl !== null && config.mailFrom !== null) {
  const send = openMail({ smtpUrl: config.smtpUrl, from: config.mailFrom });
  jobs.every('tell-keepers', { hour: 7 }, async () => {
    const count = await tellKeepers({ db: directory, areas, clock, origin: config.origin, send });
    log.info('keepers-told', { count });
  });
}

const publish = publisher({
  sweep: database.sweep as unknown as Kysely<WarningsTables>,
  evaluators,
  clock,
  serviceSeed: key.key,
  announce: async (tx, area, severity) => await notifyOfFeed(tx, { area, severity, clock }),
});
jobs.every('publish-warnings', { milliseconds: 15 * 60_000 }, async () => {
  for (const { id } of areas) await publish(id);
});

jobs.every('expire-messages', { milliseconds: 15 * 60_000 }, async () => {
  const count = await expireMessages(notifications, now(), clock.today());
  if (count > 0 && notifierKey === null) log.warn('messages-wait-for-key', { count });
});
const notifier =
  notifierKey === null
    ? null
    : await startNotifier(
        {
          connection: database.notifierConnection,
          identity: notifierKey,
          origin: config.origin,
          vapid: vapid && { key: Buffer.from(vapid.key).toString('hex'), subject: vapid.subject },
          mail:
            config.smtpUrl === null || config.mailFrom === null
              ? null
              : { smtpUrl: config.smtpUrl, from: config.mailFrom },
          smsUrl: config.smsUrl,
          pushServices: config.pushServices,
        },
        say,
      );
if (notifier?.ok === false) {
  if (child?.ok === true) await child.stop();
  await database.close();
  refuse(notifier.why);
}
if (notifier === null && recipient !== null)
  say('NOTIFIER_KEY was not given: people can subscribe, and no message is sent until it is.');

const watch = watchFeed({ pool: database.pools.support });
const counters = countRequests(clock);
const app = createApp({
  counters,
  bucketOf: createBuckets({ clock, random, trustProxy: config.trustProxy }),
  assets: await keepAssets(),
  areas: [first, ...others],
  guides,
  clock,
  log,
  origins: config.onionOrigin === null ? [config.origin] : [config.origin, config.onionOrigin],
  support: database.support,
  town: database.town,
  directories,
  supportPool: database.pools.support,
  ready: () => database.ready(),
  random,
  roots: openPinnedRoots(config.keysDir, areas),
  evaluators,
  diskRoom: watchDisk(config.databaseUrl === null ? config.dataDir : null),
  publish,
  watch,
  turner: feedTurner(database.sweep as unknown as Kysely<WarningsTables>, clock),
  notices: {
    recipient,
    vapidPublicKey: vapid && openVapid(vapid.key, vapid.subject).publicKey,
    email: config.smtpUrl !== null,
    sms: config.smsUrl !== null,
  },
  service: { seed: key.key, publicKey: verifyKeyOf(key.key) },
});

const listener = getRequestListener(app, { overrideGlobalObjects: false });
const server = createServer(
  // A sender who dribbles is cut off; one who reads slowly holds nothing but their own connection.
  { requestTimeout: 120_000, headersTimeout: 15_000, keepAliveTimeout: 5_000, maxHeaderSize: 16 * 1024 },
  (request, response) => void listener(request, response),
);
server.on('error', (error: NodeJS.ErrnoException) => {
  say(`PORT ${config.port} on ${config.host} cannot be listened on (${String(error.code)}).`);
  void stop(1);
});
server.listen(config.port, config.host, () => {
  say(`Waymark is at ${config.origin}`);
  void showSetupLinks();
});

/** Once, to whoever started the service: on the terminal, or in a file of theirs where there is none. */
async function showSetupLinks(): Promise<void> {
  for (const area of areas) {
    const secret = await createSetupLink(desks, area.id, now(), random);
    if (secret === null) continue;
    const prefix = area === first ? '' : `/a/${area.id}`;
    const link = `${config.origin}${href('deskSetUp', prefix, {})}#${secret}`;
    if (process.stderr.isTTY) {
      say(`Set up the first desk of ${area.name} within 60 minutes: ${link}`);
    } else {
      const file = join(config.keysDir, `set-up-link-${area.id}`);
      writeFileSync(file, `${link}\n`, { mode: 0o600 });
      say(`The link that sets up the first desk of ${area.name} is in ${file} for 60 minutes.`);
    }
  }
}

// For the operator's own machine only: the last whole hour's counts.
const metrics =
  config.metricsPort === null
    ? null
    : createServer((_, response) =>
        response.setHeader('content-type', 'text/plain').end(counters.text()),
      ).listen(config.metricsPort, '127.0.0.1');
metrics?.on('error', (error: NodeJS.ErrnoException) => {
  say(`METRICS_PORT ${config.metricsPort} cannot be listened on (${String(error.code)}).`);
  void stop(1);
});

let stopping = false;
async function stop(code: number): Promise<void> {
  if (stopping) return;
  stopping = true;
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  metrics?.close();
  metrics?.closeAllConnections();
  server.closeIdleConnections();
  const patience = setTimeout(() => server.closeAllConnections(), 5_000);
  await Promise.all([closed, jobs.stop(), watch.close()]);
  clearTimeout(patience);
  if (notifier?.ok === true) await notifier.stop();
  if (child?.ok === true) await child.stop();
  await database.close();
  process.exit(code);
}
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop(0));
