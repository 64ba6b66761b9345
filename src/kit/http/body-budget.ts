import { Refused } from './refusal.ts';

const KIB = 1024;
const MIB = 1024 * KIB;
/** A body that says it is at most this long has room of its own, which long ones cannot use up. */
const SMALL = 64 * KIB;

/** The memory that one request's body holds. */
export type Hold = {
  /** Waits until there is room for so many more bytes. Throws `Refused` 503 when there is none for too long. */
  grow(bytes: number): Promise<void>;
  /** Settles only when this body has to give its room to others: it has stood still while they waited. */
  evicted: Promise<never>;
  release(): void;
};

export type BodyBudget = {
  /** @param length what the sender says the body has; null where it is not said. */
  hold(length: number | null): Hold;
  /** Bytes held now, of small and of large bodies. */
  held(): { small: number; large: number };
};

type Waiter = { bytes: number; since: number; go(): void; fail(): void };
type Lane = { used: number; most: number; waiting: Waiter[] };

/**
 * All bodies in flight together stay within `small + large` bytes, whoever sends how much. Room is taken as bytes
 * arrive, so that a long body that never comes holds nothing; one that stands still for `still` milliseconds loses
 * its room when others need it.
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
    small = 16 * MIB,
    large = 48 * MIB,
    patience = 15_000,
    still = 5_000,
    now = () => performance.now(),
  } = options;
  const lanes = {
    small: { used: 0, most: small, waiting: [] } as Lane,
    large: { used: 0, most: large, waiting: [] } as Lane,
  };
  const open = new Map<object, { lane: Lane; grown: number; waits: boolean; evict(): void }>();
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

  function look(): void {
    timer = undefined;
    for (const lane of Object.values(lanes)) {
      for (const waiter of lane.waiting.filter(({ since }) => now() - since >= patience)) {
        lane.waiting.splice(lane.waiting.indexOf(waiter), 1);
        waiter.fail();
      }
      if (lane.waiting.length === 0) continue;
      for (const one of open.values())
        if (one.lane === lane && !one.waits && now() - one.grown >= still) one.evict();
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
      const lane = length !== null && length <= SMALL ? lanes.small : lanes.large;
      const me = {};
      let mine = 0;
      let released = false;
      const { promise: evicted, reject } = Promise.withResolvers<never>();
      evicted.catch(() => undefined);
      const state = {
        lane,
        grown: now(),
        waits: false,
        evict: () => reject(new Refused(503, 'too-slow')),
      };
      open.set(me, state);
      return {
        evicted,
        async grow(bytes) {
          if (lane.waiting.length === 0 && lane.used + bytes <= lane.most) lane.used += bytes;
          else {
            state.waits = true;
            await new Promise<void>((go, fail) => {
              lane.waiting.push({
                bytes,
                since: now(),
                go,
                fail: () => fail(new Refused(503, 'busy')),
              });
              watch();
            });
            state.waits = false;
          }
          mine += bytes;
          state.grown = now();
        },
        release() {
          if (released) return;
          released = true;
          open.delete(me);
          lane.used -= mine;
          serve(lane);
        },
      };
    },
  };
}
