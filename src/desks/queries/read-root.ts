import type { Kysely } from 'kysely';
import type { DesksTables } from '../tables.ts';

/** What every chain of an area stands on, as the server has it: whoever reads holds the key to the pinned fingerprint. */
export type Root = { verifyKey: string; statement: unknown };

/** Null before the area was set up. `verifyKey`: hex; `statement`: the signed envelope about the area's service. */
export async function readRoot(db: Kysely<DesksTables>, area: string): Promise<Root | null> {
  const row = await db
    .selectFrom('desks.area_root')
    .select(['verify_key', 'statement'])
    .where('area_id', '=', area)
    .executeTakeFirst();
  if (!row) return null;
  return {
    verifyKey: Buffer.from(row.verify_key).toString('hex'),
    statement: JSON.parse(row.statement) as unknown,
  };
}
