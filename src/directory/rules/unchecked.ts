/** Numbers and e-mail addresses in what people wrote that stand nowhere as a fact which a person checked. */
import { plainDigits, significant } from './digits.ts';
import type { PublicService } from './public-service.ts';

/** Every number and e-mail address that is shown as a fact, as `uncheckedIn` compares them. */
export const saidWays = (shown: readonly Pick<PublicService, 'contacts'>[]): Set<string> =>
  new Set(shown.flatMap(({ contacts }) => contacts.map(({ kind, to }) => wayKey(kind, to))));

export const wayKey = (kind: string, to: string): string =>
  kind === 'phone' || kind === 'text' ? significant(to) : to.toLowerCase();

/** Times of day and dates are digits that nobody dials. */
const timeOrDate =
  /\b(?:[01]?\d|2[0-3])[.:][0-5]\d\b|\b\d{1,2}([./-])\d{1,2}\1\d{4}\b|\b\d{4}-\d{2}-\d{2}\b/g;
/** From where a number may begin, with all digits that follow. */
const beginning = /(?<!\d)(?=((?:\+\s?|\(?0|44)(?:[\s().,\u2010-\u2015/_-]{0,3}\d){7,}))/g;
const mail = /[^\s<>(),;:@"]+@[^\s<>(),;:@"]+\.\p{L}{2,}/gu;

/** Numbers of the United Kingdom: ten digits after the 0, seldom nine, and seven of two old helplines. */
const lengths = [11, 10, 8];
const dialled = /^0(?:[1-357-9]\d{9}|[18]\d{8}|8\d{6})$/;

function isUnchecked(typed: string, said: ReadonlySet<string>): boolean {
  const digits = typed.replaceAll(/\D/g, '');
  if (typed.startsWith('+') && !digits.startsWith('44'))
    return !Array.from(digits, (_digit, at) => digits.slice(0, at + 1)).some((number) => said.has(number));
  const national = digits.replace(/^(?:0044|44)0?/, '0');
  const numbers = lengths
    .filter((length) => (length === 8 ? national.length === 8 : national.length >= length))
    .map((length) => national.slice(0, length))
    .filter((number) => dialled.test(number));
  return numbers.length > 0 && !numbers.some((number) => said.has(number.slice(1)));
}

/**
 * The first number or e-mail address of a text that is not among `said`; null where there is none. A list of what is
 * allowed, not of what is known to be bad: nobody's list of numbers, whoever sends it, changes what may be said.
 */
export function uncheckedIn(text: string, said: ReadonlySet<string>): string | null {
  const normal = text.normalize('NFKC');
  if (normal.includes('@'))
    for (const [found] of normal.matchAll(mail)) if (!said.has(found.toLowerCase())) return found;
  const plain = plainDigits(normal.replaceAll(timeOrDate, ' '));
  for (const [, typed = ''] of plain.matchAll(beginning))
    if (isUnchecked(typed.replace(/^\(/, ''), said)) return typed.trim();
  return null;
}
