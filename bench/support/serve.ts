/**
 * The application as `src/main.ts` composes it, in a process of its own with its own PostgreSQL, but with the flood marks
 * out of the way: sixteen clients on one machine look like a flood, and what is asked of a flood is another measurement.
 * Arguments: a folder and a port.
 */
import { getRandomValues } from 'node:crypto';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import type { Kysely } from 'kysely';
import { openPinnedRoots } from '#desks/index.ts';
import { connectEvaluators, startEvaluator } from '#evaluator/index.ts';
import { loadDirectory } from '#directory/index.ts';
import { loadGuide } from '#guide/index.ts';
import { loadAreaPack } from '#kit/area-pack.ts';
import { keepAssets } from '#kit/assets/keep-assets.ts';
import { systemClock } from '#kit/clock.ts';
import { openDatabase, rememberAreas } from '#kit/database/connect.ts';
import { watchDisk } from '#kit/disk-room.ts';
import { countRequests, createBuckets } from '#kit/http/index.ts';
import { readKeyFile } from '#kit/key-file.ts';
import { openLog } from '#kit/log.ts';
import { verifyKeyOf } from '#sealed/signed.ts';
import { type WarningsTables, feedTurner, watchFeed } from '#warnings/index.ts';
import { createApp } from '../../src/app.ts';
import { migrationOrder } from '../../src/migration-order.ts';

const [folder = '', port = ''] = process.argv.slice(2);
const [dataDir, keysDir] = [join(folder, 'data'), join(folder, 'data-keys')];
const random = (length: number): Uint8Array => getRandomValues(new Uint8Array(length));
const fail = (why: string): never => {
  throw new Error(why);
};

const loaded = loadAreaPack('areas/chesterfield');
const pack = loaded.ok ? loaded.pack : fail(loaded.why);
const directory = loadDirectory('areas/chesterfield');
const guide = loadGuide('areas/chesterfield', pack);
const key = readKeyFile(keysDir, 'service-key', random);
const seed = key.ok ? key.key : fail(key.why);
const opened = await openDatabase({ dataDir, keysDir, databaseUrl: null, capabilities: migrationOrder });
const database = opened.ok ? opened.database : fail(opened.why);
await rememberAreas(database.sweep, [pack.id]);
const start = { keysDir, areas: [pack], connection: database.evaluatorConnection };
const evaluator = await startEvaluator(start, () => undefined);
const socket = evaluator.ok ? evaluator.socket : fail(evaluator.why);

const none = { all: Infinity, mine: Infinity };
const app = createApp({
  watch: watchFeed({ pool: database.pools.support }),
  // No feed is started here: there is nothing to publish.
  publish: async () => null,
  turner: feedTurner(database.sweep as unknown as Kysely<WarningsTables>, systemClock),
  counters: countRequests(systemClock),
  bucketOf: createBuckets({ clock: systemClock, random, trustProxy: 0 }),
  assets: await keepAssets(),
  areas: [pack],
  guides: new Map([[pack.id, guide.ok ? guide.guide : fail(guide.why)]]),
  directories: new Map([[pack.id, directory.ok ? directory.pack : fail(directory.why)]]),
  town: database.town,
  clock: systemClock,
  log: openLog(systemClock),
  origins: [`http://localhost:${port}`],
  support: database.support,
  supportPool: database.pools.support,
  ready: async () => await database.ready(),
  random,
  roots: openPinnedRoots(keysDir, [pack]),
  evaluators: connectEvaluators([{ socket }]),
  diskRoom: watchDisk(dataDir),
  service: { seed, publicKey: verifyKeyOf(seed) },
  floodMarks: { report: none, attachment: none },
});
const listener = getRequestListener(app, { overrideGlobalObjects: false });
const server = createServer((request, response) => void listener(request, response));
server.listen(Number(port), '127.0.0.1');

process.on('SIGTERM', () => {
  server.close();
  server.closeAllConnections();
  void (async () => {
    if (evaluator.ok) await evaluator.stop();
    await database.close();
    process.exit(0);
  })();
});
