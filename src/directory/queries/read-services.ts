import type { Kysely } from 'kysely';
import type { Service } from '../rules/service.ts';
import type { DirectoryTables } from '../tables.ts';

type Db = Kysely<DirectoryTables>;

/** Every service of an area, by its name. For people of a desk and for `publicServices`, never for a page as it is. */
export async function readServices(db: Db, area: string): Promise<Service[]> {
  const rows = await db
    .selectFrom('directory.service')
    .select('document')
    .where('area_id', '=', area)
    .execute();
  return rows.map(({ document }) => document).toSorted((a, b) => a.name.localeCompare(b.name));
}

export async function readVersion(db: Db, area: string): Promise<number> {
  const row = await db
    .selectFrom('directory.version')
    .select('number')
    .where('area_id', '=', area)
    .executeTakeFirst();
  return row?.number ?? 0;
}
