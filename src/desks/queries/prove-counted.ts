import { type Kysely, sql } from 'kysely';
import { orderHeads, readAuditRootDay } from '#sealed/audit-chain.ts';
import { inclusionProof } from '#sealed/merkle.ts';
import type { Envelope } from '#sealed/signed.ts';
import type { DesksTables } from '../tables.ts';

/** That a chain, up to its row `sequence`, is inside a signed root. `proof`: 32 bytes each, from the leaf upwards. */
export type Counted = { root: Envelope; sequence: number; index: number; proof: Uint8Array[] };

/** The newest root of an area, and the leaves under it in their order. */
export type Leaves = { root: Envelope; day: string; heads: Uint8Array[] };

let kept: Leaves | undefined;

/** Null before the first night. The leaves under a root never change, so those of the newest are kept in memory. */
export async function readLeaves(db: Kysely<DesksTables>, area: string): Promise<Leaves | null> {
  const newest = await db
    .selectFrom('desks.audit_root')
    .select('envelope')
    .where('area_id', '=', area)
    .orderBy('day', 'desc')
    .executeTakeFirst();
  if (!newest) return null;
  const root = JSON.parse(newest.envelope) as Envelope;
  const day = readAuditRootDay(root);
  if (day === null) return null;
  if (kept?.root.payload === root.payload) return kept;
  const { rows } = await sql<{
    hash: Uint8Array;
  }>`select desks.audit_heads(${area}, ${day}::date) as hash`.execute(db);
  const leaves = { root, day, heads: orderHeads(rows.map(({ hash }) => new Uint8Array(hash))) };
  kept = leaves;
  return leaves;
}

/** Null where the chain had no row yet at the end of that day, or is not among the leaves. */
export function proveCounted(
  { root, day, heads }: Leaves,
  rows: readonly { sequence: number; day: string; hash: Uint8Array }[],
): Counted | null {
  const last = rows.filter((row) => row.day <= day).at(-1);
  if (!last) return null;
  const index = heads.findIndex((head) => Buffer.from(head).equals(last.hash));
  return index < 0 ? null : { root, sequence: last.sequence, index, proof: inclusionProof(heads, index) };
}
