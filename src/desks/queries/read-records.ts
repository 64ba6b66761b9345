import { type Kysely, sql } from 'kysely';
import type { DesksTables, RecordTable } from '../tables.ts';

type Db = Kysely<DesksTables>;

/** What the list needs of a record; bodies are read one at a time. */
export type ListedRecord = Pick<
  RecordTable,
  | 'id'
  | 'kind'
  | 'day'
  | 'epoch'
  | 'summary_key'
  | 'summary_body'
  | 'opened_day'
  | 'waiting_on'
  | 'waiting_since'
  | 'quarantined'
  | 'hold'
  | 'length_bucket'
> & { messages: number; answered: boolean; destruction: string | null };

/**
 * The records of the desks that `tx` sees, newest day first and in random order within a day, so that the order of a list
 * does not tell who wrote before whom.
 */
export async function readRecords(tx: Db, area: string, desk: string): Promise<ListedRecord[]> {
  const rows = await tx
    .selectFrom('desks.every_record as record')
    .select([
      'record.id',
      'record.kind',
      'record.day',
      'record.epoch',
      'record.summary_key',
      'record.summary_body',
      'record.opened_day',
      'record.waiting_on',
      'record.waiting_since',
      'record.quarantined',
      'record.hold',
      'record.length_bucket',
    ])
    .where('record.area_id', '=', area)
    .where('record.desk_id', '=', desk)
    .where((where) => where.or([where('record.hidden_day', 'is', null), where('record.hold', '=', true)]))
    .orderBy('record.day', 'desc')
    .orderBy(sql`random()`)
    .execute();
  const counted = await tx
    .selectFrom('desks.every_message')
    .select((select) => [
      'record_id',
      select.fn.countAll<number>().as('messages'),
      sql<boolean>`bool_or(from_desk)`.as('answered'),
    ])
    .where('area_id', '=', area)
    .where('desk_id', '=', desk)
    .groupBy('record_id')
    .execute();
  const asked = await tx
    .selectFrom('desks.destruction')
    .select(['record_id', 'asked_by'])
    .where('area_id', '=', area)
    .where('desk_id', '=', desk)
    .execute();
  const conversations = new Map(counted.map((row) => [row.record_id, row]));
  const destructions = new Map(asked.map((row) => [row.record_id, row.asked_by]));
  return rows.map((row) => ({
    ...row,
    messages: Number(conversations.get(row.id)?.messages ?? 0),
    answered: conversations.get(row.id)?.answered ?? false,
    destruction: destructions.get(row.id) ?? null,
  }));
}

export type WholeRecord = RecordTable & {
  messages: {
    id: string;
    sequence: number;
    from_desk: boolean;
    epoch: number;
    day: string;
    sealed_key: Uint8Array;
    sealed_body: Uint8Array;
  }[];
  attachments: string[];
  audit: {
    sequence: number;
    day: string;
    commitment: Uint8Array;
    hash: Uint8Array;
    sealed: Uint8Array | null;
  }[];
};

/** One record with all that belongs to it, in order; null where `tx` does not see it or it was destroyed. */
export async function readRecord(tx: Db, area: string, id: string): Promise<WholeRecord | null> {
  const record = await tx
    .selectFrom('desks.every_record')
    .selectAll()
    .where('area_id', '=', area)
    .where('id', '=', id)
    .executeTakeFirst();
  if (!record) return null;
  const messages = await tx
    .selectFrom('desks.every_message')
    .select(['id', 'sequence', 'from_desk', 'epoch', 'day', 'sealed_key', 'sealed_body'])
    .where('area_id', '=', area)
    .where('record_id', '=', id)
    .orderBy('sequence')
    .execute();
  const attachments = await tx
    .selectFrom('desks.every_attachment')
    .select('id')
    .where('area_id', '=', area)
    .where('record_id', '=', id)
    .orderBy('id')
    .execute();
  const audit = await tx
    .selectFrom('desks.audit_row')
    .select(['sequence', 'day', 'commitment', 'hash', 'sealed'])
    .where('area_id', '=', area)
    .where('record_id', '=', id)
    .orderBy('sequence')
    .execute();
  return { ...record, messages, attachments: attachments.map((row) => row.id), audit };
}
