import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import pg from 'pg';
import { checkServer } from './check-server.ts';
import { startEmbedded } from './embedded.ts';
import { ensureRoles } from './ensure-roles.ts';
import { migrate, readMigrations } from './migrate.ts';
import { openPool, type Handle } from './pools.ts';
import { roleOf, type Connection, type Zone } from './roles.ts';

export type Database = {
  /** Desks, reports and warnings, under row-level security. */
  support: Handle;
  /** Town, guide and directory: sees kit.area and its own schemas. */
  town: Handle;
  /** Nightly work; slow statements are allowed. */
  sweep: Handle;
  /** The same pools, for `insertDurably` and `commitTogether`. */
  pools: Record<Exclude<Zone, 'evaluator' | 'notifier'>, pg.Pool>;
  /** What the evaluator's own process logs in with; hand it over by pipe, not on a command line. */
  evaluatorConnection: Connection;
  /** And the notifier's. */
  notifierConnection: Connection;
  /** Migrations that this start applied, as `capability/name`. */
  applied: string[];
  /** Whether the database answers within 2 s and is migrated. */
  ready(): Promise<boolean>;
  /** Ends the pools, then the embedded server if there is one; about 8 s at most. */
  close(): Promise<void>;
};
export type Opened = { ok: true; database: Database } | { ok: false; why: string };

/** What pg needs from a `postgres://` address; the socket's folder may be given as `?host=/folder`. */
export function parseDatabaseUrl(text: string): Connection {
  const url = new URL(text);
  const mode = url.searchParams.get('sslmode') ?? 'disable';
  return {
    host: url.searchParams.get('host') ?? decodeURIComponent(url.hostname),
    port: url.port === '' ? 5432 : Number(url.port),
    database: decodeURIComponent(url.pathname.slice(1)),
    user: decodeURIComponent(url.username),
    ...(url.password === '' ? {} : { password: decodeURIComponent(url.password) }),
    ...(mode === 'disable' ? {} : { ssl: { rejectUnauthorized: mode !== 'no-verify' } }),
  };
}

const notYet = new Set(['ECONNREFUSED', 'ENOENT', '57P03', 'ECONNRESET', 'ETIMEDOUT', 'EAI_AGAIN']);

/** Waits up to `patience` ms for a server that is being started beside us; answers the code of what is wrong. */
async function reach(connection: Connection, patience: number): Promise<string | null> {
  const until = performance.now() + patience;
  for (;;) {
    const client = new pg.Client({ ...connection, connectionTimeoutMillis: 5000 });
    client.on('error', () => undefined);
    try {
      await client.connect();
      return null;
    } catch (error) {
      const code = (error as pg.DatabaseError).code ?? 'no answer';
      if (!notYet.has(code) || performance.now() > until) return code;
      await pause(250);
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}

type Base = { ok: true; as(role: string): Connection; stop(): Promise<void> } | { ok: false; why: string };

async function embedded(dataDir: string, say: (line: string) => void): Promise<Base> {
  const started = await startEmbedded({ dataDir, say });
  if (!started.ok) return started;
  const { cluster } = started;
  return {
    ok: true,
    as: (user) => ({ ...cluster.superuser, database: 'waymark', user }),
    stop: async () => await cluster.stop(),
  };
}

async function given(databaseUrl: string, keysDir: string, say: (line: string) => void): Promise<Base> {
  const admin = parseDatabaseUrl(databaseUrl);
  const wrong = await reach(admin, 10_000);
  if (wrong !== null) return { ok: false, why: `The database of DATABASE_URL cannot be reached (${wrong}).` };
  const client = new pg.Client(admin);
  client.on('error', () => undefined);
  await client.connect();
  const { rows } = await client.query<{ standby: boolean }>('select pg_is_in_recovery() as standby');
  await client.end();
  if (rows[0]?.standby !== false)
    return {
      ok: false,
      why: 'DATABASE_URL leads to a standby: it must name the primary, which can be written to.',
    };
  const ensured = await ensureRoles(admin, keysDir);
  if (!ensured.ok) return ensured;
  const { passwords } = ensured;
  const local = admin.host.startsWith('/') || ['localhost', '127.0.0.1', '[::1]'].includes(admin.host);
  if (!local && admin.ssl === undefined)
    say('The connection to the database is not encrypted: add ?sslmode=require to DATABASE_URL.');
  return {
    ok: true,
    as: (user) => ({ ...admin, user, password: passwords[user as keyof typeof passwords] }),
    stop: async () => undefined,
  };
}

/**
 * Opens the one database: starts ours, or makes the roles on the operator's; refuses a server that could
 * lose what it acknowledged or that does not hold the zones apart; migrates; opens a pool for each zone.
 * A refusal's `why` is one line for the operator.
 * @param options.capabilities whose migrations run, in order (`src/migration-order.ts`).
 */
export async function openDatabase(options: {
  dataDir: string;
  keysDir: string;
  databaseUrl: string | null;
  capabilities: readonly string[];
  say?: (line: string) => void;
}): Promise<Opened> {
  const { dataDir, keysDir, databaseUrl, capabilities, say = () => undefined } = options;
  const base = databaseUrl === null ? await embedded(dataDir, say) : await given(databaseUrl, keysDir, say);
  if (!base.ok) return base;
  const as = (role: string) => base.as(role);
  const stop = async () => await base.stop();
  try {
    const checked = await checkServer(as);
    const migrated = checked.ok ? await migrate(as(roleOf('owner')), readMigrations(capabilities)) : checked;
    if (!checked.ok || !migrated.ok) {
      await stop();
      return { ok: false, why: checked.ok ? (migrated as { why: string }).why : checked.why };
    }
    for (const warning of checked.warnings) say(warning);
    const primaryOnly = databaseUrl !== null;
    const support = openPool(as(roleOf('support')), { max: 12, primaryOnly });
    const town = openPool(as(roleOf('town')), { max: 4, primaryOnly });
    const sweep = openPool(as(roleOf('sweep')), { max: 3, patience: 600_000, primaryOnly });
    return {
      ok: true,
      database: {
        support: support.handle,
        town: town.handle,
        sweep: sweep.handle,
        pools: { support: support.pool, town: town.pool, sweep: sweep.pool },
        evaluatorConnection: as(roleOf('evaluator')),
        notifierConnection: as(roleOf('notifier')),
        applied: 'applied' in migrated ? migrated.applied : [],
        async ready() {
          const slow = new AbortController();
          const answer = sql`select from kit.area limit 1`.execute(support.handle).then(
            () => true,
            () => false,
          );
          const late = pause(2000, false, { signal: slow.signal }).catch(() => false);
          const first = await Promise.race([answer, late]);
          slow.abort();
          return first;
        },
        async close() {
          await Promise.all([support, town, sweep].map(async (one) => await one.close()));
          await stop();
        },
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Writes down which areas are served; their tables' first column refers to it. */
export async function rememberAreas(sweep: Handle, areas: readonly string[]): Promise<void> {
  for (const area of areas)
    await sql`insert into kit.area (id) values (${area}) on conflict do nothing`.execute(sweep);
}
