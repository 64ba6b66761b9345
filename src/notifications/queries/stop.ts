import type { Kysely } from 'kysely';
import { hashOf } from '../rules/codes.ts';
import type { NotificationsTables } from '../tables.ts';

/** Ends the subscription of this code with all that waits for it. Stopping twice is fine. */
export async function stop(db: Kysely<NotificationsTables>, area: string, code: string): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const gone = await tx
      .deleteFrom('notifications.subscription')
      .where('area_id', '=', area)
      .where('stop_hash', '=', hashOf(code))
      .returning('id')
      .executeTakeFirst();
    if (gone)
      await tx
        .deleteFrom('notifications.message')
        .where('area_id', '=', area)
        .where('subscription', '=', gone.id)
        .execute();
  });
}
