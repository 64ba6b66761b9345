import { createHash } from 'node:crypto';
import type pg from 'pg';

export type Spend = {
  area: string;
  /** The week of the key that made the token (`weekOf`). */
  week: number;
  /** 32 bytes, from a token that was verified. */
  nonce: Uint8Array;
  /** The request that the token pays for, as it came. */
  blinded: Uint8Array[];
};
export type Spent = { ok: true; first: boolean } | { ok: false; why: 'spent' };

/** Spends a token once. The same token with the same elements again is a retry (`first: false`), not a second check. */
export async function spendToken(client: pg.Pool | pg.ClientBase, spend: Spend): Promise<Spent> {
  const hash = createHash('sha256').update(Buffer.concat(spend.blinded)).digest();
  const key = [spend.area, spend.week, Buffer.from(spend.nonce)];
  const inserted = await client.query(
    'insert into evaluator.spent_token (area_id, week, nonce, request_hash) values ($1, $2, $3, $4) on conflict do nothing',
    [...key, hash],
  );
  if (inserted.rowCount === 1) return { ok: true, first: true };
  const same = await client.query(
    'select from evaluator.spent_token where area_id = $1 and week = $2 and nonce = $3 and request_hash = $4',
    [...key, hash],
  );
  return same.rowCount === 1 ? { ok: true, first: false } : { ok: false, why: 'spent' };
}

/** Forgets tokens whose key is no longer accepted. `week` is the current one. */
export async function forgetSpentTokens(client: pg.Pool | pg.ClientBase, week: number): Promise<void> {
  await client.query('delete from evaluator.spent_token where week < $1', [week - 1]);
}
