import { sayHours, sayPlainDate, sayTimes } from './rules/say-hours.ts';
import type { Schedule } from './rules/schedule-shape.ts';

/** Hours in English for people who look after them; a rule that our words cannot say is shown as it is written. */
export function sayRule(schedule: Schedule, today: string): string {
  const said = sayHours(schedule, today);
  if (said !== null) return said;
  const { rrule, dtstart, validFrom, validTo, bankHolidays } = schedule;
  const from = sayPlainDate(validFrom !== null && validFrom > dtstart ? validFrom : dtstart);
  const until = validTo === null ? '' : `, until ${sayPlainDate(validTo)}`;
  return `${rrule ?? ''}, ${sayTimes(schedule)}, from ${from}${until}. Bank holidays: ${bankHolidays}.`;
}
