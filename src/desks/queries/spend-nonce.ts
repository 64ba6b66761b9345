import type { Kysely } from 'kysely';
import type { Pool } from 'pg';
import type { DesksTables } from '../tables.ts';

/** True the first time only. @param day ISO date, on which the nonce is good */
export async function spendNonce(
  tx: Kysely<DesksTables>,
  area: string,
  nonce: Uint8Array,
  day: string,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('desks.spent_nonce')
    .values({ area_id: area, nonce, day })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

/** Forgets the nonces of days that are over: none of them is taken any more. @returns how many */
export async function sweepNonces(pool: Pool, today: string): Promise<number> {
  return (await pool.query('delete from desks.spent_nonce where day < $1', [today])).rowCount ?? 0;
}
