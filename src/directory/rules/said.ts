import * as v from 'valibot';

/** Words for people: no control characters, no markup that a careless reader of the feed might run. */
export const said = v.pipe(
  v.string('some text'),
  v.trim(),
  v.minLength(1, 'some text'),
  v.maxLength(4000, 'at most 4,000 characters'),
  v.check((text) => !/[<>\p{Cc}]/u.test(text.replaceAll('\n', ' ')), 'plain text without < or >'),
);
/** An ISO date in Europe/London. */
export const someDay = v.pipe(
  v.string(),
  v.isoDate('a date such as 2026-11-23'),
  v.check(isDay, 'a day that exists'),
);

function isDay(text: string): boolean {
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}
