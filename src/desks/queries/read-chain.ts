import type { Kysely } from 'kysely';
import type { Envelope } from '#sealed/signed.ts';
import { membersOf } from '../rules/epoch-posted.ts';
import type { DesksTables } from '../tables.ts';

type Db = Kysely<DesksTables>;

/** The signed epochs of a desk in order, from the one after `after` (-1: from the first); proposed ones are not among them. */
export async function readChain(db: Db, area: string, desk: string, after = -1): Promise<Envelope[]> {
  const rows = await db
    .selectFrom('desks.epoch')
    .select('envelope')
    .where('area_id', '=', area)
    .where('desk_id', '=', desk)
    .where('number', '>', after)
    .where('state', '!=', 'proposed')
    .orderBy('number')
    .execute();
  return rows.map(({ envelope }) => JSON.parse(envelope) as Envelope);
}

/** The desks whose current epoch lists this worker, in the order of their ids. */
export async function readDesksOf(db: Db, area: string, worker: string): Promise<string[]> {
  const rows = await db
    .selectFrom('desks.epoch')
    .select(['desk_id', 'envelope'])
    .where('area_id', '=', area)
    .where('state', '=', 'current')
    .orderBy('desk_id')
    .execute();
  return rows
    .filter(({ envelope }) => membersOf(JSON.parse(envelope)).includes(worker))
    .map(({ desk_id }) => desk_id);
}
