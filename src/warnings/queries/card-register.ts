import type { Kysely } from 'kysely';
import type { CardTable, WarningsTables } from '../tables.ts';

type Db = Kysely<WarningsTables>;
export type RegisteredCard = Pick<CardTable, 'leaf' | 'state'>;

/** Every card of an area by its number and state; who holds one, nobody knows here. */
export async function readCards(
  db: Db,
  area: string,
): Promise<{ cards: RegisteredCard[]; askedAgain: number }> {
  const rows = await db
    .selectFrom('warnings.card')
    .select(['leaf', 'state', 'asked_again'])
    .where('area_id', '=', area)
    .orderBy('leaf')
    .execute();
  return {
    cards: rows.map(({ leaf, state }) => ({ leaf, state })),
    askedAgain: rows.reduce((sum, row) => sum + row.asked_again, 0),
  };
}

/** Stops a card: no more tokens now, left out of the next epoch of the feed. False where there is no such card. */
export async function revokeCard(db: Db, area: string, leaf: number): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('warnings.card')
    .set({ state: 'revoked', sealed_path: null })
    .where('area_id', '=', area)
    .where('leaf', '=', leaf)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}
