import { type Kysely, sql } from 'kysely';
import type { DirectoryTables } from '../tables.ts';

/** One more reader says that it is wrong. Past a thousand nobody counts any further. */
export async function doubtService(db: Kysely<DirectoryTables>, area: string, id: string): Promise<void> {
  await sql`insert into directory.doubt (area_id, service_id, count) values (${area}, ${id}, 1)
    on conflict (area_id, service_id) do update set count = least(directory.doubt.count + 1, 1000)`.execute(
    db,
  );
}

/** By service. */
export async function readDoubts(db: Kysely<DirectoryTables>, area: string): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('directory.doubt')
    .select(['service_id', 'count'])
    .where('area_id', '=', area)
    .execute();
  return new Map(rows.map((row) => [row.service_id, row.count]));
}

/** Somebody has looked. */
export async function endDoubt(db: Kysely<DirectoryTables>, area: string, id: string): Promise<void> {
  await db.deleteFrom('directory.doubt').where('area_id', '=', area).where('service_id', '=', id).execute();
}
