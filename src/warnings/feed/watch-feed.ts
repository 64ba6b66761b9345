/** Knows within moments that an area has another bundle, whichever process made it, and tells whoever follows. */
import type pg from 'pg';

/** Told in the transaction that makes another bundle. */
export const CHANNEL = 'waymark_feed';
/** Milliseconds in which everybody is told of one change, so that not all ask for the new file at once. */
const SPREAD = 3_000;
/** Milliseconds between signs of life: under the minute after which proxies and phone networks drop what is silent. */
const SIGN_OF_LIFE = 50_000;

export type Follower = { tell(counter: number): void; end(): void };
export type FeedWatch = {
  /** Tells the counter of the area's bundle now, after each change, and as a sign of life. Gives the way out. */
  follow(area: string, follower: Follower): () => void;
  /** How many follow now. */
  following(): number;
  /** Ends everybody. */
  close(): Promise<void>;
};

/**
 * @param pool keeps one connection to hear by. What was not heard, behind a proxy for connections or while the database was
 * away, is seen `between` milliseconds later at most.
 */
export function watchFeed({
  pool,
  between = 10_000,
  spread = SPREAD,
  signOfLife = SIGN_OF_LIFE,
}: {
  pool: pg.Pool;
  between?: number;
  spread?: number;
  signOfLife?: number;
}): FeedWatch {
  const counters = new Map<string, number>();
  const followers = new Map<Follower, string>();
  let ear: pg.PoolClient | null = null;
  let closed = false;
  let looking: Promise<void> | null = null;
  let again = false;

  function tellLater(area: string): void {
    for (const [follower, of] of followers)
      if (of === area) setTimeout(() => tellNow(follower), Math.random() * spread).unref();
  }
  function tellNow(follower: Follower): void {
    const counter = counters.get(followers.get(follower) ?? '');
    if (counter !== undefined) follower.tell(counter);
  }

  async function listen(): Promise<void> {
    if (ear !== null || closed) return;
    const client = await pool.connect();
    const lost = (): void => {
      if (ear !== client) return;
      ear = null;
      client.release(true);
    };
    ear = client;
    client.on('error', lost);
    client.on('end', lost);
    client.on('notification', () => void look());
    await client.query(`listen ${CHANNEL}`).catch((error: unknown) => {
      lost();
      throw error;
    });
  }
  async function lookOnce(): Promise<void> {
    await listen();
    const { rows } = await pool.query<{ area_id: string; counter: number }>(
      'select area_id, counter from warnings.bundle where counter > 0',
    );
    for (const { area_id: area, counter } of rows) {
      if (counters.get(area) === counter) continue;
      counters.set(area, counter);
      tellLater(area);
    }
  }
  /** One at a time; what is heard meanwhile is looked at after it. */
  async function look(): Promise<void> {
    again = true;
    looking ??= (async () => {
      while (again && !closed) {
        again = false;
        // The database is away: the next look finds it.
        await lookOnce().catch(() => undefined);
      }
      looking = null;
    })();
    await looking;
  }

  void look();
  const timers = [
    setInterval(() => void look(), between),
    setInterval(() => {
      for (const follower of followers.keys()) tellNow(follower);
    }, signOfLife),
  ].map((timer) => timer.unref());

  return {
    follow(area, follower) {
      followers.set(follower, area);
      tellNow(follower);
      return () => void followers.delete(follower);
    },
    following: () => followers.size,
    async close() {
      closed = true;
      for (const timer of timers) clearInterval(timer);
      for (const follower of followers.keys()) follower.end();
      followers.clear();
      await looking;
      const client = ear;
      ear = null;
      client?.release(true);
    },
  };
}
