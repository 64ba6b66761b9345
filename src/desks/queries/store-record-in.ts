import { CompiledQuery, type Kysely, sql } from 'kysely';
import type { DesksTables } from '../tables.ts';
import { claimAttachments } from './store-attachment.ts';
import { type NewRecord, type Stored, insertRecord } from './store-record.ts';

/**
 * As `storeRecord`, inside a transaction of the caller's, for what must stand or fall with the rest of it. Rejects with
 * `attachmentMissing` where something that it names is not there; the transaction is lost then.
 */
export async function storeRecordIn(tx: Kysely<DesksTables>, record: NewRecord): Promise<Stored> {
  const { area, id, desk, bodyHash, attachments: ids = [] } = record;
  const stored = async (): Promise<{ body_hash: Buffer | null; day: string } | undefined> =>
    (
      await sql<{ body_hash: Buffer | null; day: string }>`
        select body_hash, day::text from desks.record_stored(${area}, ${id})`.execute(tx)
    ).rows[0];
  const { text, values } = insertRecord(record);
  const { numAffectedRows } = await tx.executeQuery(CompiledQuery.raw(text, [...values]));
  if (numAffectedRows !== 1n) {
    const there = await stored();
    return there?.body_hash?.equals(bodyHash) === true
      ? { ok: true, first: false, day: there.day }
      : { ok: false, why: 'another-body' };
  }
  if (ids.length > 0) {
    const claim = claimAttachments({ area, record: id, desk, locator: record.wayBack.locator, ids });
    await tx.executeQuery(CompiledQuery.raw(claim.text, [...claim.values]));
  }
  return { ok: true, first: true, day: record.day };
}
