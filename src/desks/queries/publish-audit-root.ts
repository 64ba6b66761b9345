import { type Kysely, sql } from 'kysely';
import { Temporal } from '#kit/clock.ts';
import { signAuditRoot } from '#sealed/audit-chain.ts';
import type { DesksTables } from '../tables.ts';

/**
 * Signs one root over the heads of all chains of an area as they stood at the end of `day` (ISO date, one that is over)
 * and keeps it; a day that has its root keeps that one. `db` is the sweep's.
 */
export async function publishAuditRoot(
  db: Kysely<DesksTables>,
  area: string,
  day: string,
  serviceSeed: Uint8Array,
): Promise<void> {
  const { rows } = await sql<{ hash: Uint8Array }>`
    select distinct on (record_id) hash from desks.audit_row
    where area_id = ${area} and day <= ${day} order by record_id, sequence desc`.execute(db);
  const heads = rows.map(({ hash }) => new Uint8Array(hash));
  await db
    .insertInto('desks.audit_root')
    .values({ area_id: area, day, envelope: JSON.stringify(signAuditRoot(area, day, heads, serviceSeed)) })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** More nights than these in a row are not made up: a service that slept so long begins anew. */
const MOST_MISSED = 60;

/** Signs the root of `until` (ISO date) and of each day before it that has none since the last one. */
export async function publishMissedRoots(
  db: Kysely<DesksTables>,
  area: string,
  until: string,
  serviceSeed: Uint8Array,
): Promise<void> {
  const newest = await db
    .selectFrom('desks.audit_root')
    .select('day')
    .where('area_id', '=', area)
    .orderBy('day', 'desc')
    .executeTakeFirst();
  const end = Temporal.PlainDate.from(until);
  const after = newest ? Temporal.PlainDate.from(newest.day).add({ days: 1 }) : end;
  const earliest = end.subtract({ days: MOST_MISSED - 1 });
  let day = Temporal.PlainDate.compare(after, earliest) < 0 ? earliest : after;
  for (; Temporal.PlainDate.compare(day, end) <= 0; day = day.add({ days: 1 }))
    await publishAuditRoot(db, area, day.toString(), serviceSeed);
}
