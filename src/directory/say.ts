/** How times, languages and ways to reach somebody are said. */
import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { type Language, sayDay } from '#kit/languages/languages.ts';
import type { Temporal } from '#kit/clock.ts';
import type { DirectoryWords } from './messages/index.ts';
import type { Opening } from './rules/openings.ts';

const locale = (words: DirectoryWords): string =>
  words.languageNames === 'en' ? 'en-GB' : words.languageNames;

/** `2 pm`, `9:30 am`; Romanian `14:00`. */
export function sayTime(at: Temporal.ZonedDateTime, words: DirectoryWords): string {
  const english = words.languageNames === 'en';
  return new Intl.DateTimeFormat(locale(words), {
    hour: 'numeric',
    ...(english && at.minute === 0 ? {} : { minute: '2-digit' }),
    hour12: english,
    timeZone: 'Europe/London',
  }).format(new Date(at.epochMilliseconds));
}

/** `Thursday 3 December, 2 pm`. */
export const sayWhen = (at: Temporal.ZonedDateTime, words: DirectoryWords): string =>
  `${sayDay(at.toPlainDate().toString(), words.languageNames as Language)}, ${sayTime(at, words)}`;

/** `Thursday 3 December, 2 pm to 4 pm`. */
export const sayOpening = ({ opens, closes }: Opening, words: DirectoryWords): string =>
  `${sayWhen(opens, words)} – ${sayTime(closes, words)}`;

/** `2026-11-23` → `23 November 2026`. */
export const sayDate = (day: string, words: DirectoryWords): string =>
  new Intl.DateTimeFormat(locale(words), { dateStyle: 'long', timeZone: 'UTC' }).format(
    new Date(`${day}T00:00:00Z`),
  );

export const sayLanguage = (code: string, words: DirectoryWords): string =>
  new Intl.DisplayNames([locale(words)], { type: 'language', fallback: 'code' }).of(code) ?? code;

/** `+441632960001` → `01632 960001`; a short number stays as it is. */
export const sayNumber = (to: string): string => parsePhoneNumberFromString(to, 'GB')?.formatNational() ?? to;

/** A way to reach somebody as people read it: numbers as they are dialled here, the rest as it is. */
export const sayContact = ({ kind, to }: { kind: string; to: string }): string =>
  kind === 'phone' || kind === 'text' ? sayNumber(to) : to;
