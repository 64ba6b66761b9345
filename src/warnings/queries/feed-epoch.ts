import { type Kysely, sql } from 'kysely';
import { cover } from '#sealed/broadcast/tree.ts';
import type { WarningsTables, WarningState } from '../tables.ts';

type Db = Kysely<WarningsTables>;

/** Leaves of cards that the next header leaves out: stopped ones and those that were not used for a year. */
export async function readLeftOut(db: Db, area: string): Promise<number[]> {
  const rows = await db
    .selectFrom('warnings.card')
    .select('leaf')
    .where('area_id', '=', area)
    .where('state', 'in', ['revoked', 'expired'])
    .orderBy('leaf')
    .execute();
  return rows.map(({ leaf }) => leaf);
}

/** The epoch that stands; null before the feed was started. */
export async function readFeedEpoch(
  db: Db,
  area: string,
): Promise<WarningsTables['warnings.feed_epoch'] | null> {
  const row = await db
    .selectFrom('warnings.feed_epoch')
    .selectAll()
    .where('area_id', '=', area)
    .orderBy('number', 'desc')
    .executeTakeFirst();
  return row ?? null;
}

/**
 * The number of the epoch that stands, for the rest of this transaction: who seals for it may be sure that it does not turn
 * meanwhile. 0 before the feed was started.
 */
export async function holdFeedEpoch(tx: Db, area: string): Promise<number> {
  await sql`select pg_advisory_xact_lock_shared(hashtextextended(${`waymark feed ${area}`}, 0))`.execute(tx);
  return (await readFeedEpoch(tx, area))?.number ?? 0;
}

export type StandingWarning = Pick<
  WarningsTables['warnings.warning'],
  'id' | 'nonce' | 'sealed' | 'kept' | 'state'
>;
const lives: WarningState[] = ['waiting', 'published'];

/** What must be sealed anew when the feed turns, of every desk. `db` is the sweep's. */
export async function readStanding(db: Db, area: string, today: string): Promise<StandingWarning[]> {
  return await db
    .selectFrom('warnings.warning')
    .select(['id', 'nonce', 'sealed', 'kept', 'state'])
    .where('area_id', '=', area)
    .where('state', 'in', lives)
    .where('expires', '>=', today)
    .orderBy('id')
    .execute();
}

export type Resealed = Pick<WarningsTables['warnings.warning'], 'id' | 'slots' | 'nonce' | 'sealed'>;
export type FeedTurn = {
  area: string;
  number: number;
  header: Uint8Array;
  /** Of the header, as `parseHeader` reads it. */
  nodes: readonly number[];
  envelope: string;
  resealed: readonly Resealed[];
};

/**
 * Puts the next epoch in the place of the one that stands, with every living warning sealed anew, all or nothing. `db` is the
 * sweep's. `another-epoch`: a colleague was quicker; `another-cover`: the header leaves out other cards than are stopped now;
 * `another-standing`: a warning came or went meanwhile. After each of them the browser may begin again.
 */
export async function turnFeed(
  db: Db,
  turn: FeedTurn,
  today: string,
): Promise<{ ok: true } | { ok: false; why: 'another-epoch' | 'another-cover' | 'another-standing' }> {
  const { area, number } = turn;
  return await db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended(${`waymark feed ${area}`}, 0))`.execute(tx);
    if (number !== ((await readFeedEpoch(tx, area))?.number ?? 0) + 1)
      return { ok: false, why: 'another-epoch' };
    if (cover(await readLeftOut(tx, area)).join() !== turn.nodes.join())
      return { ok: false, why: 'another-cover' };
    const hex = ({ id }: { id: Uint8Array }): string => Buffer.from(id).toString('hex');
    const standing = (await readStanding(tx, area, today)).map(hex).toSorted();
    if (standing.join() !== turn.resealed.map(hex).toSorted().join())
      return { ok: false, why: 'another-standing' };
    await tx
      .deleteFrom('warnings.warning')
      .where('area_id', '=', area)
      .where((where) => where.or([where('state', 'not in', lives), where('expires', '<', today)]))
      .execute();
    for (const { id, slots, nonce, sealed } of turn.resealed)
      await tx
        .updateTable('warnings.warning')
        .set({ feed_epoch: number, slots, nonce, sealed })
        .where('area_id', '=', area)
        .where('id', '=', id)
        .execute();
    await tx.deleteFrom('warnings.feed_epoch').where('area_id', '=', area).execute();
    await tx
      .insertInto('warnings.feed_epoch')
      .values({ area_id: area, number, header: turn.header, envelope: turn.envelope, day: today })
      .execute();
    return { ok: true };
  });
}
