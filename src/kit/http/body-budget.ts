import { Refused } from './refusal.ts';

const KIB = 1024;
const MIB = 1024 * KIB;
/** A body that says it is at most this long has room of its own, which long ones cannot use up. */
const SMALL = 64 * KIB;

/**
 * Bytes a second below which a body gives its room to others who wait. Slow 3G, the slowest that browsers' tools imitate,
 * sends 50 KB/s: six times as much for a long body, so that a phone which loses the mast for eight of ten seconds stays
 * above. A small one may come over GPRS.
 */
const SLOWEST = { small: KIB, large: 8 * KIB };

/** The memory that one request's body holds. */
export type Hold = {
  /** Waits until there is room for so many more bytes. Throws `Refused` 503 when there is none for too long. */
  grow(bytes: number): Promise<void>;
  /** Settles only when this body has to give its room to others: it has stood still while they waited. */
  evicted: Promise<never>;
  release(): void;
};

export type BodyBudget = {
  /**
   * @param length what the sender says the body has; null where it is not said.
   * @param bucket the sender's network (`client-bucket.ts`), which holds at most half of the room; undefined where
   *   nobody is told apart.
   */
  hold(length: number | null, bucket?: string | null): Hold;
  /** Bytes held now, of small and of large bodies. */
  held(): { small: number; large: number };
};

type Waiter = {
  bytes: number;
  held: number;
  since: number;
  bucket: string | undefined;
  go(): void;
  fail(): void;
};
type Lane = {
  used: number;
  most: number;
  /** Bytes a second. */
  slowest: number;
  by: Map<string, number>;
  waiting: Waiter[];
};
/** A body that is arriving: what came since `since`, and whether the time before that was too slow. */
type Arriving = { lane: Lane; since: number; came: number; slow: boolean; waits: boolean; evict(): void };

/**
 * All bodies in flight together stay within `small + large` bytes, whoever sends how much. Room is taken as bytes
 * arrive, so that a long body that never comes holds nothing; one that came more slowly than `SLOWEST` during `still`
 * milliseconds loses its room when others need it. A byte now and then is no excuse.
 */
export function createBodyBudget(
  options: {
    small?: number;
    large?: number;
    /** Milliseconds that a body waits for room before it is refused. */
    patience?: number;
    /** Milliseconds over which a body's speed is looked at. */
    still?: number;
    slowest?: { small: number; large: number };
    now?: () => number;
  } = {},
): BodyBudget {
  const {
    small = 16 * MIB,
    large = 48 * MIB,
    patience = 15_000,
    still = 10_000,
    slowest = SLOWEST,
    now = () => performance.now(),
  } = options;
  const lanes = {
    small: { used: 0, most: small, slowest: slowest.small, by: new Map(), waiting: [] } as Lane,
    large: { used: 0, most: large, slowest: slowest.large, by: new Map(), waiting: [] } as Lane,
  };
  const open = new Set<Arriving>();
  let timer: NodeJS.Timeout | undefined;

  const hasShare = ({ most, by }: Lane, bucket: string | undefined, bytes: number): boolean =>
    bucket === undefined || (by.get(bucket) ?? 0) + bytes <= most / 2;
  function take(lane: Lane, bucket: string | undefined, bytes: number): void {
    lane.used += bytes;
    if (bucket === undefined) return;
    const used = (lane.by.get(bucket) ?? 0) + bytes;
    if (used === 0) lane.by.delete(bucket);
    else lane.by.set(bucket, used);
  }

  function serve(lane: Lane): void {
    for (let at = 0; at < lane.waiting.length;) {
      const next = lane.waiting[at];
      if (next === undefined) return;
      // Waiting for its own network, it holds up nobody else.
      if (!hasShare(lane, next.bucket, next.bytes)) {
        at++;
        continue;
      }
      if (lane.used + next.bytes > lane.most) return;
      lane.waiting.splice(at, 1);
      take(lane, next.bucket, next.bytes);
      next.go();
    }
  }

  /** Whether it was too slow, over the time that has passed since that was last asked. */
  function judge(one: Arriving): void {
    const time = now() - one.since;
    if (time < still) return;
    one.slow = one.came < (one.lane.slowest * time) / 1000;
    [one.since, one.came] = [now(), 0];
  }

  function look(): void {
    timer = undefined;
    for (const lane of Object.values(lanes)) {
      const late = lane.waiting.filter(({ since }) => now() - since >= patience);
      // Of those that wait for each other's room one gives way, and the others go on with it.
      const newest = late.findLast(({ held }) => held > 0);
      for (const waiter of late.filter((one) => one.held === 0 || one === newest)) {
        lane.waiting.splice(lane.waiting.indexOf(waiter), 1);
        waiter.fail();
      }
      if (lane.waiting.length === 0) continue;
      for (const one of open) {
        if (one.lane !== lane || one.waits) continue;
        judge(one);
        if (one.slow) one.evict();
      }
    }
    watch();
  }
  function watch(): void {
    if (timer !== undefined || Object.values(lanes).every(({ waiting }) => waiting.length === 0)) return;
    timer = setTimeout(look, Math.min(500, still, patience));
    timer.unref();
  }

  return {
    held: () => ({ small: lanes.small.used, large: lanes.large.used }),
    hold(length, sender) {
      const lane = length !== null && length <= SMALL ? lanes.small : lanes.large;
      const bucket = sender === null ? '' : sender;
      let mine = 0;
      let released = false;
      const { promise: evicted, reject } = Promise.withResolvers<never>();
      evicted.catch(() => undefined);
      const state: Arriving = {
        lane,
        since: now(),
        came: 0,
        slow: false,
        waits: false,
        evict: () => reject(new Refused(503, 'too-slow')),
      };
      open.add(state);
      return {
        evicted,
        async grow(bytes) {
          state.came += bytes;
          judge(state);
          if (lane.waiting.length === 0 && lane.used + bytes <= lane.most && hasShare(lane, bucket, bytes))
            take(lane, bucket, bytes);
          else {
            state.waits = true;
            await new Promise<void>((go, fail) => {
              const refuse = (): void => fail(new Refused(503, 'busy'));
              lane.waiting.push({ bytes, held: mine, since: now(), bucket, go, fail: refuse });
              serve(lane);
              watch();
            });
            // The waiting was ours.
            [state.waits, state.slow, state.since, state.came] = [false, false, now(), 0];
          }
          mine += bytes;
        },
        release() {
          if (released) return;
          released = true;
          open.delete(state);
          take(lane, bucket, -mine);
          serve(lane);
        },
      };
    },
  };
}
