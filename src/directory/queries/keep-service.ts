import { type Kysely, sql } from 'kysely';
import type { Service } from '../rules/service.ts';
import type { DirectoryTables } from '../tables.ts';

type Db = Kysely<DirectoryTables>;
/** Rows written in one statement. */
const AT_ONCE = 200;

const isNewer = async (tx: Db, area: string): Promise<void> => {
  await sql`insert into directory.version (area_id, number) values (${area}, 1)
    on conflict (area_id) do update set number = directory.version.number + 1`.execute(tx);
};

/** Writes a service as it is now. */
export async function keepService(db: Db, area: string, service: Service): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const document = JSON.stringify(service);
    await tx
      .insertInto('directory.service')
      .values({ area_id: area, id: service.id, pack_id: service.packId, document })
      .onConflict((conflict) => conflict.columns(['area_id', 'id']).doUpdateSet({ document }))
      .execute();
    await isNewer(tx, area);
  });
}

/**
 * Takes in what the area does not have yet, all or none of it: of its pack, or of a feed. What is there is left as it is.
 * @returns the ids of those that were taken
 */
export async function takeServices(db: Db, area: string, services: readonly Service[]): Promise<Set<string>> {
  return await db.transaction().execute(async (tx) => {
    const taken = new Set<string>();
    for (let at = 0; at < services.length; at += AT_ONCE) {
      const rows = await tx
        .insertInto('directory.service')
        .values(
          services.slice(at, at + AT_ONCE).map((service) => ({
            area_id: area,
            id: service.id,
            pack_id: service.packId,
            document: JSON.stringify(service),
          })),
        )
        .onConflict((conflict) => conflict.doNothing())
        .returning('id')
        .execute();
      for (const { id } of rows) taken.add(id);
    }
    if (taken.size > 0) await isNewer(tx, area);
    return taken;
  });
}

/**
 * Reads, decides and writes under a lock, so that two people who change one service at once both change it.
 * @returns null where there is no such service; else what `change` gave, null leaving it as it was.
 */
export async function changeService(
  db: Db,
  area: string,
  id: string,
  change: (service: Service) => Service | null,
): Promise<{ service: Service } | null> {
  return await db.transaction().execute(async (tx) => await changeIn(tx, area, id, change));
}

/** `changeService` inside a transaction that does more. */
export async function changeIn(
  tx: Db,
  area: string,
  id: string,
  change: (service: Service) => Service | null,
): Promise<{ service: Service } | null> {
  const row = await tx
    .selectFrom('directory.service')
    .select('document')
    .where('area_id', '=', area)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!row) return null;
  const changed = change(row.document);
  if (changed === null) return { service: row.document };
  await tx
    .updateTable('directory.service')
    .set({ document: JSON.stringify(changed) })
    .where('area_id', '=', area)
    .where('id', '=', id)
    .execute();
  await isNewer(tx, area);
  return { service: changed };
}
