/** A fact in one line, for people of a desk. */
import { factsWords as words } from '../messages/facts.en.ts';
import { sayPlainDate } from '../rules/say-hours.ts';
import type { Service } from '../rules/service.ts';
import { sayContact } from '../say.ts';
import { sayRule } from '../say-rule.ts';

type Address = NonNullable<NonNullable<Service['place']>['address']>['value'];
type Capacity = NonNullable<Service['capacity']>['value'];

export function sayAddress({ lines, town, county, postcode, latitude, longitude }: Address): string {
  const spot = latitude === null || longitude === null ? [] : [`(${latitude}, ${longitude})`];
  return [...lines, town, county, postcode, ...spot].filter((part) => part !== '').join(', ');
}
export const sayCapacity = ({ of, free, maximum, asAt }: Capacity): string =>
  words.capacitySaid(words.capacityOf[of].toLowerCase(), free, maximum, sayPlainDate(asAt));

export type FactKind = keyof typeof words.kinds;

/** Null where the service has no such fact. */
export function kindOf(service: Service, id: string): FactKind | null {
  const contact = service.contacts.find((one) => one.id === id);
  if (contact !== undefined) return contact.value.kind;
  if (service.schedules.some((one) => one.id === id)) return 'schedule';
  if (service.place?.address?.id === id) return 'address';
  if (service.capacity?.id === id) return 'capacity';
  return service.listing.id === id ? 'listing' : null;
}

/** Of a contact that was found wrong nothing is said, not even here. */
export function sayFact(service: Service, id: string, today: string): string {
  const contact = service.contacts.find((one) => one.id === id);
  if (contact !== undefined) return contact.state === 'wrong' ? '—' : sayContact(contact.value);
  const schedule = service.schedules.find((one) => one.id === id);
  if (schedule !== undefined) return sayRule(schedule.value, today);
  const address = service.place?.address;
  if (address?.id === id) return sayAddress(address.value);
  return service.capacity?.id === id ? sayCapacity(service.capacity.value) : '';
}

/** What a proposal is about, as it stands now: it is held against what its reader saw. */
export const standsNow = (service: Service, { fact }: { fact: string | null }, today: string): string =>
  fact === null ? '' : sayFact(service, fact, today);
