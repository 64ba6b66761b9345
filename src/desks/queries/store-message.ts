import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { DesksTables } from '../tables.ts';

type Db = Kysely<DesksTables>;

/** A sealed message as it is stored: `key` and `body` are the two parts of its age file, `bodyHash` SHA-256 of the whole. */
export type NewMessage = {
  area: string;
  id: string;
  record: string;
  desk: string;
  fromDesk: boolean;
  sequence: number;
  day: string;
  epoch: number;
  locator: Uint8Array;
  sealed: { key: Uint8Array; body: Uint8Array };
  bodyHash: Uint8Array;
};
/** `next`: the number that the sender should have used. */
export type MessageStored =
  | { ok: true; first: boolean }
  | { ok: false; why: 'another-body' }
  | { ok: false; why: 'sequence'; next: number };

/**
 * Stores a message once, as the next of its record, and says whose turn it is now. `tx` sees the record's rows, as its
 * desk or as its way-back code.
 */
export async function storeMessage(tx: Db, message: NewMessage): Promise<MessageStored> {
  const there = await tx
    .selectFrom('desks.every_message')
    .select('body_hash')
    .where('area_id', '=', message.area)
    .where('id', '=', message.id)
    .executeTakeFirst();
  if (there)
    return Buffer.from(there.body_hash).equals(message.bodyHash)
      ? { ok: true, first: false }
      : { ok: false, why: 'another-body' };
  const last = await tx
    .selectFrom('desks.every_message')
    .select((select) => select.fn.max('sequence').as('sequence'))
    .where('area_id', '=', message.area)
    .where('record_id', '=', message.record)
    .executeTakeFirst();
  const next = (last?.sequence ?? 0) + 1;
  if (message.sequence !== next) return { ok: false, why: 'sequence', next };
  const inserted = await tx
    .insertInto('desks.intake_message')
    .values({
      area_id: message.area,
      id: message.id,
      record_id: message.record,
      desk_id: message.desk,
      from_desk: message.fromDesk,
      sequence: message.sequence,
      day: message.day,
      epoch: message.epoch,
      locator: message.locator,
      sealed_key: message.sealed.key,
      sealed_body: message.sealed.body,
      body_hash: message.bodyHash,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  // Somebody else's came between; theirs has this number.
  if (inserted.numInsertedOrUpdatedRows !== 1n) return { ok: false, why: 'sequence', next: next + 1 };
  await changeRecord(tx, message.area, message.record, {
    waiting_on: message.fromDesk ? 'reporter' : 'desk',
    waiting_since: message.day,
  });
  return { ok: true, first: true };
}

/** Changes the clear facts of one record, wherever it lies today. */
export async function changeRecord(
  tx: Db,
  area: string,
  record: string,
  change: Partial<
    Pick<
      DesksTables['desks.record'],
      'waiting_on' | 'waiting_since' | 'opened_day' | 'hidden_day' | 'hold' | 'desk_id'
    >
  >,
): Promise<void> {
  for (const table of ['desks.record', 'desks.intake_record'] as const)
    await tx.updateTable(table).set(change).where('area_id', '=', area).where('id', '=', record).execute();
}

/** Whether this very message is there already: what it was sent with was done then, and its answer was lost. */
export async function isMessageStored(
  tx: Db,
  { area, id, file }: { area: string; id: string; file: Uint8Array },
): Promise<boolean> {
  const there = await tx
    .selectFrom('desks.every_message')
    .select('body_hash')
    .where('area_id', '=', area)
    .where('id', '=', id)
    .executeTakeFirst();
  return there !== undefined && createHash('sha256').update(file).digest().equals(there.body_hash);
}
