import { type Kysely, sql } from 'kysely';
import { paperDies } from '../rules/card-life.ts';
import type { WarningsTables } from '../tables.ts';

type Db = Kysely<WarningsTables>;
export type NewCard = { leaf: number; locator: Uint8Array; sealedPath: Uint8Array };
/** `batch`: the number of the sheet, one that no other sheet of the area bears. */
export type NewSheet = { batch: number; cards: readonly NewCard[] };

/** Leaves that no card ever had, in random order: a number tells nothing of when a card was made. */
export async function readFreeLeaves(db: Db, area: string, count: number): Promise<number[]> {
  const { rows } = await sql<{ leaf: number }>`
    select leaf from generate_series(0, 16383) as free (leaf)
    where not exists (select from warnings.card where area_id = ${area} and card.leaf = free.leaf)
    order by random() limit ${count}`.execute(db);
  return rows.map(({ leaf }) => leaf);
}

/** All or none. The same cards again are no new ones; `taken`: another card has a leaf or a place of these, or another sheet
 * this number. */
export async function storeCards(
  db: Db,
  area: string,
  { batch, cards }: NewSheet,
  today: string,
): Promise<{ ok: true; first: boolean } | { ok: false; why: 'taken' }> {
  const storing = db.transaction().execute(async (tx) => {
    const others = await tx
      .selectFrom('warnings.card')
      .select('leaf')
      .where('area_id', '=', area)
      .where('batch', '=', batch)
      .where(
        'leaf',
        'not in',
        cards.map(({ leaf }) => leaf),
      )
      .executeTakeFirst();
    if (others !== undefined) throw new Taken();
    const { numInsertedOrUpdatedRows: inserted } = await tx
      .insertInto('warnings.card')
      .values(
        cards.map(({ leaf, locator, sealedPath }) => ({
          area_id: area,
          leaf,
          locator: Buffer.from(locator),
          sealed_path: Buffer.from(sealedPath),
          verify_key: null,
          state: 'printed' as const,
          minted_day: today,
          alive_until: paperDies(today),
          asked_again: 0,
          batch,
        })),
      )
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirstOrThrow();
    if (inserted === BigInt(cards.length)) return true;
    let same = 0;
    for (const { leaf, locator } of cards) {
      const row = await tx
        .selectFrom('warnings.card')
        .select('leaf')
        .where('area_id', '=', area)
        .where('leaf', '=', leaf)
        .where('locator', '=', Buffer.from(locator))
        .executeTakeFirst();
      if (row !== undefined) same += 1;
    }
    if (same === cards.length && inserted === 0n) return false;
    // Takes back what of the batch was stored.
    throw new Taken();
  });
  try {
    return { ok: true, first: await storing };
  } catch (error) {
    if (error instanceof Taken) return { ok: false, why: 'taken' };
    throw error;
  }
}

class Taken extends Error {
  override name = 'Taken';
}
