import type pg from 'pg';
import type { Channel } from '../tables.ts';

/** A message that is ours until `leased_until`; whoever finishes it says its `fence`. */
export type Claimed = {
  area_id: string;
  id: string;
  subscription: string;
  channel: Channel;
  kind: 'news' | 'confirm';
  tries: number;
  fence: number;
  valid_until: Date;
  /** Null where the subscription has ended since. */
  sealed: Buffer | null;
};

/**
 * Takes up to `most` messages that are due and that nobody holds, earliest first. Any number of processes may ask at once:
 * each gets others. One whose process died is taken again when its lease is over. `pool`: the notifier's.
 * @param lease milliseconds, longer than any try takes
 */
export async function claimMessages(
  pool: pg.Pool,
  { now, lease, most }: { now: Date; lease: number; most: number },
): Promise<Claimed[]> {
  const { rows } = await pool.query<Claimed>({
    name: 'claim-messages',
    text: `with mine as (
        select area_id, id from notifications.message
        where state = 'queued' and due <= $1 and valid_until > $1 and (leased_until is null or leased_until <= $1)
        order by due limit $3 for update skip locked),
      taken as (
        update notifications.message as held
        set fence = held.fence + 1, tries = held.tries + 1, leased_until = $1 + $2 * interval '1 millisecond'
        from mine where held.area_id = mine.area_id and held.id = mine.id
        returning held.*)
      select taken.area_id, taken.id, taken.subscription, taken.channel, taken.kind, taken.tries, taken.fence,
        taken.valid_until, subscription.sealed
      from taken left join notifications.subscription
        on subscription.area_id = taken.area_id and subscription.id = taken.subscription`,
    values: [now, lease, most],
  });
  return rows;
}
