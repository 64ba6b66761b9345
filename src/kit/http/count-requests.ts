import { type Clock, hourOf } from '#kit/clock.ts';

export type Counters = {
  count(route: string, method: string, status: number): void;
  /** The last whole hour, as Prometheus reads it. Never the running one: its steps would tell when somebody came. */
  text(): string;
};

/** Counts by route, method and class of answer for the hour; nothing else is ever known of a request. */
export function countRequests(clock: Clock): Counters {
  let hour = hourOf(clock.now());
  let running = new Map<string, number>();
  let whole: { hour: string; counts: ReadonlyMap<string, number> } | null = null;
  const turn = (): void => {
    const now = hourOf(clock.now());
    if (now === hour) return;
    whole = { hour, counts: running };
    [hour, running] = [now, new Map()];
  };
  return {
    count(route, method, status) {
      turn();
      const key = `route="${route}",method="${method}",status="${Math.floor(status / 100)}xx"`;
      running.set(key, (running.get(key) ?? 0) + 1);
    },
    text() {
      turn();
      const lines = [...(whole?.counts ?? [])].map(
        ([key, count]) => `waymark_requests_in_hour{${key}} ${count}`,
      );
      return [
        '# HELP waymark_requests_in_hour Answers in the last whole hour.',
        '# TYPE waymark_requests_in_hour gauge',
        ...lines.toSorted((a, b) => (a < b ? -1 : 1)),
        '',
      ].join('\n');
    },
  };
}
