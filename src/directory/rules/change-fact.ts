/** What people of a desk say of a fact. Pure: gives the service as it is afterwards. */
import { Temporal } from 'temporal-polyfill';
import * as v from 'valibot';
import { daysMarked } from './public-service.ts';
import { type Provenance, type Service, Service as Shape } from './service.ts';

/** Days for which a confirmation is believed; with the days in which it is marked, 90 in all. */
export const daysBelieved = 60;
/** Days before a fact is hidden on which its keeper is told. */
export const toldAt = [30, 14, 3] as const;

type Fact = Provenance & { id: string; value: unknown };
export type Said = { by: string; today: string };

export const factsOf = (service: Service): Fact[] => [
  service.listing,
  ...service.contacts,
  ...(service.place?.address ? [service.place.address] : []),
  ...service.schedules,
  ...(service.capacity === null ? [] : [service.capacity]),
];

function mapFact(
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
    nextCheck: Temporal.PlainDate.from(today).add({ days: daysBelieved }).toString(),
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

/** @param kind the list that it joins; it is not confirmed by being written down. */
export function addFact(
  service: Service,
  kind: 'contacts' | 'schedules',
  value: unknown,
  source: string,
  today: string,
): Corrected {
  const stem = kind === 'contacts' ? 'contact' : 'hours';
  const taken = new Set(factsOf(service).map(({ id }) => id));
  let number = 1;
  while (taken.has(`${stem}-${number}`)) number += 1;
  const fact = {
    id: `${stem}-${number}`,
    value,
    sources: [source],
    checkedBy: null,
    checkedOn: null,
    nextCheck: null,
    state: 'unverified',
  };
  return checked({ ...service, [kind]: [...service[kind], fact], modified: today } as Service);
}

export function checked(service: Service): Corrected {
  const parsed = v.safeParse(Shape, service);
  return parsed.success ? { ok: true, service: parsed.output } : { ok: false, why: parsed.issues[0].message };
}

export type Due = {
  /** Days until the first of its facts is hidden; null where none is shown. */
  hiddenIn: number | null;
  unchecked: number;
};

/** What of a service waits for somebody. Retired ones and rejected ones wait for nobody. */
export function dueOf(service: Service, today: string): Due {
  if (service.status === 'retired') return { hiddenIn: null, unchecked: 0 };
  const now = Temporal.PlainDate.from(today);
  const left = factsOf(service).flatMap(({ state, nextCheck }) =>
    state !== 'confirmed' || nextCheck === null
      ? []
      : [now.until(Temporal.PlainDate.from(nextCheck).add({ days: daysMarked })).days + 1],
  );
  const live = left.filter((days) => days > 0);
  const gone = left.length - live.length;
  return {
    hiddenIn: live.length === 0 ? null : Math.min(...live),
    unchecked:
      factsOf(service).filter(({ state }) => state === 'unverified' || state === 'stale').length + gone,
  };
}
