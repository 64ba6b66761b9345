import type { Kysely } from 'kysely';
import type { DesksTables, WorkerTable } from '../tables.ts';

type Db = Kysely<DesksTables>;
export type Worker = Pick<
  WorkerTable,
  'id' | 'first_name' | 'organisation_id' | 'roles' | 'recipient' | 'verify_key' | 'bundle' | 'state'
>;

const columns = [
  'id',
  'first_name',
  'organisation_id',
  'roles',
  'recipient',
  'verify_key',
  'bundle',
  'state',
] as const;

/** Who signs in with this key of theirs (32 bytes); a removed worker is nobody. */
export async function findWorkerBySignInKey(
  db: Db,
  area: string,
  signInKey: Uint8Array,
): Promise<Worker | null> {
  const found = await db
    .selectFrom('desks.worker')
    .select(columns)
    .where('area_id', '=', area)
    .where('sign_in_key', '=', signInKey)
    .where('state', '=', 'active')
    .executeTakeFirst();
  return found ?? null;
}

export async function findWorker(db: Db, area: string, id: string): Promise<Worker | null> {
  const found = await db
    .selectFrom('desks.worker')
    .select(columns)
    .where('area_id', '=', area)
    .where('id', '=', id)
    .executeTakeFirst();
  return found ?? null;
}
