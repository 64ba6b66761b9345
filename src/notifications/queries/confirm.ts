import type { Kysely } from 'kysely';
import { hashOf } from '../rules/codes.ts';
import type { NotificationsTables } from '../tables.ts';

/** Lets an address be used whose owner typed the code that came to it. False for any other code, used ones too. */
export async function confirm(db: Kysely<NotificationsTables>, area: string, code: string): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('notifications.subscription')
    .set({ state: 'active', confirm_hash: null, asked_day: null })
    .where('area_id', '=', area)
    .where('confirm_hash', '=', hashOf(code))
    .where('state', '=', 'asked')
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}
