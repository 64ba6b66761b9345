/**
 * Openings as iCalendar (RFC 5545), made by Mozilla's library. Each is one event in UTC and none repeats: a rule in somebody's
 * calendar would go on for years after the last person checked it, and cancelled days and bank holidays stay out by themselves.
 */
import ICAL from 'ical.js';
import { Temporal } from 'temporal-polyfill';
import { daysBelieved } from './change-fact.ts';
import { openingsOf } from './openings.ts';
import type { PublicService } from './public-service.ts';

/** Null unless everybody may know the place, and hours were checked lately. */
export function calendarOf(service: PublicService, now: Temporal.Instant): string | null {
  const { place, schedules } = service;
  // A calendar has no mark for "not checked lately".
  const checked = schedules.filter(({ overdue }) => !overdue);
  if (place?.visibility !== 'public' || place.address === null || checked.length === 0) return null;
  const calendar = new ICAL.Component('vcalendar');
  calendar.updatePropertyWithValue('prodid', '-//Waymark//EN');
  calendar.updatePropertyWithValue('version', '2.0');
  const { lines, town, postcode } = place.address;
  const utc = (at: Temporal.ZonedDateTime): ICAL.Time =>
    ICAL.Time.fromJSDate(new Date(at.epochMilliseconds), true);
  for (const schedule of checked)
    for (const { opens, closes, ring } of openingsOf([schedule], now, daysBelieved)) {
      if (ring) continue;
      const event = new ICAL.Component('vevent');
      // The same opening has the same name in every copy, so that taking it again doubles nothing.
      event.updatePropertyWithValue(
        'uid',
        `${service.id}-${schedule.id}-${opens.toPlainDate().toString().replaceAll('-', '')}`,
      );
      event.updatePropertyWithValue(
        'dtstamp',
        utc(Temporal.PlainDate.from(schedule.checkedOn).toZonedDateTime('Europe/London')),
      );
      event.updatePropertyWithValue('dtstart', utc(opens));
      event.updatePropertyWithValue('dtend', utc(closes));
      event.updatePropertyWithValue('summary', service.name);
      event.updatePropertyWithValue('location', [...lines, town, postcode].join(', '));
      calendar.addSubcomponent(event);
    }
  return calendar.toString();
}
