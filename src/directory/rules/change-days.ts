/** Single days of hours that stand: left out, added, an end, bank holidays. Pure; nothing here confirms anything. */
import { openDays } from './openings.ts';
import type { Schedule } from './schedule-shape.ts';

/** `not-open`, `open-already`: on that day. `past`: a day that is over. `before-start`: an end before the first day. */
export type DayRefused = { ok: false; why: 'not-open' | 'open-already' | 'past' | 'before-start' };
export type DaysChanged = { ok: true; schedule: Schedule } | DayRefused;

const isOpen = (schedule: Schedule, day: string): boolean => openDays(schedule, day, day).length > 0;
const without = (days: readonly string[], day: string): string[] => days.filter((one) => one !== day);
/** In order, without the days that are over. */
const kept = (days: readonly string[], today: string): string[] =>
  [...new Set(days)].filter((day) => day >= today).toSorted();

/** Cancels one day. */
export function cancelDay(schedule: Schedule, day: string, today: string): DaysChanged {
  if (day < today) return { ok: false, why: 'past' };
  if (!isOpen(schedule, day)) return { ok: false, why: 'not-open' };
  return {
    ok: true,
    schedule: {
      ...schedule,
      also: kept(without(schedule.also, day), today),
      except: kept([...schedule.except, day], today),
    },
  };
}

/** Adds one day, or takes its cancelling back. */
export function addDay(schedule: Schedule, day: string, today: string): DaysChanged {
  if (day < today) return { ok: false, why: 'past' };
  if (isOpen(schedule, day)) return { ok: false, why: 'open-already' };
  const back: Schedule = { ...schedule, except: kept(without(schedule.except, day), today) };
  const added = isOpen(back, day) ? back : { ...back, also: kept([...back.also, day], today) };
  // After its end, before its start, or on a bank holiday when it is closed: that has to be changed first.
  return isOpen(added, day) ? { ok: true, schedule: added } : { ok: false, why: 'not-open' };
}

/** @param day the last day, or null for no end */
export function endOn(schedule: Schedule, day: string | null, today: string): DaysChanged {
  if (day !== null && day < today) return { ok: false, why: 'past' };
  const first = [schedule.dtstart, schedule.validFrom ?? ''].toSorted().at(-1) ?? '';
  if (day !== null && day < first) return { ok: false, why: 'before-start' };
  return { ok: true, schedule: { ...schedule, validTo: day } };
}
