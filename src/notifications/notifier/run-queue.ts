import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import type { Clock } from '#kit/clock.ts';
import type { Log } from '#kit/log.ts';
import { type Claimed, claimMessages } from '../queries/claim-messages.ts';

/** Messages under way at once. */
const HANDS = 32;
/** Milliseconds: more than the slowest try, a GOV.UK Notify look-up and post, takes with the database. */
const LEASE = 45_000;
/** Milliseconds between looks at an empty queue. */
const GLANCE = 1000;

export type Queue = { stop(): Promise<void> };

/**
 * Takes what is due and sends it, 32 at a time, for as long as it runs. What a killed process held is taken again when its
 * lease is over; what fails with the database stays leased until then. The log is told an hour's count, never a message.
 */
export function runQueue(options: {
  pool: pg.Pool;
  clock: Clock;
  log: Log;
  sendOne: (message: Claimed) => Promise<void>;
  lease?: number;
  glance?: number;
}): Queue {
  const { pool, clock, log, sendOne, lease = LEASE, glance = GLANCE } = options;
  const stopping = new AbortController();
  const underWay = new Set<Promise<void>>();
  const rest = async () =>
    await pause(glance, undefined, { signal: stopping.signal, ref: false }).catch(() => undefined);

  async function loop(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        const now = new Date(clock.now().epochMilliseconds);
        const claimed = await claimMessages(pool, { now, lease, most: HANDS - underWay.size });
        for (const message of claimed) {
          const one = sendOne(message)
            .catch((error: unknown) => log.error('message-failed', { error }))
            .finally(() => underWay.delete(one));
          underWay.add(one);
        }
        if (claimed.length === 0) await rest();
        // Half of the hands free: fewer and fuller claims.
        while (underWay.size > HANDS / 2) await Promise.race(underWay);
      } catch (error) {
        log.error('queue-failed', { error });
        await rest();
      }
    }
    await Promise.all(underWay);
  }
  const running = loop();
  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
