import type pg from 'pg';
import { groupCommit, perPool } from '#kit/database/group-commit.ts';
import type { MessageState } from '../tables.ts';
import type { Claimed } from './claim-messages.ts';

const together = perPool((pool) => groupCommit(pool));
type Held = Pick<Claimed, 'area_id' | 'id' | 'fence'>;

/**
 * Writes down what became of a message. False, and nothing written, where the lease was lost to another process meanwhile.
 * @param today ISO date: the finest that is kept of when it was
 */
export async function finishMessage(
  pool: pg.Pool,
  { area_id, id, fence }: Held,
  state: Exclude<MessageState, 'queued'>,
  today: string,
): Promise<boolean> {
  const written = await together(pool)({
    name: 'finish-message',
    text: `update notifications.message set state = $4, done_day = $5, leased_until = null
      where area_id = $1 and id = $2 and fence = $3 and state = 'queued'`,
    values: [area_id, id, fence, state, today],
  });
  return written.rowCount === 1;
}

/** Lets go of a message until `due`. `counts`: false where it was not really tried, but held. */
export async function putBack(
  pool: pg.Pool,
  { area_id, id, fence }: Held,
  due: Date,
  { counts = true } = {},
): Promise<boolean> {
  const written = await together(pool)({
    name: 'put-back-message',
    text: `update notifications.message set due = $4, leased_until = null, tries = tries - $5
      where area_id = $1 and id = $2 and fence = $3 and state = 'queued'`,
    values: [area_id, id, fence, due, counts ? 0 : 1],
  });
  return written.rowCount === 1;
}
