import type { Kysely } from 'kysely';
import type { DesksTables } from '../tables.ts';
import { destroyRecord } from './destroy-record.ts';

/**
 * Deletes what people with a way-back code destroyed: records hidden on `due` (ISO date) or before, with all that hangs
 * on them. What a hold keeps stays hidden and stays. `db` is the sweep's. @returns how many records
 */
export async function completeDestruction(db: Kysely<DesksTables>, due: string): Promise<number> {
  return await db.transaction().execute(async (tx) => {
    let count = 0;
    for (const table of ['desks.record', 'desks.intake_record'] as const) {
      // Locked, so that an undo at this moment comes before or finds nothing.
      const rows = await tx
        .selectFrom(table)
        .select(['area_id', 'id'])
        .where('hidden_day', '<=', due)
        .where('hold', '=', false)
        .forUpdate()
        .execute();
      for (const { area_id, id } of rows) await destroyRecord(tx, area_id, id);
      count += rows.length;
    }
    return count;
  });
}
