import type { Socket } from 'node:net';
import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import type { Connection } from './roles.ts';

/** A handle on one zone. A capability's functions take `Kysely<ItsTables>`; this fits each of them. */
export type Handle = Kysely<unknown>;
export type Statement = { name: string; text: string; values: readonly unknown[] };
export type ZonePool = { pool: pg.Pool; handle: Handle; close(): Promise<void> };

const dateType = 1082;
const bigintType = 20;

/** A day stays the ISO text it is: a Date would shift it with the machine's time zone. Counts are numbers. */
const types = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (oid === dateType) return (value: string) => value;
    if (oid === bigintType) return (value: string) => Number(value);
    return pg.types.getTypeParser(oid, format as 'text');
  },
} as pg.CustomTypesConfig;

/** Distinct statements that are prepared; what is built with lists of changing length goes unnamed. */
const mostNames = 400;
const names = new Map<string, string>();
function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined || names.size >= mostNames) return known;
  const name = `k${names.size}`;
  names.set(text, name);
  return name;
}

const planIsStale = '0A000';
type Wrapped = { query: unknown; release(): void; processID?: number };
const wrapped = new WeakMap<pg.PoolClient, Wrapped>();

/** Kysely sends its statements unnamed, to be planned each time; through this they are prepared once. */
function prepareStatements(client: pg.PoolClient): Wrapped {
  let stale = false;
  const made: Wrapped = {
    async query(text: string, values: readonly unknown[]) {
      if (values.length === 0) return await client.query(text);
      const name = nameOf(text);
      try {
        return await client.query({ text, values: [...values], ...(name === undefined ? {} : { name }) });
      } catch (error) {
        // Another process has migrated: this connection's plans are of the old table.
        if ((error as pg.DatabaseError).code === planIsStale) stale = true;
        throw error;
      }
    },
    release: () => client.release(stale),
  };
  return made;
}

/**
 * Connections of one zone. Connects when first used, and anew after the database was away; a query in
 * flight then fails with a pg error (57P01, ECONNRESET …) and is the caller's to repeat.
 * @param options.patience milliseconds a statement may take. @param options.primaryOnly look at each new
 * connection whether it reached the primary.
 */
export function openPool(
  connection: Connection,
  options: { max: number; patience?: number; primaryOnly?: boolean },
): ZonePool {
  const { max, patience = 10_000, primaryOnly = false } = options;
  const pool = new pg.Pool({
    ...connection,
    max,
    types,
    pipeline: true,
    application_name: 'waymark',
    connectionTimeoutMillis: 5000,
    idleTimeoutMillis: 30_000,
    allowExitOnIdle: true,
    keepAlive: true,
    statement_timeout: patience,
    lock_timeout: Math.min(patience, 5000),
    idle_in_transaction_session_timeout: patience + 5000,
    ...(primaryOnly
      ? {
          verify(client: pg.PoolClient, done: (error?: Error) => void) {
            client.query<{ standby: boolean }>('select pg_is_in_recovery() as standby', (error, result) =>
              done(error ?? (result.rows[0]?.standby === false ? undefined : new Error('not the primary'))),
            );
          },
        }
      : {}),
  });
  // Without a listener a lost connection ends the process; the pool itself drops it and makes another.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  const handle: Handle = new Kysely({
    dialect: new PostgresDialect({
      pool: {
        options: {},
        async connect() {
          const client = await pool.connect();
          const known = wrapped.get(client) ?? prepareStatements(client);
          wrapped.set(client, known);
          return known as never;
        },
        end: async () => await pool.end(),
      } as never,
    }),
  });
  // Kysely ends a pool only if it has used it.
  const close = async () => {
    if (!pool.ending) await pool.end();
  };
  return { pool, handle, close };
}

async function withSetting<Tables, Result>(
  db: Kysely<Tables>,
  setting: 'app.desks' | 'app.locator',
  value: string,
  work: (tx: Kysely<Tables>) => Promise<Result>,
): Promise<Result> {
  return await db.connection().execute(async (tx) => {
    // One round trip for both; the value was held against its pattern, so it cannot end the string.
    await sql.raw(`begin; select set_config('${setting}', '${value}', true)`).execute(tx);
    let result: Result;
    try {
      result = await work(tx);
    } catch (error) {
      await sql.raw('rollback').execute(tx);
      throw error;
    }
    const { rows } = await sql.raw<{ command: string }>('commit').execute(tx);
    // After a failed statement that the work swallowed, PostgreSQL answers a commit with ROLLBACK.
    if (rows[0]?.command !== 'COMMIT') throw new Error('the transaction was rolled back');
    return result;
  });
}

/** Runs `work` in a transaction that sees the rows of these desks, and of no other. No desk: no row. */
export async function asDesks<Tables, Result>(
  db: Kysely<Tables>,
  desks: readonly string[],
  work: (tx: Kysely<Tables>) => Promise<Result>,
): Promise<Result> {
  if (!desks.every((desk) => /^[a-z][a-z0-9-]{1,39}$/.test(desk))) throw new TypeError('a desk id is a slug');
  return await withSetting(db, 'app.desks', desks.join(','), work);
}

/** Runs `work` in a transaction that sees what belongs to one way-back code. @param locator 32 hex digits */
export async function asLocator<Tables, Result>(
  db: Kysely<Tables>,
  locator: string,
  work: (tx: Kysely<Tables>) => Promise<Result>,
): Promise<Result> {
  if (!/^[0-9a-f]{32}$/.test(locator)) throw new TypeError('a locator is 32 hex digits');
  return await withSetting(db, 'app.locator', locator, work);
}

const alreadyThere = '23505';

/**
 * One prepared statement that commits by itself: when this answers `ok: true`, the row is on disk. No
 * setting is in force, so a row-level policy must allow it to anyone, and `returning` needs a select policy.
 */
export async function insertDurably(
  pool: pg.Pool,
  statement: Statement,
): Promise<{ ok: true; rows: number } | { ok: false; why: 'already-there' }> {
  try {
    const { rowCount } = await pool.query({ ...statement, values: [...statement.values] });
    return { ok: true, rows: rowCount ?? 0 };
  } catch (error) {
    if ((error as pg.DatabaseError).code === alreadyThere) return { ok: false, why: 'already-there' };
    throw error;
  }
}

/**
 * Several prepared statements as one transaction in one round trip; answers each one's result only after a
 * real COMMIT. The first failure is thrown, and nothing is kept.
 */
export async function commitTogether(
  pool: pg.Pool,
  statements: readonly Statement[],
): Promise<pg.QueryResult[]> {
  const client = await pool.connect();
  let broken = true;
  try {
    const { stream } = (client as unknown as { connection: { stream: Socket } }).connection;
    // One write for all of them: the first by itself would wake the server, and it would find nothing more.
    stream.cork();
    const sent = [
      client.query('begin'),
      ...statements.map((statement) => client.query({ ...statement, values: [...statement.values] })),
      client.query('commit'),
    ];
    stream.uncork();
    const settled = await Promise.allSettled(sent);
    const last = settled.at(-1);
    broken = last?.status !== 'fulfilled';
    const failed = settled.find((each) => each.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
    if (last?.status !== 'fulfilled' || last.value.command !== 'COMMIT')
      throw new Error('the transaction was rolled back');
    return settled.slice(1, -1).map((each) => (each as PromiseFulfilledResult<pg.QueryResult>).value);
  } finally {
    client.release(broken);
  }
}
