import { type Clock, hourOf } from '#kit/clock.ts';

/** So many forged tokens of one network in an hour are a mistake; more are somebody who tries. */
const MARK = 20;
/** Requests of such networks that may wait at once; a token of theirs that is refused here is not spent. */
const MOST_WAITING = 40;

/**
 * A forged token costs its sender nothing and the evaluator a multiplication. Networks that send many have one lane for
 * all of them together, one request at a time: who is honest there waits a little, and everybody else not at all. Counts
 * are in memory, by buckets that nobody can turn back, for the hour.
 */
export type ForgedTokens = {
  /** Runs `work` at once, or in its turn; null when too many wait before it. @param bucket null: the onion address */
  inTurn<Result>(bucket: string | null, work: () => Promise<Result>): Promise<Result | null>;
  /** To be told of each token that was no token. */
  seen(bucket: string | null): void;
};

export function createForgedTokens(clock: Clock): ForgedTokens {
  let hour = '';
  let counts = new Map<string, number>();
  let lane: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  function countsNow(): Map<string, number> {
    const now = hourOf(clock.now());
    if (now !== hour) [hour, counts] = [now, new Map()];
    return counts;
  }
  return {
    seen(bucket) {
      const key = bucket ?? 'onion';
      countsNow().set(key, (countsNow().get(key) ?? 0) + 1);
    },
    async inTurn(bucket, work) {
      if ((countsNow().get(bucket ?? 'onion') ?? 0) < MARK) return await work();
      if (waiting >= MOST_WAITING) return null;
      waiting += 1;
      const mine = lane.then(work);
      lane = mine.catch(() => undefined);
      try {
        return await mine;
      } finally {
        waiting -= 1;
      }
    },
  };
}
