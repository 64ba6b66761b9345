import { createHash } from 'node:crypto';
import type pg from 'pg';
import { groupCommit, perPool } from '#kit/database/group-commit.ts';

export type Spend = {
  area: string;
  /** The week of the key that made the token (`weekOf`). */
  week: number;
  /** 32 bytes, from a token that was verified. */
  nonce: Uint8Array;
  /** The element that the token pays for, as it came. */
  blinded: Uint8Array;
};
export type Spent = { ok: true; first: boolean } | { ok: false; why: 'spent' };

const together = perPool((pool) => groupCommit(pool));

/** Spends a token once. The same token with the same element again is a retry (`first: false`), not a second check. */
export async function spendToken(pool: pg.Pool, spend: Spend): Promise<Spent> {
  const hash = createHash('sha256').update(spend.blinded).digest();
  const key = [spend.area, spend.week, Buffer.from(spend.nonce)];
  const inserted = await together(pool)({
    name: 'spend-token',
    text: `insert into evaluator.intake_spent_token (area_id, week, nonce, request_hash) select $1, $2, $3, $4
      where not exists (select from evaluator.spent_token where area_id = $1 and week = $2 and nonce = $3)
      on conflict do nothing`,
    values: [...key, hash],
  });
  if (inserted.rowCount === 1) return { ok: true, first: true };
  const same = await pool.query({
    name: 'spent-token',
    text: `select from evaluator.intake_spent_token where area_id = $1 and week = $2 and nonce = $3 and request_hash = $4
      union all
      select from evaluator.spent_token where area_id = $1 and week = $2 and nonce = $3 and request_hash = $4`,
    values: [...key, hash],
  });
  return same.rowCount === 0 ? { ok: false, why: 'spent' } : { ok: true, first: false };
}
