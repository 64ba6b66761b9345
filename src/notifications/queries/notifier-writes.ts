/** What the notifier writes into subscriptions. `pool`: its own. */
import type pg from 'pg';
import { groupCommit, perPool } from '#kit/database/group-commit.ts';

const together = perPool((pool) => groupCommit(pool));
type Of = { area_id: string; subscription: string };

/** The address is no longer one. */
export async function endSubscription(pool: pg.Pool, { area_id, subscription }: Of): Promise<void> {
  await pool.query('delete from notifications.subscription where area_id = $1 and id = $2', [
    area_id,
    subscription,
  ]);
}

/** The code that will be sent to the address, before it is sent. */
export async function askCode(pool: pg.Pool, { area_id, subscription }: Of, hash: Uint8Array): Promise<void> {
  await pool.query(
    `update notifications.subscription set confirm_hash = $3 where area_id = $1 and id = $2 and state = 'asked'`,
    [area_id, subscription, hash],
  );
}

/** The address under the notifier's own key, in place of what the browser sealed. */
export async function keepSealedAgain(
  pool: pg.Pool,
  { area_id, subscription }: Of,
  before: Uint8Array,
  sealed: Uint8Array,
): Promise<void> {
  await together(pool)({
    name: 'keep-sealed-again',
    text: 'update notifications.subscription set sealed = $4 where area_id = $1 and id = $2 and sealed = $3',
    values: [area_id, subscription, before, sealed],
  });
}
