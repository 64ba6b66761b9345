/** What people of a desk say of a fact. Pure: gives the service as it is afterwards. */
import { Temporal } from 'temporal-polyfill';
import * as v from 'valibot';
import { asDialled } from './dialled.ts';
import { said } from './said.ts';
import { type Provenance, type Service, Service as Shape } from './service.ts';

/** Days for which a confirmation is believed; with the days in which it is marked, 90 in all. */
export const daysBelieved = 60;
type Fact = Provenance & { id: string; value: unknown };
export type Said = { by: string; today: string };

export const factsOf = (service: Service): Fact[] => [
  service.listing,
  ...service.contacts,
  ...(service.place?.address ? [service.place.address] : []),
  ...service.schedules,
  ...(service.capacity === null ? [] : [service.capacity]),
];

/** The last day on which what was confirmed today is believed without a mark. */
export const believedUntil = (today: string): string =>
  Temporal.PlainDate.from(today).add({ days: daysBelieved }).toString();

/** One fact changed, or taken away where `change` gives null. Null where the service has no such fact. */
export function mapFact(
  service: Service,
  id: string,
  today: string,
  change: (fact: Fact) => Fact | null,
): Service | null {
  if (!factsOf(service).some((fact) => fact.id === id)) return null;
  const one = <F extends Fact>(fact: F): F => (fact.id === id ? ((change(fact) ?? fact) as F) : fact);
  const many = <F extends Fact>(facts: readonly F[]): F[] =>
    facts.flatMap((fact) => (fact.id === id && change(fact) === null ? [] : [one(fact)]));
  const { place } = service;
  return {
    ...service,
    listing: one(service.listing),
    contacts: many(service.contacts),
    schedules: many(service.schedules),
    place:
      place === null
        ? null
        : { ...place, address: place.address === null ? null : (many([place.address])[0] ?? null) },
    capacity: service.capacity === null ? null : (many([service.capacity])[0] ?? null),
    modified: today,
  };
}

/** Null where the service has no such fact. */
export const confirmFact = (service: Service, id: string, { by, today }: Said): Service | null =>
  mapFact(service, id, today, (fact) => ({
    ...fact,
    state: 'confirmed',
    checkedBy: by,
    checkedOn: today,
    nextCheck: believedUntil(today),
  }));

export const rejectFact = (service: Service, id: string, { by, today }: Said): Service | null =>
  mapFact(service, id, today, (fact) => ({
    ...fact,
    state: 'wrong',
    checkedBy: by,
    checkedOn: today,
    nextCheck: null,
  }));

/** Takes a fact away; of `listing` nothing is taken. */
export const removeFact = (service: Service, id: string, { today }: Said): Service | null =>
  id === 'listing' ? null : mapFact(service, id, today, () => null);

export type Corrected = { ok: true; service: Service } | { ok: false; why: string };

/** Another value, with where it comes from; confirmed by whoever says it. `why`: what the new value lacks. */
export function correctFact(
  service: Service,
  id: string,
  value: unknown,
  source: string,
  said: Said,
): Corrected {
  const changed = mapFact(service, id, said.today, (fact) => ({ ...fact, value, sources: [source] }));
  const confirmed = changed === null ? null : confirmFact(changed, id, said);
  return confirmed === null ? { ok: false, why: 'no such fact' } : checked(confirmed);
}

const nobody = { checkedBy: null, checkedOn: null, nextCheck: null, state: 'unverified' } as const;

/** An id that no fact of it has: the stem, with a number where that is needed or asked for. */
function freeId(service: Service, stem: string, from = 0): string {
  const taken = new Set(factsOf(service).map(({ id }) => id));
  let number = from;
  const name = (): string => (number === 0 ? stem : `${stem}-${number}`);
  while (taken.has(name())) number += 1;
  return name();
}

/** @param kind the list that it joins; it is not confirmed by being written down. */
export function addFact(
  service: Service,
  kind: 'contacts' | 'schedules',
  value: unknown,
  source: string,
  today: string,
): Corrected {
  const stem = kind === 'contacts' ? 'contact' : 'hours';
  const fact = { id: freeId(service, stem, 1), value, sources: [source], ...nobody };
  return checked({ ...service, [kind]: [...service[kind], fact], modified: today } as Service);
}

/** The address that it had not. @param visibility for a service of which nobody has said who may learn where it is */
export function addAddress(
  service: Service,
  value: unknown,
  visibility: NonNullable<Service['place']>['visibility'],
  source: string,
  today: string,
): Corrected {
  if (service.place?.address) return { ok: false, why: 'it has an address: correct that one' };
  const place = service.place ?? { visibility, district: null };
  const address = { id: freeId(service, 'address'), value, sources: [source], ...nobody };
  return checked({ ...service, place: { ...place, address }, modified: today } as Service);
}

/** How many beds or places there are, where nobody had said so. */
export function addCapacity(service: Service, value: unknown, source: string, today: string): Corrected {
  if (service.capacity !== null) return { ok: false, why: 'it has free places: correct those' };
  const capacity = { id: freeId(service, 'capacity'), value, sources: [source], ...nobody };
  return checked({ ...service, capacity, modified: today } as Service);
}

export function checked(service: Service): Corrected {
  const parsed = v.safeParse(Shape, service);
  return parsed.success ? { ok: true, service: parsed.output } : { ok: false, why: parsed.issues[0].message };
}

/** What was typed, as it is kept; null for what is no such way to reach somebody. */
export function wayOf(kind: string, typed: string): string | null {
  if (kind === 'phone' || kind === 'text') return asDialled(typed);
  if (kind === 'email') return v.is(v.pipe(v.string(), v.email(), said), typed) ? typed : null;
  return kind === 'web' && typed.startsWith('https://') && URL.canParse(typed) && v.is(said, typed)
    ? typed
    : null;
}
