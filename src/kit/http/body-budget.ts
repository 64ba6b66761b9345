import { Refused } from './refusal.ts';

const KIB = 1024;
const MIB = 1024 * KIB;
/** A body that says it is at most this long has room of its own, which long ones cannot use up. */
const SMALL = 64 * KIB;

/** The memory that one request's body holds. */
export type Hold = {
  /** Waits for room before the first byte is read. Throws `Refused` 503 when there is none for too long. */
  grow(bytes: number): Promise<void>;
  /** Settles only when this body has to give its room to others: it comes too slowly while they wait. */
  evicted: Promise<never>;
  release(): void;
};

export type BodyBudget = {
  /** @param length the bytes that the body may have: what its sender says, or the most that the route takes. */
  hold(length: number): Hold;
  /** Bytes held now, of small and of large bodies. */
  held(): { small: number; large: number };
};

type Lane = { used: number; most: number; waiting: Waiter[] };
type Waiter = { bytes: number; since: number; go(): void; fail(): void };
type Open = { lane: Lane; reading: boolean; since: number; grown: number; bytes: number; evict(): void };

/** Bytes a second: a fifth of slow 3G. Who is slower after ten seconds gives way to those who wait. */
const SLOWEST = 10 * KIB;

/**
 * All bodies in flight together stay within `small + large` bytes, whoever sends how much. Room for the whole body is
 * taken at its first bytes, in the order in which they came: whoever was let in can finish. One that stands still for
 * `still` milliseconds, or dribbles, loses its room when others need it.
 */
export function createBodyBudget(
  options: {
    small?: number;
    large?: number;
    /** Milliseconds that a body waits for room before it is refused. */
    patience?: number;
    still?: number;
    now?: () => number;
  } = {},
): BodyBudget {
  const {
    small = 8 * MIB,
    large = 32 * MIB,
    patience = 60_000,
    still = 5_000,
    now = () => performance.now(),
  } = options;
  const lanes: Record<'small' | 'large', Lane> = {
    small: { used: 0, most: small, waiting: [] },
    large: { used: 0, most: large, waiting: [] },
  };
  const open = new Set<Open>();
  let timer: NodeJS.Timeout | undefined;

  function serve(lane: Lane): void {
    while (lane.waiting.length > 0) {
      const [next] = lane.waiting;
      if (next === undefined || lane.used + next.bytes > lane.most) return;
      lane.waiting.shift();
      lane.used += next.bytes;
      next.go();
    }
  }

  const tooSlow = ({ reading, grown, since, bytes }: Open): boolean =>
    reading &&
    (now() - grown >= still || (now() - since >= 10_000 && bytes / (now() - since) < SLOWEST / 1_000));

  function look(): void {
    timer = undefined;
    for (const lane of Object.values(lanes)) {
      for (const waiter of lane.waiting.filter(({ since }) => now() - since >= patience)) {
        lane.waiting.splice(lane.waiting.indexOf(waiter), 1);
        waiter.fail();
      }
      if (lane.waiting.length === 0) continue;
      for (const one of open) if (one.lane === lane && tooSlow(one)) one.evict();
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
    hold(length) {
      const lane = length <= SMALL ? lanes.small : lanes.large;
      const whole = Math.min(length, lane.most);
      let mine = 0;
      const { promise: evicted, reject } = Promise.withResolvers<never>();
      evicted.catch(() => undefined);
      const me: Open = {
        lane,
        reading: false,
        since: 0,
        grown: 0,
        bytes: 0,
        evict: () => reject(new Refused(503, 'too-slow')),
      };
      return {
        evicted,
        async grow(bytes) {
          if (mine === 0) {
            if (lane.waiting.length === 0 && lane.used + whole <= lane.most) lane.used += whole;
            else
              await new Promise<void>((go, failed) => {
                const fail = (): void => failed(new Refused(503, 'busy'));
                lane.waiting.push({ bytes: whole, since: now(), go, fail });
                watch();
              });
            mine = whole;
            open.add(me);
            me.since = now();
          }
          me.grown = now();
          me.bytes += bytes;
          me.reading = me.bytes < whole;
        },
        release() {
          open.delete(me);
          lane.used -= mine;
          mine = 0;
          serve(lane);
        },
      };
    },
  };
}
