import { createHash } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import { assembleBundle } from '#sealed/bundle/bundle.ts';
import { SLOT_LENGTH, SLOTS_EACH } from '#sealed/bundle/slots.ts';
import { CHANNEL } from '../feed/watch-feed.ts';
import type { WarningsTables } from '../tables.ts';

type Db = Kysely<WarningsTables>;

export type AssembleFeed = {
  area: string;
  /** ISO date. */
  today: string;
  /** Ed25519 seed of the service key. */
  serviceSeed: Uint8Array;
  /** This week's public token keys, 32 bytes, one of each evaluator. */
  week: number;
  tokenKeys: readonly Uint8Array[];
  /** Called in the same transaction when warnings stand that did not before. */
  appeared?: (tx: Db) => Promise<void>;
};

/**
 * Lets what is due appear and what is over go, and makes the one signed file anew where that changes it. `db` is the
 * sweep's, which sees every desk's warnings. Any number of processes may do this at once: one does, the others see it done.
 * Gives the counter of the file that stands, or null before the feed was started.
 */
export async function assembleFeed(db: Db, wish: AssembleFeed): Promise<number | null> {
  const { area, today, serviceSeed, week, tokenKeys } = wish;
  return await db.transaction().execute(async (tx) => {
    const feed = await tx
      .selectFrom('warnings.feed_epoch')
      .select('number')
      .where('area_id', '=', area)
      .orderBy('number', 'desc')
      .executeTakeFirst();
    if (!feed) return null;
    await tx
      .insertInto('warnings.bundle')
      .values({
        area_id: area,
        counter: 0,
        made_from: new Uint8Array(),
        body: new Uint8Array(),
        hash: '0'.repeat(64),
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    const before = await tx
      .selectFrom('warnings.bundle')
      .select(['counter', 'made_from'])
      .where('area_id', '=', area)
      .forUpdate()
      .executeTakeFirstOrThrow();
    const ofArea = tx.updateTable('warnings.warning').where('area_id', '=', area);
    await ofArea
      .set({ state: 'expired' })
      .where('state', 'in', ['waiting', 'published'])
      .where('expires', '<', today)
      .execute();
    const { numUpdatedRows } = await ofArea
      .set({ state: 'published' })
      .where('state', '=', 'waiting')
      .where('publish_on', '<=', today)
      .executeTakeFirst();
    if (numUpdatedRows > 0n) await wish.appeared?.(tx);
    const standing = await tx
      .selectFrom('warnings.warning')
      .select(['id', 'slots', 'nonce', 'sealed'])
      .where('area_id', '=', area)
      .where('state', '=', 'published')
      .where('feed_epoch', '=', feed.number)
      .orderBy('id')
      .execute();
    const from = createHash('sha256').update(JSON.stringify([feed.number, today, week]));
    for (const key of tokenKeys) from.update(key);
    for (const { slots, nonce, sealed } of standing) from.update(slots).update(nonce).update(sealed);
    const madeFrom = from.digest();
    if (madeFrom.equals(before.made_from)) return before.counter;
    const counter = before.counter + 1;
    const body = assembleBundle(
      {
        area,
        epoch: feed.number,
        counter,
        day: today,
        tokenWeek: week,
        tokenKeys: tokenKeys.map((key) => new Uint8Array(key)),
        slots: standing.flatMap(({ slots }) =>
          Array.from({ length: SLOTS_EACH }, (_, at) =>
            slots.subarray(at * SLOT_LENGTH, (at + 1) * SLOT_LENGTH),
          ),
        ),
        texts: standing.map(({ id, nonce, sealed }) => ({
          warning: new Uint8Array(id),
          nonce: new Uint8Array(nonce),
          sealed: new Uint8Array(sealed),
        })),
      },
      serviceSeed,
    );
    await tx
      .updateTable('warnings.bundle')
      .set({ counter, made_from: madeFrom, body, hash: createHash('sha256').update(body).digest('hex') })
      .where('area_id', '=', area)
      .execute();
    await sql`select pg_notify(${CHANNEL}, ${area})`.execute(tx);
    return counter;
  });
}
