import type { Kysely } from 'kysely';
import type { DirectoryTables } from '../tables.ts';

/**
 * Runs `work` for a desk unless it was done on this day, and remembers the day. The row stays locked meanwhile: of several
 * processes one works and the others find it done. Where `work` fails nothing is remembered.
 * @param work gets the last day on which it was done, null for never, and the connection that it has already
 * @returns whether it was done now
 */
export async function onceADay(
  db: Kysely<DirectoryTables>,
  of: { area: string; desk: string; today: string },
  work: (last: string | null, tx: Kysely<DirectoryTables>) => Promise<void>,
): Promise<boolean> {
  const key = { area_id: of.area, desk_id: of.desk };
  return await db.transaction().execute(async (tx) => {
    await tx
      .insertInto('directory.told')
      .values({ ...key, day: null })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    const { day } = await tx
      .selectFrom('directory.told')
      .select('day')
      .where('area_id', '=', of.area)
      .where('desk_id', '=', of.desk)
      .forUpdate()
      .executeTakeFirstOrThrow();
    if (day !== null && day >= of.today) return false;
    await work(day, tx);
    await tx
      .updateTable('directory.told')
      .set({ day: of.today })
      .where('area_id', '=', of.area)
      .where('desk_id', '=', of.desk)
      .execute();
    return true;
  });
}
