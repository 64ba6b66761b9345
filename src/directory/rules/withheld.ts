/** What may not be said to everybody, and a look through what is about to be said for any of it. */
import { digitRuns, significant } from './digits.ts';
import { publicService, type PublicService } from './public-service.ts';
import type { Provenance, Service } from './service.ts';
import { saidWays, uncheckedIn } from './unchecked.ts';

const words = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** `numbers` are `significant`; `phrases` are plain words of addresses and of ways that are no numbers. */
export type Withheld = { numbers: ReadonlySet<string>; phrases: readonly string[] };

/** Everybody may dial these in danger, whatever somebody's list says of them. */
const alwaysSaid = new Set(['999', '112']);

/**
 * Whether a fact that is not shown keeps the words of others from saying the same. Somebody of ours has judged it, or it is
 * one of the pack's, which we read; what only a stranger's file says of a number or a street takes nothing away.
 */
const binds = ({ packId }: Service, { state }: Provenance): boolean =>
  packId !== null || state !== 'unverified';

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
  for (const service of services) {
    const { contacts, place } = service;
    for (const contact of contacts) {
      const { value } = contact;
      if (said.has(value.to) || alwaysSaid.has(value.to) || !binds(service, contact)) continue;
      if (value.kind === 'phone' || value.kind === 'text') numbers.add(significant(value.to));
      else if (value.kind === 'email') phrases.add(words(value.to));
    }
    const address = place?.address?.value;
    if (!place?.address || address === undefined) continue;
    // A level that says "nobody" was chosen by a person of ours: an import brings no address with it.
    const isSecret = place.visibility === 'worker-only' || place.visibility === 'never';
    if (!isSecret && !binds(service, place.address)) continue;
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
 * that was rejected, the street of a refuge), or say a number that is nowhere shown as a checked fact, is left out whole;
 * `leftOut` says which.
 */
export function publicServices(
  services: readonly Service[],
  today: string,
): { shown: PublicService[]; leftOut: string[]; withheld: Withheld } {
  const first = services.map((service) => publicService(service, today)).filter((one) => one !== null);
  const withheld = withheldOf(services, first);
  const shown: PublicService[] = [];
  const leftOut: string[] = [];
  const said = saidWays(first);
  for (const service of first) {
    const written = wordsOf(service);
    if (sayWithheld(written, withheld) === null && uncheckedIn(written, said) === null) shown.push(service);
    else leftOut.push(service.id);
  }
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
