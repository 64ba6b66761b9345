import type { Kysely } from 'kysely';
import { monday } from '../rules/card-life.ts';
import type { CardTable, WarningsTables } from '../tables.ts';

type Db = Kysely<WarningsTables>;
/** One printed sheet: how many of its cards are in which state. Who holds one, nobody knows here. */
export type Sheet = {
  batch: number;
  /** ISO date of the Monday of the week in which it was made. */
  week: string;
  cards: Record<CardTable['state'], number>;
};

/** The sheets of an area, newest week first, and how often somebody came with words that were used already. */
export async function readSheets(db: Db, area: string): Promise<{ sheets: Sheet[]; askedAgain: number }> {
  const rows = await db
    .selectFrom('warnings.card')
    .select(['batch', 'state', 'minted_day'])
    .select((select) => [
      select.fn.countAll<string>().as('count'),
      select.fn.sum<string>('asked_again').as('asked_again'),
    ])
    .where('area_id', '=', area)
    .groupBy(['batch', 'state', 'minted_day'])
    .execute();
  const sheets = new Map<number, Sheet>();
  for (const { batch, state, minted_day, count } of rows) {
    const none = { printed: 0, redeemed: 0, revoked: 0, expired: 0 };
    const sheet = sheets.get(batch) ?? { batch, week: monday(minted_day), cards: none };
    sheet.cards[state] += Number(count);
    sheets.set(batch, sheet);
  }
  return {
    sheets: [...sheets.values()].toSorted((a, b) => b.week.localeCompare(a.week) || a.batch - b.batch),
    askedAgain: rows.reduce((sum, row) => sum + Number(row.asked_again), 0),
  };
}

/**
 * Stops one card or every card of a sheet: no more tokens now, left out of the next epoch of the feed. Answers how many were
 * stopped by this, or null where there is none.
 */
export async function revokeCards(
  db: Db,
  area: string,
  which: { leaf: number } | { batch: number },
): Promise<number | null> {
  const one = 'leaf' in which ? (['leaf', which.leaf] as const) : (['batch', which.batch] as const);
  const there = await db
    .selectFrom('warnings.card')
    .select('leaf')
    .where('area_id', '=', area)
    .where(one[0], '=', one[1])
    .executeTakeFirst();
  if (there === undefined) return null;
  const { numUpdatedRows } = await db
    .updateTable('warnings.card')
    .set({ state: 'revoked', sealed_path: null, recovery_locator: null, sealed_recovery: null })
    .where('area_id', '=', area)
    .where(one[0], '=', one[1])
    .where('state', '<>', 'revoked')
    .executeTakeFirst();
  return Number(numUpdatedRows);
}
