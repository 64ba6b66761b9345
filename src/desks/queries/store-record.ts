import type { Pool } from 'pg';
import { groupCommit, perPool } from '#kit/database/group-commit.ts';
import { type Statement, commitTogether } from '#kit/database/pools.ts';
import { attachmentMissing, claimAttachments } from './store-attachment.ts';

/** A sealed record as it is stored. Byte fields are raw; `day` is an ISO date; `epoch` the desk's. */
export type NewRecord = {
  area: string;
  id: string;
  desk: string;
  kind: string;
  day: string;
  epoch: number;
  lengthBucket: number;
  summary: { key: Uint8Array; body: Uint8Array };
  sealed: { key: Uint8Array; body: Uint8Array };
  /** SHA-256 over everything the sender decided, 32 bytes: the same id with another hash is another record. */
  bodyHash: Uint8Array;
  wayBack: { locator: Uint8Array; recipient: string; verifyKey: Uint8Array };
  quarantined: boolean;
  /** Ids of attachments that were put before and now belong to this record. */
  attachments?: readonly string[];
};

/** `day` is the day on which the record was stored first, so that a repeat gets the same acknowledgement. */
export type Stored =
  | { ok: true; first: boolean; day: string }
  | { ok: false; why: 'another-body' | 'attachment-missing' };

const together = perPool((pool) => groupCommit(pool));

const text = `insert into desks.intake_record
    (area_id, id, desk_id, kind, day, epoch, length_bucket, summary_key, summary_body, sealed_key, sealed_body,
     body_hash, locator, way_back_recipient, way_back_verify_key, quarantined, waiting_since)
    select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $5
    where (desks.record_stored($1, $2)).body_hash is null
    on conflict do nothing`;

/** Puts it in unless something is stored under its id. */
export const insertRecord = (record: NewRecord): Statement => ({
  name: 'store-record',
  text,
  values: [
    record.area,
    record.id,
    record.desk,
    record.kind,
    record.day,
    record.epoch,
    record.lengthBucket,
    record.summary.key,
    record.summary.body,
    record.sealed.key,
    record.sealed.body,
    record.bodyHash,
    record.wayBack.locator,
    record.wayBack.recipient,
    record.wayBack.verifyKey,
    record.quarantined,
  ],
});

/**
 * Stores a record once. One statement, committed with those of others who send at the same moment: when this resolves
 * with `first`, it is on disk (the application refuses to start where `synchronous_commit` is off). Rejects when the
 * database cannot say.
 */
export async function storeRecord(pool: Pool, record: NewRecord): Promise<Stored> {
  const insert = insertRecord(record);
  const { attachments: ids = [], area, id, desk, bodyHash } = record;
  let rowCount: number | null;
  if (ids.length === 0) ({ rowCount } = await together(pool)(insert));
  else {
    const claim = claimAttachments({
      area,
      record: id,
      desk,
      locator: record.wayBack.locator,
      ids,
      bodyHash,
    });
    try {
      const [inserted] = await commitTogether(pool, [insert, claim]);
      rowCount = inserted?.rowCount ?? 0;
    } catch (error) {
      if (attachmentMissing(error)) return { ok: false, why: 'attachment-missing' };
      throw error;
    }
  }
  if (rowCount === 1) return { ok: true, first: true, day: record.day };
  const stored = await readStoredHash(pool, area, id);
  if (!stored?.bodyHash.equals(bodyHash)) return { ok: false, why: 'another-body' };
  return { ok: true, first: false, day: stored.day };
}

/** What was stored under this id, and on which day; null when nothing was. */
export async function readStoredHash(
  pool: Pool,
  area: string,
  id: string,
): Promise<{ bodyHash: Buffer; day: string } | null> {
  const { rows } = await pool.query<{ body_hash: Buffer | null; day: string }>({
    name: 'record-stored',
    text: 'select body_hash, day::text from desks.record_stored($1, $2)',
    values: [area, id],
  });
  const [stored] = rows;
  return stored?.body_hash ? { bodyHash: stored.body_hash, day: stored.day } : null;
}
