import { type Kysely, sql } from 'kysely';
import type { DesksTables } from '../tables.ts';

type Db = Kysely<DesksTables>;
export type DeskSecret = { name: string; epoch: number; sealed: Uint8Array };

/** Every secret of one desk that is sealed to this epoch. `tx` sees the desk's rows. */
export async function readDeskSecrets(
  tx: Db,
  area: string,
  desk: string,
  epoch: number,
): Promise<DeskSecret[]> {
  return await tx
    .selectFrom('desks.desk_secret')
    .select(['name', 'epoch', 'sealed'])
    .where('area_id', '=', area)
    .where('desk_id', '=', desk)
    .where('epoch', '=', epoch)
    .orderBy('name')
    .execute();
}

/** Keeps a secret under its name; false when there is one already and `replace` was not asked for. */
export async function writeDeskSecret(
  tx: Db,
  area: string,
  desk: string,
  secret: DeskSecret,
  replace = false,
): Promise<boolean> {
  const row = { area_id: area, desk_id: desk, ...secret };
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('desks.desk_secret')
    .values(row)
    .onConflict((conflict) => {
      const same = conflict.columns(['area_id', 'desk_id', 'name', 'epoch']);
      return replace ? same.doUpdateSet({ sealed: secret.sealed }) : same.doNothing();
    })
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

/** Which desk holds which secret of the area (`area/…`), of the desks that `tx` sees. */
export async function readAreaSecretNames(tx: Db, area: string): Promise<{ desk: string; name: string }[]> {
  return await tx
    .selectFrom('desks.desk_secret')
    .select(['desk_id as desk', 'name'])
    .distinct()
    .where('area_id', '=', area)
    .where('name', 'like', 'area/%')
    .execute();
}

/** Whether no other desk made this secret of the area yet. Until `tx` ends nobody else makes it; `tx` sees all desks. */
export async function mayMake(tx: Db, area: { id: string }, desk: string, name: string): Promise<boolean> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${area.id} ${name}`}, 0))`.execute(tx);
  const held = (await readAreaSecretNames(tx, area.id)).filter((one) => one.name === name);
  return held.every((one) => one.desk === desk);
}
