import { Temporal } from 'temporal-polyfill';

export { Temporal };

/** Rules are about the wall time that people here live by; facts are instants. */
export const zone = 'Europe/London';

export type Clock = {
  now(): Temporal.Instant;
  /** The day in London, `2026-03-29`. */
  today(): string;
};

/** What is the same for a whole minute, worked out once in it: every request asks, and days and hours begin on one. */
function onceAMinute(work: (instant: Temporal.Instant) => string): (instant: Temporal.Instant) => string {
  let [minute, known] = [Number.NaN, ''];
  return (instant) => {
    const now = Math.floor(instant.epochMilliseconds / 60_000);
    if (now !== minute) [minute, known] = [now, work(instant)];
    return known;
  };
}

export const dayOf = onceAMinute((instant) => instant.toZonedDateTimeISO(zone).toPlainDate().toString());

/** The ISO date some days from today, in Europe/London. */
export const dayIn = (clock: Clock, days: number): string =>
  clock.now().toZonedDateTimeISO(zone).add({ days }).toPlainDate().toString();

/** The hour in UTC, `2026-03-29T13`: the finest time that a log line or a counter may carry. */
export const hourOf = onceAMinute((instant) => instant.toString().slice(0, 13));

const fromNow = (now: () => Temporal.Instant): Clock => ({ now, today: () => dayOf(now()) });

export const systemClock: Clock = fromNow(() => Temporal.Now.instant());

/** A clock that stands still until it is moved. @param start ISO instant, `2026-03-29T00:30:00Z` */
export function standingClock(
  start: string,
): Clock & { advance(by: Temporal.DurationLike): void; set(to: string): void } {
  let instant = Temporal.Instant.from(start);
  return {
    ...fromNow(() => instant),
    advance(by) {
      instant = instant.toZonedDateTimeISO(zone).add(by).toInstant();
    },
    set(to) {
      instant = Temporal.Instant.from(to);
    },
  };
}
