import { Temporal } from 'temporal-polyfill';
import type { PageFacts } from './read-page.ts';

/** Days after its next check during which a page is still shown, marked. Our policy, not law. */
export const GRACE = 30;

export type Standing = 'in-date' | 'due' | 'out-of-date' | 'held';

/** What a page may say of itself today. @param today ISO day in Europe/London */
export function standing(
  { held, asAt, nextCheck }: Pick<PageFacts, 'held' | 'asAt' | 'nextCheck'>,
  today: string,
): Standing {
  // Nobody can know today what is true as at a day to come.
  if (held || asAt > today) return 'held';
  if (today <= nextCheck) return 'in-date';
  const last = Temporal.PlainDate.from(nextCheck).add({ days: GRACE }).toString();
  return today <= last ? 'due' : 'out-of-date';
}
