import { RRuleTemporal } from 'rrule-temporal';
import { Temporal } from 'temporal-polyfill';
import * as v from 'valibot';
import { said, someDay } from './said.ts';

const time = v.pipe(v.string(), v.regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time such as 09:30'));

/** Only what people say of opening hours, and nothing that a machine would count for ever. */
const RULE =
  /^FREQ=(DAILY|WEEKLY|MONTHLY)(;(INTERVAL=\d{1,2}|COUNT=\d{1,3}|UNTIL=\d{8}|BYDAY=[-+\dA-Z,]+|BYMONTHDAY=[-\d,]+|BYSETPOS=[-\d,]+|BYMONTH=[\d,]+|WKST=[A-Z]{2}))*$/;
/** An RRULE value without its name, such as opening hours have. */
export function isRule(rrule: string): boolean {
  if (!RULE.test(rrule)) return false;
  try {
    const dtstart = Temporal.ZonedDateTime.from('2026-01-01T12:00[UTC]');
    return (
      new RRuleTemporal({ rruleString: `RRULE:${rrule}`, dtstart, temporal: Temporal }).toString() !== ''
    );
  } catch {
    return false;
  }
}

/** When a service is open: days by RFC 5545, times by the wall clock of `timezone`. */
export const Schedule = v.pipe(
  v.strictObject({
    /** The RRULE value without its name: `FREQ=WEEKLY;BYDAY=TU,TH`. Null: once, on `dtstart`. */
    rrule: v.nullable(
      v.pipe(
        v.string(),
        v.maxLength(200),
        v.check(isRule, 'an RRULE by day, week or month, such as FREQ=WEEKLY;BYDAY=TU'),
      ),
    ),
    /** The first day. */
    dtstart: someDay,
    opens: time,
    /** With `overnight` on the next day; then the same as `opens` is 24 hours. */
    closes: time,
    /** Said and not guessed, so that hours that were swapped by mistake are refused. */
    overnight: v.boolean('true or false'),
    timezone: v.literal('Europe/London', 'Europe/London'),
    /** Days left out, such as a cancelled session (EXDATE). */
    except: v.array(someDay),
    /** Days added (RDATE). */
    also: v.array(someDay),
    /** On bank holidays of England and Wales: as always, closed, or ring first (then not called open). */
    bankHolidays: v.picklist(['open', 'closed', 'ring'], 'open, closed or ring'),
    validFrom: v.nullable(someDay),
    validTo: v.nullable(someDay),
    /** What is on then, where there are several: "Drop-in". */
    description: v.nullable(said),
  }),
  v.forward(
    v.check(
      ({ validFrom, validTo }) => validFrom === null || validTo === null || validFrom <= validTo,
      'a day on or after validFrom',
    ),
    ['validTo'],
  ),
  v.forward(
    v.check(
      ({ opens, closes, overnight }) => overnight === closes <= opens,
      'a time after it opens, or with overnight where it closes on the next day',
    ),
    ['closes'],
  ),
);
export type Schedule = v.InferOutput<typeof Schedule>;
