import { type Kysely, sql } from 'kysely';
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
