import type { Kysely } from 'kysely';
import type { DesksTables } from '../tables.ts';

type Db = Kysely<DesksTables>;
const columns = [
  'id',
  'desk_id',
  'kind',
  'day',
  'opened_day',
  'waiting_on',
  'waiting_since',
  'hidden_day',
  'locator',
  'way_back_recipient',
  'way_back_verify_key',
] as const;
export type WayBackRecord = Pick<DesksTables['desks.record'], (typeof columns)[number]>;

/** The records of a way-back code, oldest day first. `tx` is that code's (`asLocator`). */
export async function readWayBackRecords(tx: Db, area: string, locator: string): Promise<WayBackRecord[]> {
  return await tx
    .selectFrom('desks.every_record')
    .select(columns)
    .where('area_id', '=', area)
    .where('locator', '=', Buffer.from(locator, 'hex'))
    .orderBy('day')
    .orderBy('id')
    .execute();
}

/** The sealed bytes of an attachment that this record has claimed, or null. */
export async function readAttachment(
  tx: Db,
  area: string,
  record: string,
  id: string,
): Promise<Uint8Array | null> {
  const row = await tx
    .selectFrom('desks.every_attachment')
    .select(['sealed_key', 'sealed_body'])
    .where('area_id', '=', area)
    .where('record_id', '=', record)
    .where('id', '=', id)
    .executeTakeFirst();
  return row ? Buffer.concat([row.sealed_key, row.sealed_body]) : null;
}
