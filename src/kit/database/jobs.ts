import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import { type Temporal, zone, type Clock } from '#kit/clock.ts';
import type { Log } from '#kit/log.ts';

/** Every so many milliseconds, or once a London day at or after this hour (made up for if nobody was awake). */
export type When = { milliseconds: number } | { hour: number };
/** Must be fit to run twice: two processes may both think that it is due. */
export type Work = (signal: AbortSignal) => Promise<void>;
export type Jobs = {
  every(name: string, when: When, work: Work): void;
  /** Lets what runs finish, starts nothing more. */
  stop(): Promise<void>;
};

/** The last day whose hour has come: what a nightly job owes. */
export function owedDay(now: Temporal.Instant, hour: number): string {
  const here = now.toZonedDateTimeISO(zone);
  const day = here.toPlainDate();
  return (here.hour >= hour ? day : day.subtract({ days: 1 })).toString();
}

async function nightIsDone(client: pg.PoolClient, name: string, day: string): Promise<boolean> {
  const { rowCount } = await client.query('select from kit.nightly where name = $1 and day >= $2', [
    name,
    day,
  ]);
  return rowCount !== 0;
}

const nightDone =
  'insert into kit.nightly values ($1, $2) on conflict (name) do update set day = greatest(kit.nightly.day, excluded.day)';

/**
 * Runs periodic work. An advisory lock keeps one process at it while the others go on; a failure is logged
 * by its code and tried again at the next turn.
 * @param options.pool the sweep zone's. @param options.random in [0,1), spreads first turns of processes
 * that start together. @param options.glance milliseconds between looks whether a nightly job is owed.
 */
export function openJobs(options: {
  pool: pg.Pool;
  clock: Clock;
  log: Log;
  random?: () => number;
  glance?: number;
}): Jobs {
  const { pool, clock, log, random = Math.random, glance = 60_000 } = options;
  const stopping = new AbortController();
  const loops: Promise<void>[] = [];

  async function turn(name: string, when: When, work: Work): Promise<void> {
    const client = await pool.connect();
    let broken = true;
    try {
      const asked = await client.query<{ mine: boolean }>(
        'select pg_try_advisory_lock(hashtextextended($1, 0)) as mine',
        [`waymark job ${name}`],
      );
      if (asked.rows[0]?.mine === true) {
        const owed = 'hour' in when ? owedDay(clock.now(), when.hour) : null;
        if (owed === null || !(await nightIsDone(client, name, owed))) {
          await work(stopping.signal);
          if (owed !== null) await client.query(nightDone, [name, owed]);
        }
        await client.query('select pg_advisory_unlock(hashtextextended($1, 0))', [`waymark job ${name}`]);
      }
      broken = false;
    } finally {
      // A connection that may still hold the lock is closed, which lets the lock go.
      client.release(broken);
    }
  }

  async function loop(name: string, when: When, work: Work): Promise<void> {
    const between = 'milliseconds' in when ? when.milliseconds : glance;
    const rest = async (milliseconds: number) =>
      await pause(milliseconds, undefined, { signal: stopping.signal, ref: false }).catch(() => undefined);
    await rest(random() * Math.min(between, 5000));
    while (!stopping.signal.aborted) {
      try {
        await turn(name, when, work);
      } catch (error) {
        log.error('job-failed', { job: name, error });
      }
      await rest(between);
    }
  }

  return {
    every(name, when, work) {
      loops.push(loop(name, when, work));
    },
    async stop() {
      stopping.abort();
      await Promise.all(loops);
    },
  };
}
