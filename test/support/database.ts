/**
 * Real databases for tests: one PostgreSQL per run, a migrated template in it, a clone for each test file.
 * `tools/test.ts` starts the cluster and hands it on in WAYMARK_TEST_CLUSTER; a test file that is run by
 * itself starts its own, which goes with the process.
 */
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startEmbedded } from '#kit/database/embedded.ts';
import { migrate, readMigrations } from '#kit/database/migrate.ts';
import { openPool, type Handle, type ZonePool } from '#kit/database/pools.ts';
import { databaseGrants, roleOf, type Connection } from '#kit/database/roles.ts';
import { migrationOrder } from '../../src/migration-order.ts';

export type TestCluster = { connection: Connection; stop(): Promise<void> };

export type TestDatabase = {
  name: string;
  support: Handle;
  town: Handle;
  sweep: Handle;
  owner: Handle;
  pools: { support: pg.Pool; town: pg.Pool; sweep: pg.Pool; owner: pg.Pool };
  pool(role: 'support' | 'town' | 'sweep' | 'owner'): pg.Pool;
  evaluatorConnection: Connection;
  notifierConnection: Connection;
  /** To see what no role of ours may see, and to break things on purpose. */
  superuserConnection: Connection;
  drop(): Promise<void>;
};

const template = 'waymark_template';

async function asSuperuser<Result>(
  connection: Connection,
  work: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client(connection);
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

export async function startTestCluster(): Promise<TestCluster> {
  const folder = mkdtempSync(join(tmpdir(), 'waymark-test-'));
  chmodSync(folder, 0o711);
  const started = await startEmbedded({ dataDir: folder, database: template });
  if (!started.ok) throw new Error(started.why);
  const { cluster } = started;
  const { superuser } = cluster;
  const migrated = await migrate(
    { ...superuser, database: template, user: roleOf('owner') },
    readMigrations(migrationOrder),
  );
  if (!migrated.ok) throw new Error(migrated.why);
  return {
    connection: superuser,
    async stop() {
      await cluster.stop();
      rmSync(cluster.place.home, { recursive: true, force: true });
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

let own: Promise<TestCluster> | undefined;

async function testCluster(): Promise<Connection> {
  const given = process.env['WAYMARK_TEST_CLUSTER'];
  if (given !== undefined) return JSON.parse(given) as Connection;
  if (own === undefined) {
    own = startTestCluster();
    // The supervisor keeps no event loop alive, so a finished test file comes here.
    process.once('beforeExit', () => void own?.then(async (cluster) => await cluster.stop()));
  }
  return (await own).connection;
}

/**
 * A fresh, migrated database of its own, in about 0.1 s; `alone` on a server of its own too (2 s), for tests that read
 * the write-ahead log or the server's files.
 */
export async function createTestDatabase({ alone = false } = {}): Promise<TestDatabase> {
  const server = alone ? await startTestCluster() : null;
  const superuser = server?.connection ?? (await testCluster());
  const name = `test_${randomBytes(6).toString('hex')}`;
  await asSuperuser(superuser, async (client) => {
    await client.query(`create database ${name} template ${template} owner postgres`);
    for (const grant of databaseGrants(name)) await client.query(grant);
  });
  const superuserConnection = { ...superuser, database: name };
  const login = (zone: Parameters<typeof roleOf>[0]): Connection => ({
    ...superuser,
    database: name,
    user: roleOf(zone),
  });
  const opened: Record<'support' | 'town' | 'sweep' | 'owner', ZonePool> = {
    support: openPool(login('support'), { max: 6 }),
    town: openPool(login('town'), { max: 2 }),
    sweep: openPool(login('sweep'), { max: 3 }),
    owner: openPool(login('owner'), { max: 2 }),
  };
  return {
    name,
    support: opened.support.handle,
    town: opened.town.handle,
    sweep: opened.sweep.handle,
    owner: opened.owner.handle,
    pools: {
      support: opened.support.pool,
      town: opened.town.pool,
      sweep: opened.sweep.pool,
      owner: opened.owner.pool,
    },
    pool: (role) => opened[role].pool,
    evaluatorConnection: login('evaluator'),
    notifierConnection: login('notifier'),
    superuserConnection,
    async drop() {
      await Promise.all(Object.values(opened).map(async (one) => await one.close()));
      await asSuperuser(
        superuser,
        async (client) => await client.query(`drop database ${name} with (force)`),
      );
      await server?.stop();
    },
  };
}
