import type { Kysely } from 'kysely';
import type { Channel, NotificationsTables } from '../tables.ts';

export type NewSubscription = {
  area: string;
  /** UUID v4 of the device's. */
  id: string;
  channel: Channel;
  sealed: Uint8Array;
  stopHash: Uint8Array;
};

/**
 * Keeps a subscription that was paid for with a token; the same again changes nothing. Push stands at once, since the
 * browser has asked. An address that was typed waits for the code that is queued with it: its due time is the beginning of
 * the day, so that no row says when somebody subscribed. @param today ISO date
 */
export async function subscribe(
  db: Kysely<NotificationsTables>,
  { area, id, channel, sealed, stopHash }: NewSubscription,
  today: string,
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const { numInsertedOrUpdatedRows } = await tx
      .insertInto('notifications.subscription')
      .values({
        area_id: area,
        id,
        channel,
        state: channel === 'push' ? 'active' : 'asked',
        sealed,
        stop_hash: stopHash,
        confirm_hash: null,
        asked_day: channel === 'push' ? null : today,
      })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    if (numInsertedOrUpdatedRows !== 1n || channel === 'push') return;
    const midnight = Date.parse(`${today}T00:00:00Z`);
    await tx
      .insertInto('notifications.message')
      .values({
        area_id: area,
        id: crypto.randomUUID(),
        subscription: id,
        channel,
        kind: 'confirm',
        state: 'queued',
        due: new Date(midnight),
        valid_until: new Date(midnight + 2 * 86_400_000),
        tries: 0,
        fence: 0,
        leased_until: null,
        done_day: null,
      })
      .execute();
  });
}
