import { type Kysely, sql } from 'kysely';
import type { Clock } from '#kit/clock.ts';
import { SPREAD, VALID_HOURS, goesFrom } from '../rules/when.ts';

/**
 * Queues a message for everybody who wants one, in the transaction that made the new bundle: whoever reads the one finds the
 * other. Who already has one waiting gets no second; it goes as early as either would have. `db`: the sweep's.
 * @param severity as far as the server knows it from the approval: `highest` goes at once, the others on the quarter-hour.
 */
export async function notifyOfFeed<Tables>(
  db: Kysely<Tables>,
  { area, severity, clock }: { area: string; severity: 'highest' | 'other'; clock: Clock },
): Promise<void> {
  const from = new Date(goesFrom(clock.now().epochMilliseconds, severity));
  const spread = `${SPREAD} milliseconds`;
  await sql`
    insert into notifications.message (area_id, id, subscription, channel, kind, state, due, valid_until)
    select area_id, gen_random_uuid(), id, channel, 'news', 'queued',
      ${from}::timestamptz + case when channel = 'sms' then interval '0' else random() * ${spread}::interval end,
      ${from}::timestamptz + ${`${VALID_HOURS} hours`}::interval
    from notifications.subscription where area_id = ${area} and state = 'active'
    order by random()
    on conflict (subscription, area_id, kind) where state = 'queued'
    do update set due = least(message.due, excluded.due), valid_until = excluded.valid_until`.execute(db);
}
