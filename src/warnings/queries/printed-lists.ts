import type { Kysely } from 'kysely';
import type { WarningsTables } from '../tables.ts';

type Db = Kysely<WarningsTables>;

/** The sheets of the desk whose setting is in force (`asDesks`), newest first. */
export async function readPrinted(tx: Db, area: string) {
  return await tx
    .selectFrom('warnings.printed_list')
    .select(['number', 'list', 'printed_day', 'destroy_by', 'copies', 'came_back', 'lost'])
    .where('area_id', '=', area)
    .orderBy('number', 'desc')
    .execute();
}

/** Gives the sheet's number. */
export async function keepPrinted(
  tx: Db,
  sheet: { area: string; desk: string; list: Uint8Array; today: string; destroyBy: string; copies: number },
): Promise<number> {
  const { number } = await tx
    .insertInto('warnings.printed_list')
    .values(({ selectFrom }) => ({
      area_id: sheet.area,
      desk_id: sheet.desk,
      number: selectFrom('warnings.printed_list')
        .where('area_id', '=', sheet.area)
        .where('desk_id', '=', sheet.desk)
        .select(({ fn, eb, val }) => eb(fn.coalesce(fn.max('number'), val(0)), '+', 1).as('next')),
      list: Buffer.from(sheet.list),
      printed_day: sheet.today,
      destroy_by: sheet.destroyBy,
      copies: sheet.copies,
    }))
    .returning('number')
    .executeTakeFirstOrThrow();
  return number;
}

/** `more`: than went out. */
export async function countPrinted(
  tx: Db,
  area: string,
  number: number,
  counted: { cameBack: number; lost: number },
): Promise<'counted' | 'more' | 'no-such-sheet'> {
  const sheet = await tx
    .selectFrom('warnings.printed_list')
    .select('copies')
    .where('area_id', '=', area)
    .where('number', '=', number)
    .executeTakeFirst();
  if (!sheet) return 'no-such-sheet';
  if (counted.cameBack + counted.lost > sheet.copies) return 'more';
  await tx
    .updateTable('warnings.printed_list')
    .set({ came_back: counted.cameBack, lost: counted.lost })
    .where('area_id', '=', area)
    .where('number', '=', number)
    .execute();
  return 'counted';
}
