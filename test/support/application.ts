/** The whole application on a real database, listening on a port of its own. */
import { mkdtempSync, rmSync } from 'node:fs';
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import { openPinnedRoots } from '#desks/index.ts';
import { type Evaluators, connectEvaluators } from '#evaluator/index.ts';
import { countCards } from '#evaluator/count-day.ts';
import { openEvaluator } from '#evaluator/open-evaluator.ts';
import { serveEvaluator } from '#evaluator/serve.ts';
import { createWorkerCheck } from '#evaluator/verify-worker.ts';
import { type DirectoryTables, loadDirectory, takeServices } from '#directory/index.ts';
import { loadGuide } from '#guide/index.ts';
import { loadAreaPack } from '#kit/area-pack.ts';
import { createBuckets } from '#kit/http/index.ts';
import type { FloodMarks } from '#reports/index.ts';
import type { DiskRoom } from '#kit/disk-room.ts';
import type { Asset } from '#kit/assets/build-assets.ts';
import { keepAssets } from '#kit/assets/keep-assets.ts';
import { type Clock, standingClock } from '#kit/clock.ts';
import { openPool } from '#kit/database/pools.ts';
import { type Log, openLog } from '#kit/log.ts';
import { type Notifications, notifyOfFeed } from '#notifications/index.ts';
import { verifyKeyOf } from '#sealed/signed.ts';
import { type FeedWatch, type WarningsTables, feedTurner, publisher, watchFeed } from '#warnings/index.ts';
import type { Kysely } from 'kysely';
import { createApp } from '../../src/app.ts';
import { type TestDatabase, createTestDatabase } from './database.ts';

const random = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length));
/** From which the evaluator of every test derives its keys. */
export const evaluatorMaster = new Uint8Array(32).fill(9);

export type TestApplication = {
  origin: string;
  database: TestDatabase;
  clock: ReturnType<typeof standingClock>;
  serviceKey: Uint8Array;
  /** Where the pins of the roots lie. */
  keysDir: string;
  evaluators: Evaluators;
  /** How many cards the evaluator is to believe in; until then it asks the database. */
  setCards(alive: number): void;
  /** What the quarter-hour does: lets warnings appear and go. */
  publish(area: string): Promise<unknown>;
  watch: FeedWatch;
  lines: string[];
  /** What it serves to browsers; a test may serve other code (plant-script.ts). */
  assets: { scripts: Map<string, string>; files: Map<string, Asset> };
  close(): Promise<void>;
};

/**
 * `ordinarySite`: where Leave goes, in place of the packs' own, which tests cannot reach. `folders`: the area packs.
 * `notices`: ways to be told; none where unsaid. `alone`: on a database server of its own, whose files hold nothing of other tests. `diskRoom`, `floodMarks`: other than plenty and
 * the usual ones. `spread`: milliseconds in which open pages hear of news; at once where unsaid.
 */
export async function startApplication({
  ordinarySite,
  folders = ['areas/chesterfield'],
  alone = false,
  diskRoom,
  floodMarks,
  notices,
  spread = 0,
}: {
  ordinarySite?: string;
  folders?: readonly [string, ...string[]];
  alone?: boolean;
  diskRoom?: () => Promise<DiskRoom>;
  floodMarks?: FloodMarks;
  notices?: Notifications['notices'];
  spread?: number;
} = {}): Promise<TestApplication> {
  const database = await createTestDatabase({ alone });
  const packs = folders.map((folder) => {
    const loaded = loadAreaPack(folder);
    if (!loaded.ok) throw new Error(loaded.why);
    const { pack } = loaded;
    return { ...pack, ordinarySite: ordinarySite ?? pack.ordinarySite };
  });
  const [first, ...others] = packs;
  if (first === undefined) throw new Error('no pack');
  for (const { id } of packs)
    await database.pools.owner.query(`insert into kit.area (id) values ($1) on conflict do nothing`, [id]);
  const guides = new Map(
    packs.map((pack, at) => {
      const loaded = loadGuide(folders[at] ?? '', pack);
      if (!loaded.ok) throw new Error(loaded.why);
      return [pack.id, loaded.guide];
    }),
  );
  const directories = new Map(
    packs.map((pack, at) => {
      const loaded = loadDirectory(folders[at] ?? '');
      if (!loaded.ok) throw new Error(loaded.why);
      return [pack.id, loaded.pack];
    }),
  );
  for (const [id, pack] of directories)
    await takeServices(database.town as unknown as Kysely<DirectoryTables>, id, pack.services);
  const clock = standingClock('2026-11-24T12:00:00Z');
  const lines: string[] = [];
  const keysDir = mkdtempSync(join(tmpdir(), 'waymark-keys-'));
  const seed = new Uint8Array(32).fill(7);
  const log = openLog(clock, { write: (line) => void lines.push(line) });
  const roots = openPinnedRoots(keysDir, packs);
  const evaluator = await startTestEvaluator({ database, clock, log, keysDir, pinnedRoot: roots.read });
  const server: Server = createServer((request, response) => void listener(request, response));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  const publish = publisher({
    sweep: database.sweep as unknown as Kysely<WarningsTables>,
    evaluators: evaluator.evaluators,
    clock,
    serviceSeed: seed,
    announce: async (tx, area, severity) => await notifyOfFeed(tx, { area, severity, clock }),
  });
  const built = await keepAssets();
  const assets = { ...built, scripts: new Map(built.scripts), files: new Map(built.files) };
  const watch = watchFeed({ pool: database.pools.support, spread });
  const app = createApp({
    assets,
    areas: [first, ...others],
    guides,
    clock,
    log,
    origins: [origin],
    support: database.support,
    town: database.town,
    directories,
    supportPool: database.pools.support,
    ready: async () => true,
    random,
    watch,
    turner: feedTurner(database.sweep as unknown as Kysely<WarningsTables>, clock),
    // One proxy in front: a test is another network by what it writes into `x-forwarded-for`, and none without it.
    bucketOf: createBuckets({ clock, random, trustProxy: 1 }),
    roots,
    evaluators: evaluator.evaluators,
    publish,
    service: { seed, publicKey: verifyKeyOf(seed) },
    ...(notices ? { notices } : {}),
    ...(diskRoom ? { diskRoom } : {}),
    ...(floodMarks ? { floodMarks } : {}),
  });
  const listener = getRequestListener(app, { overrideGlobalObjects: false });
  return {
    origin,
    database,
    clock,
    serviceKey: verifyKeyOf(seed),
    keysDir,
    evaluators: evaluator.evaluators,
    setCards: evaluator.setCards,
    publish,
    watch,
    lines,
    assets,
    async close() {
      await watch.close();
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
      await evaluator.close();
      await database.drop();
      rmSync(keysDir, { recursive: true });
    },
  };
}

/** The evaluator's own code on its own database login and a real socket, at the test's clock. */
async function startTestEvaluator(options: {
  database: TestDatabase;
  clock: Clock;
  log: Log;
  keysDir: string;
  pinnedRoot: (area: string) => string | null;
}): Promise<{ evaluators: Evaluators; setCards(alive: number): void; close(): Promise<void> }> {
  const { pool, close } = openPool(options.database.evaluatorConnection, { max: 3 });
  let cards: number | null = null;
  const evaluator = openEvaluator({
    master: evaluatorMaster,
    pool,
    clock: options.clock,
    workerKeyOf: createWorkerCheck({ pool, pinnedRoot: options.pinnedRoot }),
    countCards: async (area) => cards ?? (await countCards(pool, area)),
  });
  const socket = join(options.keysDir, 'evaluator');
  const server = serveEvaluator(evaluator, options.log);
  await new Promise<void>((listening) => server.listen(socket, listening));
  return {
    evaluators: connectEvaluators([{ socket }]),
    setCards: (alive) => void (cards = alive),
    async close() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
      await close();
    },
  };
}
