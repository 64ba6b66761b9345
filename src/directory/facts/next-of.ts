import type { Temporal } from '#kit/clock.ts';
import { type Opening, openingsOf } from '../rules/openings.ts';
import type { Schedule } from '../rules/schedule-shape.ts';

/** Days ahead in which the next three dates are looked for: enough for what happens once a month. */
const AHEAD = 130;

/** Hours are read back as their next three dates. */
export const nextOf = (schedule: Schedule, now: Temporal.Instant): Opening[] =>
  openingsOf([schedule], now, AHEAD).slice(0, 3);
