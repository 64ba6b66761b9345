import type { Kysely } from 'kysely';
import type { EpochStatement } from '#sealed/epoch-chain.ts';
import type { EpochPosted } from '../rules/epoch-posted.ts';
import type { DesksTables } from '../tables.ts';

type Db = Kysely<DesksTables>;

const bytes = (text: string): Buffer => Buffer.from(text, 'base64');

/** Keeps a proposed epoch with its sealed keys, in place of any other proposal of this number. `tx` sees the desk. */
export async function keepEpoch(
  tx: Db,
  posted: EpochPosted,
  { area, desk, number, recipient }: EpochStatement,
  day: string,
): Promise<void> {
  const key = { area_id: area, desk_id: desk, number };
  await tx
    .deleteFrom('desks.epoch')
    .where('area_id', '=', area)
    .where('desk_id', '=', desk)
    .where('number', '=', number)
    .where('state', '=', 'proposed')
    .execute();
  await tx
    .insertInto('desks.epoch')
    .values({
      ...key,
      state: 'proposed',
      recipient,
      envelope: JSON.stringify(posted.envelope),
      day,
      accepted_until: null,
    })
    .execute();
  await tx
    .insertInto('desks.epoch_key')
    .values(posted.keys.map(({ worker, sealed }) => ({ ...key, worker_id: worker, sealed: bytes(sealed) })))
    .execute();
  await tx
    .insertInto('desks.test_record')
    .values({
      ...key,
      sealed: bytes(posted.testRecord.sealed),
      plain_hash: Buffer.from(posted.testRecord.plainHash, 'hex'),
    })
    .execute();
  if (posted.recovery !== null)
    await tx
      .insertInto('desks.epoch_recovery')
      .values({ ...key, sealed: bytes(posted.recovery) })
      .execute();
  // What an earlier proposal of this number left goes with it.
  await tx
    .deleteFrom('desks.desk_secret')
    .where('area_id', '=', area)
    .where('desk_id', '=', desk)
    .where('epoch', '=', number)
    .execute();
  if (posted.secrets.length > 0)
    await tx
      .insertInto('desks.desk_secret')
      .values(
        posted.secrets.map(({ name, sealed }) => ({
          area_id: area,
          desk_id: desk,
          name,
          epoch: number,
          sealed: bytes(sealed),
        })),
      )
      .execute();
}

/**
 * Makes the proposed epoch the current one: newcomers become active, the one before stays valid for senders until
 * `acceptedUntil` (ISO date), and whoever belongs to no desk any more is signed out for good.
 */
export async function turnEpoch(
  tx: Db,
  envelope: string,
  { area, desk, number, members }: EpochStatement,
  acceptedUntil: string,
): Promise<void> {
  const ofDesk = tx.updateTable('desks.epoch').where('area_id', '=', area).where('desk_id', '=', desk);
  await ofDesk.set({ state: 'past', accepted_until: acceptedUntil }).where('state', '=', 'current').execute();
  await ofDesk.set({ state: 'current', envelope }).where('number', '=', number).execute();
  const now = members.map(({ worker }) => worker);
  await tx
    .updateTable('desks.worker')
    .set({ state: 'active' })
    .where('area_id', '=', area)
    .where('id', 'in', now)
    .where('state', '=', 'waiting')
    .execute();
  await tx
    .deleteFrom('desks.invite')
    .where('area_id', '=', area)
    .where('desk_id', '=', desk)
    .where('worker_id', 'in', now)
    .execute();
  await tx
    .deleteFrom('desks.desk_secret')
    .where('area_id', '=', area)
    .where('desk_id', '=', desk)
    .where('epoch', '<', number)
    .execute();
}

/** Workers that no current epoch of any desk lists any more: their sessions end and they sign in no longer. */
export async function removeWorkers(tx: Db, area: string, workers: readonly string[]): Promise<void> {
  if (workers.length === 0) return;
  await tx
    .updateTable('desks.worker')
    .set({ state: 'removed' })
    .where('area_id', '=', area)
    .where('id', 'in', [...workers])
    .execute();
  await tx
    .deleteFrom('desks.session')
    .where('area_id', '=', area)
    .where('worker_id', 'in', [...workers])
    .execute();
}
