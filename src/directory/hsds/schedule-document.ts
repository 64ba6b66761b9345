import { Temporal } from 'temporal-polyfill';
import { hsdsWords as words } from '../messages/hsds.en.ts';
import type { Schedule } from '../rules/schedule-shape.ts';

const days = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;
/** What HSDS has a field for. What else a rule says is not to be had by leaving it out. */
const sayable = new Set(['FREQ', 'INTERVAL', 'COUNT', 'UNTIL', 'BYDAY', 'BYMONTHDAY', 'WKST']);

const dated = (day: string): string => `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6, 8)}`;

/** The fields that HSDS has for a rule (schedule.json); null where they cannot say it. */
function ruleFields({ rrule, dtstart }: Schedule): Record<string, string | number> | null {
  if (rrule === null) return {};
  const parts = new Map(rrule.split(';').map((part) => part.split('=') as [string, string]));
  if ([...parts.keys()].some((name) => !sayable.has(name))) return null;
  const interval = Number(parts.get('INTERVAL') ?? 1);
  const byday = parts.get('BYDAY');
  const bymonthday = parts.get('BYMONTHDAY');
  const freq = parts.get('FREQ') ?? '';
  // HSDS knows weeks and months only: every day is every day of the week, every third day cannot be said.
  if (freq === 'DAILY' && (interval > 1 || parts.has('COUNT') || bymonthday !== undefined)) return null;
  const start = Temporal.PlainDate.from(dtstart);
  const until = parts.get('UNTIL');
  const count = parts.get('COUNT');
  const wkst = parts.get('WKST');
  const own =
    byday ?? (freq === 'DAILY' ? days.join(',') : freq === 'WEEKLY' ? days[start.dayOfWeek - 1] : undefined);
  const date = bymonthday ?? (freq === 'MONTHLY' && byday === undefined ? String(start.day) : undefined);
  return {
    freq: freq === 'DAILY' ? 'WEEKLY' : freq,
    interval,
    ...(own === undefined ? {} : { byday: own }),
    ...(date === undefined ? {} : { bymonthday: date }),
    ...(until === undefined ? {} : { until: dated(until) }),
    ...(count === undefined ? {} : { count: Number(count) }),
    ...(wkst === undefined ? {} : { wkst }),
  };
}

/**
 * A schedule as HSDS says it, and beside it, in properties of our own, what HSDS has no field for: the whole `rrule`, hours
 * that end on the next day, the zone whose wall clock counts (HSDS knows an offset alone, which is wrong half of the year),
 * days left out and added, and bank holidays. `notes` says the same in words.
 */
export function scheduleDocument(schedule: Schedule): Record<string, unknown> {
  const fields = ruleFields(schedule);
  const { except, also } = schedule;
  const notes = [
    ...(fields === null ? [words.byRuleOnly] : []),
    ...(schedule.overnight ? [words.overnight] : []),
    words.holidays[schedule.bankHolidays],
    ...(except.length === 0 ? [] : [words.notOn(except.join(', '))]),
    ...(also.length === 0 ? [] : [words.alsoOn(also.join(', '))]),
  ];
  return {
    valid_from: schedule.validFrom,
    valid_to: schedule.validTo,
    dtstart: schedule.dtstart,
    ...fields,
    opens_at: schedule.opens,
    closes_at: schedule.closes,
    description: schedule.description,
    notes: notes.join(' '),
    rrule: schedule.rrule,
    overnight: schedule.overnight,
    timezone_name: schedule.timezone,
    exdate: except,
    rdate: also,
    bank_holidays: schedule.bankHolidays,
  };
}
