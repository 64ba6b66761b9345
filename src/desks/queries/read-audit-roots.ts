import type { Kysely } from 'kysely';
import type { Envelope } from '#sealed/signed.ts';
import type { DesksTables } from '../tables.ts';

/** How many days are shown. */
const DAYS = 30;

/** The signed roots of the last thirty days that have one, newest first. */
export async function readAuditRoots(db: Kysely<DesksTables>, area: string): Promise<Envelope[]> {
  const rows = await db
    .selectFrom('desks.audit_root')
    .select('envelope')
    .where('area_id', '=', area)
    .orderBy('day', 'desc')
    .limit(DAYS)
    .execute();
  return rows.map(({ envelope }) => JSON.parse(envelope) as Envelope);
}
