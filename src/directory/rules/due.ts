/** What of a service waits for a person, and when its keepers are told. */
import { Temporal } from 'temporal-polyfill';
import { factsOf } from './change-fact.ts';
import { daysMarked } from './public-service.ts';
import type { Service } from './service.ts';

/** Days before a fact is hidden on which its keeper is told; they are told once more when it was. */
export const toldAt = [30, 14, 3] as const;
/** From so many days before on it stands among what is due. */
const soon = toldAt[0];

export type Due = {
  /** Days until the first of its facts is hidden; null where none is shown. */
  hiddenIn: number | null;
  /** Facts that were shown once and are hidden now. */
  hidden: number;
  /** Facts that nobody has checked yet. */
  unchecked: number;
};

/** Of each confirmed fact the days until it is hidden; 0 on the first day on which it is, less afterwards. */
function daysLeft(service: Service, today: string): number[] {
  if (service.status === 'retired' || service.listing.state === 'wrong') return [];
  const now = Temporal.PlainDate.from(today);
  return factsOf(service).flatMap(({ state, nextCheck }) =>
    state !== 'confirmed' || nextCheck === null
      ? []
      : [now.until(Temporal.PlainDate.from(nextCheck).add({ days: daysMarked })).days + 1],
  );
}

/** Retired ones and rejected ones wait for nobody. */
export function dueOf(service: Service, today: string): Due {
  const left = daysLeft(service, today);
  const live = left.filter((days) => days > 0);
  const out = service.status === 'retired' || service.listing.state === 'wrong';
  return {
    hiddenIn: live.length === 0 ? null : Math.min(...live),
    hidden: left.length - live.length,
    unchecked: out
      ? 0
      : factsOf(service).filter(({ state }) => state === 'unverified' || state === 'stale').length,
  };
}

export const isDue = ({ hiddenIn, hidden, unchecked }: Due): boolean =>
  hidden > 0 || unchecked > 0 || (hiddenIn !== null && hiddenIn <= soon);

/**
 * Whether somebody must be told of it: one of its facts came to 30, 14 or 3 days before being hidden, or was hidden,
 * after `last` and by `today`. A day on which nobody was told is made up for.
 */
export function comesDue(service: Service, last: string, today: string): boolean {
  const since = Temporal.PlainDate.from(last).until(Temporal.PlainDate.from(today)).days;
  return daysLeft(service, today).some((left) =>
    [...toldAt, 0].some((mark) => left <= mark && left + since > mark),
  );
}
