import type { Kysely } from 'kysely';
import { hashOf } from '../rules/codes.ts';
import type { Channel, MessageState, NotificationsTables } from '../tables.ts';

export type Looked = {
  channel: Channel;
  state: 'asked' | 'active';
  /** Of each message that is still here; the days are ISO dates. */
  messages: { state: MessageState; day: string | null }[];
};

/** What is kept of the subscription of this stop code, for whoever holds it; null where there is none. */
export async function look(
  db: Kysely<NotificationsTables>,
  area: string,
  code: string,
): Promise<Looked | null> {
  const found = await db
    .selectFrom('notifications.subscription')
    .select(['id', 'channel', 'state'])
    .where('area_id', '=', area)
    .where('stop_hash', '=', hashOf(code))
    .executeTakeFirst();
  if (!found) return null;
  const messages = await db
    .selectFrom('notifications.message')
    .select(['state', 'done_day as day'])
    .where('area_id', '=', area)
    .where('subscription', '=', found.id)
    .orderBy('done_day', 'desc')
    .execute();
  return { channel: found.channel, state: found.state, messages };
}
