/** What may not be said to everybody, and a look through what is about to be said for any of it. */
import { publicService, type PublicService } from './public-service.ts';
import type { Service } from './service.ts';

const spoken: Record<string, string> = {
  zero: '0',
  oh: '0',
  nought: '0',
  one: '1',
  two: '2',
  three: '3',
  four: '4',
  five: '5',
  six: '6',
  seven: '7',
  eight: '8',
  nine: '9',
};
const digitWord = Object.keys(spoken).join('|');

/** Every run of digits of a text, whatever stands between them; digits in words are digits. */
export function digitRuns(text: string): string[] {
  const plain = text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(new RegExp(`\\b(double|treble|triple)[\\s-]+(${digitWord}|\\d)\\b`, 'g'), (_, times, one) => {
      const digit = spoken[String(one)] ?? String(one);
      return digit.repeat(times === 'double' ? 2 : 3);
    })
    .replaceAll(new RegExp(`\\b(${digitWord})\\b`, 'g'), (word) => spoken[word] ?? word)
    .replaceAll(/\p{Nd}/gu, (digit) => (/\d/.test(digit) ? digit : String(digitValue(digit))));
  return (plain.match(/\d(?:[\s().,\u2010-\u2015/+_-]{0,3}\d)+/g) ?? []).map((run) =>
    run.replaceAll(/\D/g, ''),
  );
}

/** Decimal digits of every script stand in tens from their zero. */
function digitValue(digit: string): number {
  const code = digit.codePointAt(0) ?? 0;
  let zero = code;
  while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1)) && code - zero < 9) zero -= 1;
  return code - zero;
}

/** The digits by which a number is known however it is written: without the country or the 0 before it. */
export const significant = (to: string): string => {
  const digits = to.replaceAll(/\D/g, '');
  return digits.length < 9 ? digits : digits.replace(/^(0044|44|0)/, '');
};

const words = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** `numbers` are `significant`; `phrases` are plain words of addresses and of ways that are no numbers. */
export type Withheld = { numbers: ReadonlySet<string>; phrases: readonly string[] };

/** Everything known of these services that nobody may be told on this day. */
export function withheldOf(services: readonly Service[], shown: readonly PublicService[]): Withheld {
  const said = new Set(shown.flatMap(({ contacts }) => contacts.map(({ to }) => to)));
  const addresses = new Set(
    shown.flatMap(({ place }) =>
      place?.visibility === 'public' && place.address !== null ? [words(place.address.lines.join(' '))] : [],
    ),
  );
  const numbers = new Set<string>();
  const phrases = new Set<string>();
  for (const { contacts, place } of services) {
    for (const { value } of contacts)
      if (said.has(value.to)) continue;
      else if (value.kind === 'phone' || value.kind === 'text') numbers.add(significant(value.to));
      else if (value.kind === 'email') phrases.add(words(value.to));
    const address = place?.address?.value;
    if (address === undefined) continue;
    const lines = words(address.lines.join(' '));
    if (addresses.has(lines)) continue;
    phrases.add(lines);
    phrases.add(words(address.postcode));
    phrases.add(words(address.postcode).replaceAll(' ', ''));
  }
  return { numbers, phrases: [...phrases].filter((phrase) => phrase.length >= 5) };
}

type Prepared = {
  short: ReadonlySet<string>;
  /** By how many digits they have. */
  long: ReadonlyMap<number, ReadonlySet<string>>;
  /** By their first word. */
  phrases: ReadonlyMap<string, readonly string[]>;
};
const prepared = new WeakMap<Withheld, Prepared>();

/** So that a text is gone through once, however much is withheld: a county withholds thousands of addresses. */
function prepare(withheld: Withheld): Prepared {
  const known = prepared.get(withheld);
  if (known !== undefined) return known;
  const numbers = [...withheld.numbers];
  const made = {
    short: new Set(numbers.filter(({ length }) => length < 7)),
    long: new Map(
      [...Map.groupBy(numbers, ({ length }) => length)]
        .filter(([length]) => length >= 7)
        .map(([length, some]) => [length, new Set(some)] as const),
    ),
    phrases: Map.groupBy(withheld.phrases, (phrase) => phrase.split(' ', 1)[0] ?? ''),
  };
  prepared.set(withheld, made);
  return made;
}

/** What of it stands in a text; null where nothing does. Short numbers count only where they stand alone. */
export function sayWithheld(text: string, withheld: Withheld): string | null {
  const { short, long, phrases } = prepare(withheld);
  for (const run of digitRuns(text)) {
    if (short.has(run)) return run;
    for (const [length, some] of long)
      for (let at = 0; at + length <= run.length; at++)
        if (some.has(run.slice(at, at + length))) return run.slice(at, at + length);
  }
  if (phrases.size === 0) return null;
  const plain = `${words(text)} `;
  for (let at = 0; at < plain.length; at = plain.indexOf(' ', at) + 1) {
    const said = phrases
      .get(plain.slice(at, plain.indexOf(' ', at)))
      ?.find((phrase) => plain.startsWith(`${phrase} `, at));
    if (said !== undefined) return said;
  }
  return null;
}

/**
 * All that everybody may be told on this day. A service whose own words give away what is withheld elsewhere (a number
 * that was rejected, the street of a refuge) is left out whole; `leftOut` says how many.
 */
export function publicServices(
  services: readonly Service[],
  today: string,
): { shown: PublicService[]; leftOut: string[]; withheld: Withheld } {
  const first = services.map((service) => publicService(service, today)).filter((one) => one !== null);
  const withheld = withheldOf(services, first);
  const shown: PublicService[] = [];
  const leftOut: string[] = [];
  for (const service of first)
    if (sayWithheld(wordsOf(service), withheld) === null) shown.push(service);
    else leftOut.push(service.id);
  return { shown, leftOut, withheld };
}

/** Every text of a service that people wrote freely. */
const wordsOf = (service: PublicService): string =>
  [
    service.name,
    service.organisation.name,
    service.organisation.description,
    service.description,
    service.cost,
    service.expect,
    service.asks,
    service.mustTell,
    ...service.contacts.map(({ label }) => label),
    ...service.schedules.map(({ description }) => description),
    service.place?.district,
  ]
    .filter((text) => typeof text === 'string')
    .join('\n');
