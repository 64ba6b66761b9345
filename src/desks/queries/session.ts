import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import { IDLE_MINUTES, minutesAfter, sessionIsIdle } from '../rules/session-idle.ts';
import type { DesksTables } from '../tables.ts';

type Db = Kysely<DesksTables>;
const hash = (token: string): Buffer => createHash('sha256').update(token).digest();

/** Who is signed in. `roles` are the worker's, as product roles; `desks` those whose current epoch lists them. */
export type Session = {
  area: string;
  worker: string;
  firstName: string;
  organisation: string;
  roles: string[];
};

/** Starts a session and gives its token (43 characters of base64url); only the token's hash is kept. */
export async function startSession(
  db: Db,
  area: string,
  worker: string,
  now: Date,
  random: (length: number) => Uint8Array,
): Promise<string> {
  const token = Buffer.from(random(32)).toString('base64url');
  await db
    .insertInto('desks.session')
    .values({
      area_id: area,
      token_hash: hash(token),
      worker_id: worker,
      tab_key: random(32),
      last_seen: now,
    })
    .execute();
  return token;
}

/** The live session behind a token, its idle clock started anew; null when there is none, and then it is gone. */
export async function readSession(db: Db, area: string, token: string, now: Date): Promise<Session | null> {
  const row = await db
    .selectFrom('desks.session')
    .innerJoin('desks.worker', (join) =>
      join
        .onRef('desks.worker.area_id', '=', 'desks.session.area_id')
        .onRef('desks.worker.id', '=', 'desks.session.worker_id'),
    )
    .select(['worker_id', 'first_name', 'organisation_id', 'roles', 'state', 'last_seen'])
    .where('desks.session.area_id', '=', area)
    .where('token_hash', '=', hash(token))
    .executeTakeFirst();
  if (!row) return null;
  if (sessionIsIdle(row.last_seen, now) || row.state !== 'active') {
    await endSession(db, area, token);
    return null;
  }
  // Once a minute is enough to keep a session alive, and saves a write on every request.
  if (now.getTime() - row.last_seen.getTime() > 60_000) {
    await db
      .updateTable('desks.session')
      .set({ last_seen: now })
      .where('area_id', '=', area)
      .where('token_hash', '=', hash(token))
      .execute();
  }
  return {
    area,
    worker: row.worker_id,
    firstName: row.first_name,
    organisation: row.organisation_id,
    roles: row.roles,
  };
}

/** The server's half of what unlocks this tab, 32 bytes; null when the session is over. */
export async function readTabKey(db: Db, area: string, token: string): Promise<Uint8Array | null> {
  const row = await db
    .selectFrom('desks.session')
    .select('tab_key')
    .where('area_id', '=', area)
    .where('token_hash', '=', hash(token))
    .executeTakeFirst();
  return row?.tab_key ?? null;
}

export async function endSession(db: Db, area: string, token: string): Promise<void> {
  await db
    .deleteFrom('desks.session')
    .where('area_id', '=', area)
    .where('token_hash', '=', hash(token))
    .execute();
}

/** Ends every session that has idled out; for the sweep. */
export async function endIdleSessions(db: Db, now: Date): Promise<void> {
  await db.deleteFrom('desks.session').where('last_seen', '<=', minutesAfter(now, -IDLE_MINUTES)).execute();
}
