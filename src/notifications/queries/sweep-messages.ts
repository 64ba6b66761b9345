import { type Kysely, sql } from 'kysely';
import { mixRows } from '#kit/database/mix-rows.ts';
import type { NotificationsTables } from '../tables.ts';

/** What could not go in time is expired, whether or not a notifier is running. Gives how many still wait. */
export async function expireMessages(
  db: Kysely<NotificationsTables>,
  now: Date,
  today: string,
): Promise<number> {
  await db
    .updateTable('notifications.message')
    .set({ state: 'expired', done_day: today, leased_until: null })
    .where('state', '=', 'queued')
    .where('valid_until', '<=', now)
    .execute();
  const { waiting } = await db
    .selectFrom('notifications.message')
    .select(({ fn }) => fn.countAll<number>().as('waiting'))
    .where('state', '=', 'queued')
    .executeTakeFirstOrThrow();
  return waiting;
}

/**
 * Each night: addresses that nobody confirmed for two days go, messages that are over go after a week, and the order in
 * which people subscribed goes with the old tables. @param today ISO date
 */
export async function sweepMessages(db: Kysely<NotificationsTables>, today: string): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await sql`delete from notifications.subscription where asked_day < ${today}::date - 2`.execute(tx);
    await sql`delete from notifications.message where done_day < ${today}::date - 7`.execute(tx);
    for (const statement of ['notifications.subscription', 'notifications.message'].flatMap((table) =>
      mixRows(table, `${table}_at_night`),
    ))
      await sql.raw(statement).execute(tx);
  });
}
