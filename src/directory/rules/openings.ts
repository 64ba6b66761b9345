/**
 * When services are open. Days follow RFC 5545, reckoned without a clock; the hours of a day are wall time in its zone, so
 * that ten in the morning stays ten when the clocks change (RFC 5545 §3.3.5: a time that does not exist is read with the
 * offset before the gap, one that comes twice is the first).
 */
import { RRuleTemporal } from 'rrule-temporal';
import { Temporal } from 'temporal-polyfill';
import { isBankHoliday } from './bank-holidays.ts';
import type { Schedule } from './schedule-shape.ts';
import type { Spans } from './search.ts';

/** `ring`: a bank holiday on which one should ring first; it is then never called open. */
export type Opening = { opens: Temporal.ZonedDateTime; closes: Temporal.ZonedDateTime; ring: boolean };

const noon = (day: Temporal.PlainDate) => day.toZonedDateTime({ timeZone: 'UTC', plainTime: '12:00' });

/** ISO days on which it opens, `from` and `to` among them, in order. */
export function openDays(schedule: Schedule, from: string, to: string): string[] {
  const [first, last] = [Temporal.PlainDate.from(from), Temporal.PlainDate.from(to)];
  const start = Temporal.PlainDate.from(schedule.dtstart);
  const byRule =
    schedule.rrule === null
      ? [schedule.dtstart]
      : new RRuleTemporal({
          rruleString: `RRULE:${schedule.rrule}`,
          dtstart: noon(start),
          temporal: Temporal,
        })
          .between(noon(first), noon(last), true)
          .map((at) => at.toPlainDate().toString());
  const left = new Set(schedule.except);
  return [...new Set([...byRule, ...schedule.also])]
    .filter((day) => day >= from && day <= to && !left.has(day))
    .filter((day) => schedule.validFrom === null || day >= schedule.validFrom)
    .filter((day) => schedule.validTo === null || day <= schedule.validTo)
    .filter((day) => schedule.bankHolidays !== 'closed' || !isBankHoliday(day))
    .toSorted();
}

function openingOn(schedule: Schedule, day: string): Opening {
  const date = Temporal.PlainDate.from(day);
  const at = (on: Temporal.PlainDate, time: string) =>
    on.toZonedDateTime({ timeZone: schedule.timezone, plainTime: Temporal.PlainTime.from(time) });
  return {
    opens: at(date, schedule.opens),
    closes: at(schedule.overnight ? date.add({ days: 1 }) : date, schedule.closes),
    ring: schedule.bankHolidays === 'ring' && isBankHoliday(day),
  };
}

/** Openings that have not ended at `from`, in order, of the next `days` days. */
export function openingsOf(schedules: readonly Schedule[], from: Temporal.Instant, days: number): Opening[] {
  return schedules
    .flatMap((schedule) => {
      const today = from.toZonedDateTimeISO(schedule.timezone).toPlainDate();
      // Last night's may still be running.
      const [first, last] = [today.subtract({ days: 1 }), today.add({ days })];
      return openDays(schedule, first.toString(), last.toString()).map((day) => openingOn(schedule, day));
    })
    .filter(({ closes }) => closes.epochMilliseconds > from.epochMilliseconds)
    .toSorted((a, b) => a.opens.epochMilliseconds - b.opens.epochMilliseconds);
}

/** Spans of surely being open, joined where they meet, for `isOpen`. */
export function spansOf(schedules: readonly Schedule[], from: Temporal.Instant, days: number): Spans {
  const spans: [number, number][] = [];
  for (const { opens, closes, ring } of openingsOf(schedules, from, days)) {
    if (ring) continue;
    const [start, end] = [opens.epochMilliseconds, closes.epochMilliseconds];
    const last = spans.at(-1);
    if (last !== undefined && start <= last[1]) last[1] = Math.max(last[1], end);
    else spans.push([start, end]);
  }
  return spans;
}
