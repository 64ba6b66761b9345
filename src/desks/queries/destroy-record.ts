import type { Kysely } from 'kysely';
import type { DesksTables } from '../tables.ts';

type Db = Kysely<DesksTables>;

/**
 * Takes a record's words, messages and pictures off the disk and closes its audit rows; what stays is its chain of
 * commitments. `keepMessage`: the desk's last note to her, which she may still read with her code.
 */
export async function destroyRecord(tx: Db, area: string, id: string, keepMessage?: string): Promise<void> {
  for (const table of ['desks.message', 'desks.intake_message'] as const) {
    let messages = tx.deleteFrom(table).where('area_id', '=', area).where('record_id', '=', id);
    if (keepMessage !== undefined) messages = messages.where('id', '!=', keepMessage);
    await messages.execute();
  }
  for (const table of ['desks.attachment', 'desks.intake_attachment'] as const)
    await tx.deleteFrom(table).where('area_id', '=', area).where('record_id', '=', id).execute();
  const gone = new Uint8Array();
  for (const table of ['desks.record', 'desks.intake_record'] as const) {
    if (keepMessage === undefined)
      await tx.deleteFrom(table).where('area_id', '=', area).where('id', '=', id).execute();
    else
      await tx
        .updateTable(table)
        .set({
          kind: 'destroyed',
          summary_key: gone,
          summary_body: gone,
          sealed_key: gone,
          sealed_body: gone,
          waiting_on: 'nobody',
        })
        .where('area_id', '=', area)
        .where('id', '=', id)
        .execute();
  }
  await tx
    .updateTable('desks.audit_row')
    .set({ sealed: null })
    .where('area_id', '=', area)
    .where('record_id', '=', id)
    .execute();
  await tx
    .deleteFrom('desks.without_consent')
    .where('area_id', '=', area)
    .where('record_id', '=', id)
    .execute();
  await tx.deleteFrom('desks.destruction').where('area_id', '=', area).where('record_id', '=', id).execute();
}
