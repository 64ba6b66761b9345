import type { Kysely } from 'kysely';
import type { DesksTables } from '../tables.ts';

/** A desk that takes records from the public. `envelope`: its current epoch as it was signed. */
export type OpenDesk = {
  id: string;
  organisation: string;
  recipient: string;
  epoch: number;
  envelope: string;
};

/** The area's open desks, in the order of their ids; none before the first desk has proved that it can read. */
export async function readOpenDesks(db: Kysely<DesksTables>, area: string): Promise<OpenDesk[]> {
  const rows = await db
    .selectFrom('desks.desk')
    .innerJoin('desks.epoch', (join) =>
      join
        .onRef('desks.epoch.area_id', '=', 'desks.desk.area_id')
        .onRef('desks.epoch.desk_id', '=', 'desks.desk.id'),
    )
    .select(['id', 'organisation_id', 'recipient', 'number', 'envelope'])
    .where('desks.desk.area_id', '=', area)
    .where('opened_day', 'is not', null)
    .where('state', '=', 'current')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    organisation: row.organisation_id,
    recipient: row.recipient,
    epoch: row.number,
    envelope: row.envelope,
  }));
}
