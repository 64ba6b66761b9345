import { Temporal } from 'temporal-polyfill';

/** What somebody may have been given. Only of the first are the days known: see the facts of its page. */
export const noticeKinds = [
  'cpn',
  'warning',
  'caution',
  'dispersal',
  'pspo',
  'injunction',
  'closure',
  'other',
] as const;
export type NoticeKind = (typeof noticeKinds)[number];
export const isNoticeKind = (text: string): text is NoticeKind => noticeKinds.some((kind) => kind === text);

export type DayRead =
  | { ok: true; day: string }
  | { ok: false; why: 'missing' | 'no-such-day' | 'short-year' | 'too-old' | 'to-come' };

/** The year of the Act that brought these notices. */
const FIRST_YEAR = 2014;

/** A date as three fields. @param today ISO day in Europe/London: nothing was issued after it, and no notice before its Act */
export function readDay(typed: { day: string; month: string; year: string }, today: string): DayRead {
  const [day, month, year] = [typed.day, typed.month, typed.year].map((text) => text.trim());
  if (day === '' && month === '' && year === '') return { ok: false, why: 'missing' };
  if (/^\d{1,3}$/.test(year ?? '')) return { ok: false, why: 'short-year' };
  if (!/^\d{1,2}$/.test(day ?? '') || !/^\d{1,2}$/.test(month ?? '') || !/^\d{4}$/.test(year ?? ''))
    return { ok: false, why: 'no-such-day' };
  try {
    const parts = { day: Number(day), month: Number(month), year: Number(year) };
    const found = Temporal.PlainDate.from(parts, { overflow: 'reject' }).toString();
    if (parts.year < FIRST_YEAR) return { ok: false, why: 'too-old' };
    return found > today ? { ok: false, why: 'to-come' } : { ok: true, day: found };
  } catch (error) {
    if (error instanceof RangeError) return { ok: false, why: 'no-such-day' };
    throw error;
  }
}

export type Appeal = {
  /** ISO day: the last one of the 21. */
  last: string;
  /** Whole days from today to it; 0 is today, less than 0 is over. */
  left: number;
  /** A day on which the court may be shut. Nobody has checked that one has longer then, so the last day stays what it is. */
  weekend: boolean;
  /** The Friday before such a day, while it has not passed. */
  before: string | null;
};

/**
 * An appeal against a community protection notice "must be made within the period of 21 days beginning with the day on
 * which the person is issued with the notice": Anti-social Behaviour, Crime and Policing Act 2014, section 46(2). The first
 * of the 21 is the day itself.
 */
export function appealBy(issued: string, today: string): Appeal {
  const last = Temporal.PlainDate.from(issued).add({ days: 20 });
  const over = Math.max(0, last.dayOfWeek - 5);
  const friday = last.subtract({ days: over }).toString();
  return {
    last: last.toString(),
    left: Temporal.PlainDate.from(today).until(last, { largestUnit: 'days' }).days,
    weekend: over > 0,
    before: over > 0 && friday >= today ? friday : null,
  };
}
