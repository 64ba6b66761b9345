import * as v from 'valibot';
import { said, someDay } from './said.ts';

const time = v.pipe(v.string(), v.regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time such as 09:30'));

/** When a service is open: days by RFC 5545, times by the wall clock of `timezone`. */
export const Schedule = v.strictObject({
  /** The RRULE value without its name: `FREQ=WEEKLY;BYDAY=TU,TH`. Null: once, on `dtstart`. */
  rrule: v.nullable(v.pipe(v.string(), v.maxLength(200))),
  /** The first day. */
  dtstart: someDay,
  opens: time,
  /** Not after `opens`: the next day. The same as `opens`: 24 hours. */
  closes: time,
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
});
export type Schedule = v.InferOutput<typeof Schedule>;
