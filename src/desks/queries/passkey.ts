import type { Kysely } from 'kysely';
import type { DesksTables } from '../tables.ts';

type Db = Kysely<DesksTables>;

/** `counter`: how often the authenticator says it was used; 0 where it does not count. */
export type Passkey = {
  worker: string;
  publicKey: Uint8Array<ArrayBuffer>;
  counter: number;
  bundle: Uint8Array;
};
export type NewPasskey = Passkey & { credential: string; transports: readonly string[]; day: string };

export async function findPasskey(db: Db, area: string, credential: string): Promise<Passkey | null> {
  const row = await db
    .selectFrom('desks.passkey')
    .select(['worker_id', 'public_key', 'counter', 'bundle'])
    .where('area_id', '=', area)
    .where('credential_id', '=', credential)
    .executeTakeFirst();
  if (!row) return null;
  return {
    worker: row.worker_id,
    publicKey: new Uint8Array(row.public_key),
    counter: Number(row.counter),
    bundle: row.bundle,
  };
}

/** False when this credential is known already. */
export async function addPasskey(db: Db, area: string, passkey: NewPasskey): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('desks.passkey')
    .values({
      area_id: area,
      credential_id: passkey.credential,
      worker_id: passkey.worker,
      public_key: passkey.publicKey,
      counter: passkey.counter,
      transports: [...passkey.transports],
      bundle: passkey.bundle,
      since_day: passkey.day,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

/** A worker's passkeys, the oldest first. */
export async function readPasskeys(
  db: Db,
  area: string,
  worker: string,
): Promise<{ id: string; since: string }[]> {
  const rows = await db
    .selectFrom('desks.passkey')
    .select(['credential_id', 'since_day'])
    .where('area_id', '=', area)
    .where('worker_id', '=', worker)
    .orderBy('since_day')
    .orderBy('credential_id')
    .execute();
  return rows.map(({ credential_id, since_day }) => ({ id: credential_id, since: since_day }));
}

/** Takes one of this worker's own passkeys away; somebody else's is left alone. */
export async function removePasskey(db: Db, area: string, worker: string, credential: string): Promise<void> {
  await db
    .deleteFrom('desks.passkey')
    .where('area_id', '=', area)
    .where('worker_id', '=', worker)
    .where('credential_id', '=', credential)
    .execute();
}

export async function countPasskey(db: Db, area: string, credential: string, counter: number): Promise<void> {
  await db
    .updateTable('desks.passkey')
    .set({ counter })
    .where('area_id', '=', area)
    .where('credential_id', '=', credential)
    .execute();
}
