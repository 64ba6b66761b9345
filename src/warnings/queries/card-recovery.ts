import type { Kysely } from 'kysely';
import { cardDies } from '../rules/card-life.ts';
import type { WarningsTables } from '../tables.ts';

type Db = Kysely<WarningsTables>;

/** Lets ten other words lead to a living card; earlier ones lead nowhere then. Says whether there is such a card. */
export async function keepRecovery(
  db: Db,
  area: string,
  card: { locator: Uint8Array; recoveryLocator: Uint8Array; sealedPath: Uint8Array },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('warnings.card')
    .set({
      recovery_locator: Buffer.from(card.recoveryLocator),
      sealed_recovery: Buffer.from(card.sealedPath),
    })
    .where('area_id', '=', area)
    .where('locator', '=', Buffer.from(card.locator))
    .where('state', '=', 'redeemed')
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/**
 * Moves a card to the device that comes with its recovery words: the words are the card's from now on, its earlier device gets
 * no more tokens. Null where they lead to none. @param verifyKey 32 bytes @param today ISO date
 */
export async function moveCard(
  db: Db,
  area: string,
  { locator, verifyKey }: { locator: Uint8Array; verifyKey: Uint8Array },
  today: string,
): Promise<Uint8Array | null> {
  const moved = await db
    .updateTable('warnings.card')
    .set(({ ref }) => ({
      locator: Buffer.from(locator),
      verify_key: Buffer.from(verifyKey),
      sealed_path: ref('sealed_recovery'),
      recovery_locator: null,
      sealed_recovery: null,
      alive_until: cardDies(today),
    }))
    .where('area_id', '=', area)
    .where('recovery_locator', '=', Buffer.from(locator))
    .where('state', '=', 'redeemed')
    .where('alive_until', '>=', today)
    .returning('sealed_path')
    .executeTakeFirst();
  return moved?.sealed_path ?? null;
}
