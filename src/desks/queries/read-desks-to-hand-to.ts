import type { Kysely } from 'kysely';
import type { AreaPack } from '#kit/area-pack.ts';
import { membersOf } from '../rules/epoch-posted.ts';
import { type Liaison, liaisonsOf } from '../rules/hand-over.ts';
import type { DesksTables } from '../tables.ts';
import { readOpenDesks } from './read-open-desks.ts';

/** An open desk of the area: its current epoch, and whose liaison it is. */
export type DeskToHandTo = { id: string; name: string; epoch: number; liaisons: Liaison[] };

/** Desks that read, in the order of their ids. */
export async function readDesksToHandTo(db: Kysely<DesksTables>, area: AreaPack): Promise<DeskToHandTo[]> {
  const open = await readOpenDesks(db, area.id);
  const workers = await db
    .selectFrom('desks.worker')
    .select(['id', 'roles'])
    .where('area_id', '=', area.id)
    .execute();
  const rolesOf = new Map(workers.map(({ id, roles }) => [id, roles]));
  return open.flatMap(({ id, epoch, envelope }) => {
    const said = area.desks.find((desk) => desk.id === id);
    if (said === undefined) return [];
    const roles = membersOf(JSON.parse(envelope)).flatMap((worker) => rolesOf.get(worker) ?? []);
    return [{ id, name: said.name, epoch, liaisons: liaisonsOf(said.liaison, roles) }];
  });
}
