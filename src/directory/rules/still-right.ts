/** What a service is told that we say of it, and what its own word for that is worth (decision 20). Pure. */
import { believedUntil, factsOf, mapFact } from './change-fact.ts';
import { significant } from './digits.ts';
import { type PublicService, serviceItself, standing } from './public-service.ts';
import type { Provenance, Service } from './service.ts';
import { saidWays, uncheckedIn, wayKey } from './unchecked.ts';
import { publicServices, sayWithheld, withheldOf } from './withheld.ts';

/** `waits`: no person of ours has checked it, or not for too long; nobody else is shown it. */
export type ToldStanding = 'public' | 'overdue' | 'waits';
type Told<Value> = { id: string; value: Value; standing: ToldStanding; checkedOn: string | null };
/** What the page behind a service's link may show. Never a note, a rejected fact, or a place that is not for everybody. */
export type ToldService = Pick<
  Service,
  | 'id'
  | 'name'
  | 'description'
  | 'needs'
  | 'audience'
  | 'access'
  | 'free'
  | 'cost'
  | 'languages'
  | 'expect'
  | 'asks'
  | 'mustTell'
> & {
  /** Whose it is. */
  runBy: string;
  contacts: Told<Service['contacts'][number]['value']>[];
  schedules: Told<Service['schedules'][number]['value']>[];
  capacity: Told<NonNullable<Service['capacity']>['value']> | null;
  /** Null: none, or one that is not said to everybody; `mayName` tells which. */
  address: Told<NonNullable<NonNullable<Service['place']>['address']>['value']> | null;
  mayName: boolean;
};

const isNumber = (kind: string): boolean => kind === 'phone' || kind === 'text';
const known = (kind: string, to: string): string =>
  isNumber(kind) ? significant(to) : to.toLowerCase().replace(/\/$/, '');

/** Every way to reach somebody that was found wrong and that nobody is shown, as `known` writes it. */
export function rejectedWays(services: readonly Service[], shown: readonly PublicService[]): Set<string> {
  const said = new Set(shown.flatMap(({ contacts }) => contacts.map(({ kind, to }) => known(kind, to))));
  return new Set(
    services
      .flatMap(({ contacts }) => contacts.filter(({ state }) => state === 'wrong'))
      .map(({ value }) => known(value.kind, value.to))
      .filter((way) => !said.has(way)),
  );
}
export const isRejected = (
  rejected: ReadonlySet<string>,
  { kind, to }: { kind: string; to: string },
): boolean => rejected.has(known(kind, to));

const wordsOf = (service: Service): string =>
  [
    service.name,
    service.organisation.name,
    service.description,
    service.cost,
    service.expect,
    service.asks,
    service.mustTell,
    ...service.contacts.map(({ value }) => value.label),
    ...service.schedules.map(({ value }) => value.description),
  ]
    .filter((text) => typeof text === 'string')
    .join('\n');

/**
 * Null where there is nothing to be told: a service that is retired or found wrong, or whose words give away what is
 * withheld (a number that nobody has checked and that is none of its own, one that was found wrong, the street of a refuge).
 */
export function toldService(
  service: Service,
  services: readonly Service[],
  today: string,
): ToldService | null {
  if (service.status === 'retired' || service.listing.state === 'wrong') return null;
  const { shown } = publicServices(services, today);
  const rejected = rejectedWays(services, shown);
  const mayName = service.place === null || service.place.visibility === 'public';
  const own: Service = {
    ...service,
    contacts: service.contacts.filter(({ state, value }) => state === 'wrong' || isRejected(rejected, value)),
    place: mayName ? null : service.place,
  };
  const others = services.filter(({ id }) => id !== service.id);
  const withheld = withheldOf([...others, own], shown);
  const contacts = service.contacts.filter(
    ({ state, value }) => state !== 'wrong' && !isRejected(rejected, value),
  );
  const mine = new Set(contacts.map(({ value }) => significant(value.to)));
  const numbers = new Set([...withheld.numbers].filter((number) => !mine.has(number)));
  const written = wordsOf(service);
  if (sayWithheld(written, { ...withheld, numbers }) !== null) return null;
  const said = new Set([...saidWays(shown), ...contacts.map(({ value }) => wayKey(value.kind, value.to))]);
  if (uncheckedIn(written, said) !== null) return null;
  const told = <Value>(fact: Provenance & { id: string; value: Value }): Told<Value> => {
    const now = standing(fact, today);
    const { id, value, checkedOn } = fact;
    return now === 'hidden'
      ? { id, value, standing: 'waits', checkedOn: null }
      : { id, value, standing: now, checkedOn };
  };
  const { id, name, description, needs, audience, access, free, cost, languages } = service;
  const { expect, asks, mustTell } = service;
  const address = mayName ? (service.place?.address ?? null) : null;
  return {
    id,
    name,
    runBy: service.organisation.name,
    description,
    needs,
    audience,
    access,
    free,
    cost,
    languages,
    expect,
    asks,
    mustTell,
    contacts: contacts.map(told),
    schedules: service.schedules.filter(({ state }) => state !== 'wrong').map(told),
    capacity: service.capacity === null || service.capacity.state === 'wrong' ? null : told(service.capacity),
    address: address === null || address.state === 'wrong' ? null : told(address),
    mayName,
  };
}

/** Of which facts the service was asked; the listing is what it says of itself in words. */
export const idsOf = (told: ToldService): string[] => [
  'listing',
  ...told.contacts.map(({ id }) => id),
  ...told.schedules.map(({ id }) => id),
  ...(told.address === null ? [] : [told.address.id]),
  ...(told.capacity === null ? [] : [told.capacity.id]),
];

/**
 * The service says that all it was told is still right. That renews a fact only where a person of ours confirmed it last
 * and it is still shown. `left`: what waits for a person of ours all the same (nobody has ever checked it, it is
 * hidden by now, or the service's own word was its last check already).
 */
export function stillRight(
  service: Service,
  told: ToldService,
  today: string,
): { service: Service; renewed: string[]; left: string[] } {
  const asked = new Set(idsOf(told));
  const renewed: string[] = [];
  const left: string[] = [];
  let now = service;
  for (const fact of factsOf(service)) {
    if (!asked.has(fact.id)) continue;
    if (standing(fact, today) === 'hidden' || fact.checkedBy === serviceItself) {
      left.push(fact.id);
      continue;
    }
    const next = mapFact(now, fact.id, today, (one) => ({
      ...one,
      checkedBy: serviceItself,
      checkedOn: today,
      nextCheck: believedUntil(today),
    }));
    if (next === null) continue;
    now = next;
    renewed.push(fact.id);
  }
  return { service: now, renewed, left };
}
