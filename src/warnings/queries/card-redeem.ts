import type { Kysely } from 'kysely';
import { cardDies } from '../rules/card-life.ts';
import { moveCard } from './card-recovery.ts';
import type { WarningsTables } from '../tables.ts';

type Db = Kysely<WarningsTables>;
export type Redeemed =
  | { ok: true; sealedPath: Uint8Array }
  /** `no-such-card`: never was, or its paper is too old. `ask-for-another`: somebody has taken it up, or it was stopped. */
  | { ok: false; why: 'no-such-card' | 'ask-for-another' };

/**
 * Gives what a card holds to the first device that comes with its place, and to that device again (its answer may have
 * been lost on the way) until the night; ten recovery words do the same for a card that was taken up before. Anybody else only raises a count.
 * @param verifyKey 32 bytes: the device's, known to nobody else. @param today ISO date
 */
export async function redeemCard(
  db: Db,
  area: string,
  card: { locator: Uint8Array; verifyKey: Uint8Array },
  today: string,
): Promise<Redeemed> {
  const locator = Buffer.from(card.locator);
  const verifyKey = Buffer.from(card.verifyKey);
  const taken = await db
    .updateTable('warnings.card')
    .set({ state: 'redeemed', verify_key: verifyKey, alive_until: cardDies(today) })
    .where('area_id', '=', area)
    .where('locator', '=', locator)
    .where('state', '=', 'printed')
    .where('alive_until', '>=', today)
    .returning('sealed_path')
    .executeTakeFirst();
  const sealedPath = taken?.sealed_path ?? (await moveCard(db, area, card, today));
  if (sealedPath !== null) return { ok: true, sealedPath };
  const row = await db
    .selectFrom('warnings.card')
    .select(['leaf', 'state', 'sealed_path', 'verify_key'])
    .where('area_id', '=', area)
    .where('locator', '=', locator)
    .executeTakeFirst();
  if (row === undefined || row.state === 'printed' || row.state === 'expired')
    return { ok: false, why: 'no-such-card' };
  if (row.state === 'redeemed' && row.sealed_path && row.verify_key && verifyKey.equals(row.verify_key))
    return { ok: true, sealedPath: row.sealed_path };
  await db
    .updateTable('warnings.card')
    .set(({ eb }) => ({ asked_again: eb('asked_again', '+', 1) }))
    .where('area_id', '=', area)
    .where('leaf', '=', row.leaf)
    .execute();
  return { ok: false, why: 'ask-for-another' };
}
