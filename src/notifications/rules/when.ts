/** When a message may go: at once or on the quarter-hour, spread, never in quiet hours, and again after a failure. */
import { Temporal } from 'temporal-polyfill';
import type { Channel } from '../tables.ts';

const zone = 'Europe/London';
const MINUTE = 60_000;
const QUARTER = 15 * MINUTE;
/** What is older is not worth a message: whoever looks finds it. */
export const VALID_HOURS = 24;
/** Push and mail do not all go in the same second, from which a watcher could count members. */
export const SPREAD = 10 * MINUTE;

/** The first moment, before the spread: now for the highest severity, else the next quarter of an hour. Milliseconds. */
export const goesFrom = (now: number, severity: 'highest' | 'other'): number =>
  severity === 'highest' ? now : Math.ceil(now / QUARTER) * QUARTER;

export type Wishes = { quiet: { from: number; to: number } | null; never: readonly number[] };
export const usualQuiet = (channel: Channel): Wishes['quiet'] =>
  channel === 'push' ? null : { from: 22, to: 8 };

/**
 * The moment at which a message that is due now may go: now, or the end of the quiet hours and of the days on which none
 * may come. Hours are London's wall clock: 22 to 8 is nine hours long in the night of one clock change and eleven in the other's.
 */
export function mayGoAt(now: Temporal.Instant, { quiet, never }: Wishes): Temporal.Instant {
  let at = now.toZonedDateTimeISO(zone);
  // Each turn goes forward; days and hours in turn settle within a week.
  for (let turn = 0; turn < 16; turn++) {
    if (never.includes(at.dayOfWeek)) at = at.toPlainDate().add({ days: 1 }).toZonedDateTime(zone);
    else if (quiet !== null && isQuiet(at.hour, quiet)) {
      const day = at.hour < quiet.to ? at.toPlainDate() : at.toPlainDate().add({ days: 1 });
      at = day.toZonedDateTime({ timeZone: zone, plainTime: new Temporal.PlainTime(quiet.to) });
    } else return at.toInstant();
  }
  return at.toInstant();
}

const isQuiet = (hour: number, { from, to }: { from: number; to: number }): boolean =>
  from <= to ? hour >= from && hour < to : hour >= from || hour < to;

const LONGEST = 60 * MINUTE;

/**
 * Milliseconds until the next try: 30 s, 1, 2, 4 … minutes, at most an hour, with an eighth of chance either way.
 * @param tries how often it was tried. @param asked what the other side asked us to wait. @param chance in [0,1)
 */
export function waitAgain(tries: number, asked: number, chance: number): number {
  const grown = Math.min(LONGEST, (MINUTE / 2) * 2 ** Math.min(tries - 1, 10));
  return Math.max(Math.min(asked, LONGEST), grown * (0.875 + chance / 4));
}
