import type { Kysely } from 'kysely';
import type { AreaPack } from '#kit/area-pack.ts';
import type { DesksTables } from '../tables.ts';
import { readDesksToHandTo } from './read-desks-to-hand-to.ts';

/** Open desks of the area that take nothing from the public: a liaison is given what somebody releases, by another desk. */
export async function readLiaisonDesks(
  db: Kysely<DesksTables>,
  area: AreaPack,
): Promise<ReadonlySet<string>> {
  const desks = await readDesksToHandTo(db, area);
  return new Set(desks.filter(({ liaisons }) => liaisons.length > 0).map(({ id }) => id));
}
