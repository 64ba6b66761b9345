/** Hours in the words that `read-hours.ts` reads: saying and reading again gives the same. */
import { Temporal } from 'temporal-polyfill';
import { type Weekday, dayWords, months, nthWords, weekdays } from './hours-vocabulary.ts';
import type { Schedule } from './schedule-shape.ts';

const listed = (words: readonly string[]): string =>
  words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;

/** `3 December 2026`. */
export function sayPlainDate(day: string): string {
  const { day: number, month, year } = Temporal.PlainDate.from(day);
  return `${number} ${months[month - 1]} ${year}`;
}

function sayClock(time: string): string {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  if (minute === 0 && hour === 0) return 'midnight';
  if (minute === 0 && hour === 12) return '12 noon';
  const past = minute === 0 ? '' : `:${String(minute).padStart(2, '0')}`;
  return `${hour % 12 === 0 ? 12 : hour % 12}${past} ${hour < 12 ? 'am' : 'pm'}`;
}

export function sayTimes({
  opens,
  closes,
  overnight,
}: Pick<Schedule, 'opens' | 'closes' | 'overnight'>): string {
  if (opens === '00:00' && closes === '00:00') return '24 hours';
  // Midnight ends a day; later than that is another day.
  const nextDay = overnight && closes !== '00:00';
  return `${sayClock(opens)} – ${sayClock(closes)}${nextDay ? ' the next day' : ''}`;
}

type Rule = { freq: string; interval: number; days: string[] };

/** The parts of a rule, where it has no others than how often and on which days. */
function partsOf(rrule: string): Rule | null {
  const parts = new Map(rrule.split(';').map((part) => part.split('=') as [string, string]));
  if ([...parts.keys()].some((name) => !['FREQ', 'INTERVAL', 'BYDAY'].includes(name))) return null;
  return {
    freq: parts.get('FREQ') ?? '',
    interval: Number(parts.get('INTERVAL') ?? 1),
    days: parts.get('BYDAY')?.split(',') ?? [],
  };
}

function sayDays({ freq, interval, days }: Rule): string | null {
  if (freq === 'DAILY') return interval === 1 && days.length === 0 ? 'Every day' : null;
  if (days.length === 0) return null;
  if (freq === 'MONTHLY') {
    const said = days.map((one) => {
      const [, nth = '', day = ''] = /^(-?\d)([A-Z]{2})$/.exec(one) ?? [];
      const word = (nthWords as Readonly<Record<string, string>>)[nth];
      return word === undefined ? null : `the ${word} ${dayWords[day as Weekday]}`;
    });
    if (interval !== 1 || said.includes(null)) return null;
    const words = listed(said.filter((one) => one !== null));
    return `${words.charAt(0).toUpperCase()}${words.slice(1)} of the month`;
  }
  const ours = weekdays.filter((day) => days.includes(day));
  if (freq !== 'WEEKLY' || ours.length !== days.length || interval > 2) return null;
  const named =
    ours.join() === weekdays.slice(0, 5).join()
      ? 'Monday to Friday'
      : listed(ours.map((day) => dayWords[day]));
  if (interval === 2) return `Every other ${named}`;
  return ours.length === 1 ? `Every ${named}` : named;
}

/** A rule of every other week begins on a day of its own; one that was written otherwise has a first such day. */
function firstDay(schedule: Schedule, { interval, days }: Rule): string {
  if (interval === 1) return schedule.dtstart;
  const start = Temporal.PlainDate.from(schedule.dtstart);
  const isOurs = (day: Temporal.PlainDate) => days.includes(weekdays[day.dayOfWeek - 1] as string);
  for (let ahead = 0; start.dayOfWeek + ahead <= 7; ahead += 1)
    if (isOurs(start.add({ days: ahead }))) return start.add({ days: ahead }).toString();
  let day = start.add({ days: 8 - start.dayOfWeek + 7 });
  while (!isOurs(day)) day = day.add({ days: 1 });
  return day.toString();
}

/**
 * `Every Thursday, 12 noon – 5 pm. Closed on bank holidays.` Says the regular hours, not the days that were left out or
 * added. Null for a rule that these words cannot say.
 * @param today ISO date: where the hours began before it, and it makes no difference when, that is not said
 */
export function sayHours(schedule: Schedule, today: string): string | null {
  const { rrule, dtstart, validFrom, validTo, bankHolidays } = schedule;
  if (validFrom !== null) return null;
  const until = validTo === null ? '' : `, until ${sayPlainDate(validTo)}`;
  const holidays = { closed: 'Closed', ring: 'Ring first', open: 'Open' }[bankHolidays];
  const tail = `${until}. ${holidays} on bank holidays.`;
  if (rrule === null) return `On ${sayPlainDate(dtstart)}, ${sayTimes(schedule)}${tail}`;
  const rule = partsOf(rrule);
  const days = rule === null ? null : sayDays(rule);
  if (rule === null || days === null) return null;
  const first = firstDay(schedule, rule);
  const from = rule.interval === 1 && first <= today ? '' : `, from ${sayPlainDate(first)}`;
  return `${days}, ${sayTimes(schedule)}${from}${tail}`;
}
