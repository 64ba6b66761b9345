import type pg from 'pg';
import { type Statement, commitTogether } from './pools.ts';

/**
 * Statements that arrive while others are being committed wait and share the next transaction, so that many senders
 * pay for one wait on the disk. Answers a statement's result only after a real COMMIT. For statements that may be run
 * again and change nothing the second time: where a shared transaction fails, each is tried by itself, so that one
 * sender's fault is never another's.
 * @param options.lanes transactions under way at once. @param options.most statements in one.
 */
export function groupCommit(
  pool: pg.Pool,
  options: { lanes?: number; most?: number } = {},
): (statement: Statement) => Promise<pg.QueryResult> {
  const { lanes = 4, most = 32 } = options;
  type Waiting = { statement: Statement; done: PromiseWithResolvers<pg.QueryResult> };
  const waiting: Waiting[] = [];
  let underWay = 0;
  let looking = false;

  async function commit(group: readonly Waiting[]): Promise<void> {
    try {
      const results = await commitTogether(
        pool,
        group.map(({ statement }) => statement),
      );
      for (const [at, result] of results.entries()) group[at]?.done.resolve(result);
    } catch (error) {
      if (group.length === 1) group[0]?.done.reject(error);
      else await Promise.all(group.map(async (one) => await commit([one])));
    }
  }

  function look(): void {
    looking = false;
    // The larger the group, the less each pays; but while one waits for the disk, the next may be read and sent.
    while (waiting.length >= (underWay === 0 ? 1 : most / 8) && underWay < lanes) {
      underWay += 1;
      void commit(waiting.splice(0, most)).finally(() => {
        underWay -= 1;
        look();
      });
    }
  }

  return async (statement) => {
    const done = Promise.withResolvers<pg.QueryResult>();
    waiting.push({ statement, done });
    // After this turn of the event loop: whoever else has been read by then goes along.
    if (!looking) {
      looking = true;
      setImmediate(look);
    }
    return await done.promise;
  };
}

/** What every caller on one pool shares, made when the first asks. */
export function perPool<Made>(make: (pool: pg.Pool) => Made): (pool: pg.Pool) => Made {
  const made = new WeakMap<pg.Pool, Made>();
  return (pool) => {
    const known = made.get(pool) ?? make(pool);
    made.set(pool, known);
    return known;
  };
}
