import type { Kysely } from 'kysely';
import type { DesksTables } from '../tables.ts';

/** Epochs by desk that a record may still be sealed to. `until` is null for the current one, else an ISO date. */
export type KnownEpochs = ReadonlyMap<string, readonly { number: number; until: string | null }[]>;

/** Of open desks only: a record sent to any other could be read by nobody. */
export async function readKnownEpochs(db: Kysely<DesksTables>, area: string): Promise<KnownEpochs> {
  const rows = await db
    .selectFrom('desks.epoch')
    .innerJoin('desks.desk', (join) =>
      join
        .onRef('desks.desk.area_id', '=', 'desks.epoch.area_id')
        .onRef('desks.desk.id', '=', 'desks.epoch.desk_id'),
    )
    .select(['desk_id', 'number', 'state', 'accepted_until'])
    .where('desks.epoch.area_id', '=', area)
    .where('opened_day', 'is not', null)
    .where((where) => where.or([where('state', '=', 'current'), where('accepted_until', 'is not', null)]))
    .execute();
  const byDesk = new Map<string, { number: number; until: string | null }[]>();
  for (const { desk_id, number, state, accepted_until } of rows) {
    const epochs = byDesk.get(desk_id) ?? [];
    epochs.push({ number, until: state === 'current' ? null : accepted_until });
    byDesk.set(desk_id, epochs);
  }
  return byDesk;
}
