import type { Pool } from 'pg';
import { groupCommit, perPool } from '#kit/database/group-commit.ts';
import type { Statement } from '#kit/database/pools.ts';

/** A sealed picture or voice note that no record has claimed yet. */
export type NewAttachment = {
  area: string;
  id: string;
  /** ISO date. */
  day: string;
  sealed: { key: Uint8Array; body: Uint8Array };
  /** SHA-256 of the sealed bytes. */
  bodyHash: Uint8Array;
};

// A megabyte is copied several times on its way: two at a time keep the memory of the process small and the disk busy.
const twoAtOnce = perPool((pool) => groupCommit(pool, { lanes: 2, most: 1 }));

const insert = {
  name: 'store-attachment',
  text: `insert into desks.intake_attachment (area_id, id, day, sealed_key, sealed_body, body_hash)
    select $1, $2, $3, $4, $5, $6 where (desks.attachment_stored($1, $2)).body_hash is null
    on conflict do nothing`,
};

/** Stores it once; when this resolves it is on disk. The same id with other bytes is another attachment. */
export async function storeAttachment(
  pool: Pool,
  { area, id, day, sealed, bodyHash }: NewAttachment,
): Promise<{ ok: true; first: boolean } | { ok: false; why: 'another-body' }> {
  const { rowCount } = await twoAtOnce(pool)({
    ...insert,
    values: [area, id, day, sealed.key, sealed.body, bodyHash],
  });
  if (rowCount === 1) return { ok: true, first: true };
  const { rows } = await pool.query<{ body_hash: Buffer }>({
    name: 'attachment-stored',
    text: 'select body_hash from desks.attachment_stored($1, $2)',
    values: [area, id],
  });
  return rows[0]?.body_hash?.equals(bodyHash) === true
    ? { ok: true, first: false }
    : { ok: false, why: 'another-body' };
}

/**
 * Gives attachments to a record, in the transaction that stores the report or message which names them. With
 * `bodyHash` only when the record is stored with it. Fails with `attachmentMissing` when one is not there or is
 * another record's; again for the same record it changes nothing.
 */
export function claimAttachments(claim: {
  area: string;
  record: string;
  desk: string;
  locator: Uint8Array;
  ids: readonly string[];
  bodyHash?: Uint8Array;
}): Statement {
  const { area, record, desk, locator, ids, bodyHash } = claim;
  const call = 'select desks.claim_attachments($1, $2, $3, $4, $5::uuid[])';
  const values = [area, record, desk, locator, ids];
  return bodyHash === undefined
    ? { name: 'claim-attachments', text: call, values }
    : {
        name: 'claim-attachments-of',
        text: `${call} where (desks.record_stored($1, $2)).body_hash = $6`,
        values: [...values, bodyHash],
      };
}

/** Whether a transaction failed because an attachment that it claims is gone: then its sender puts it again. */
export const attachmentMissing = (error: unknown): boolean => (error as { code?: unknown })?.code === 'P0002';
