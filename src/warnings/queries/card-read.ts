import type { Kysely } from 'kysely';
import { cardDies } from '../rules/card-life.ts';
import type { WarningsTables } from '../tables.ts';

/** Whose signature a request for tokens must bear, and whether the card still lives. Null where there is none. */
export async function readCard(
  db: Kysely<WarningsTables>,
  area: string,
  locator: Uint8Array,
  today: string,
): Promise<{ verifyKey: Uint8Array; alive: boolean } | null> {
  const row = await db
    .selectFrom('warnings.card')
    .select(['verify_key', 'state', 'alive_until'])
    .where('area_id', '=', area)
    .where('locator', '=', Buffer.from(locator))
    .executeTakeFirst();
  if (!row?.verify_key) return null;
  return { verifyKey: row.verify_key, alive: row.state === 'redeemed' && row.alive_until >= today };
}

/** After a batch of tokens: the card lives another year. Written at most once a month, so that days leave no trace. */
export async function keepCardAlive(
  db: Kysely<WarningsTables>,
  area: string,
  locator: Uint8Array,
  today: string,
): Promise<void> {
  await db
    .updateTable('warnings.card')
    .set({ alive_until: cardDies(today) })
    .where('area_id', '=', area)
    .where('locator', '=', Buffer.from(locator))
    .where('state', '=', 'redeemed')
    .where('alive_until', '<', cardDies(today))
    .execute();
}
