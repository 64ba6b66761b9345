import { Temporal } from 'temporal-polyfill';
import type { Schedule } from './schedule-shape.ts';
import type { Contact, Provenance, Service } from './service.ts';

/** Days after `nextCheck` on which a fact is still shown, marked as not confirmed lately. */
export const daysMarked = 30;

/** Who has checked what a service has confirmed of itself (`still-right.ts`); stands where a name of ours would. */
export const serviceItself = 'the service itself';

declare const brand: unique symbol;
type Checked = {
  id: string;
  checkedOn: string;
  /** Past its next check: shown with a mark. */
  overdue: boolean;
  /** The service itself said so, after a person of ours had checked it before. */
  bySelf: boolean;
};
type Place =
  | {
      visibility: 'public';
      district: string | null;
      address: (NonNullable<NonNullable<Service['place']>['address']>['value'] & Checked) | null;
    }
  | { visibility: 'ring-first'; district: string | null };

/**
 * What may be shown of a service to everybody on one day. Pages, search, feeds and prints take this and never a
 * `Service`; it is made by `publicService` alone.
 */
export type PublicService = Omit<
  Service,
  'packId' | 'listing' | 'contacts' | 'schedules' | 'place' | 'capacity' | 'status' | 'note'
> & {
  checkedOn: string;
  overdue: boolean;
  bySelf: boolean;
  /** The last day on which what is shown changed: somebody changed it, or a fact was marked or hidden by its date. */
  changedOn: string;
  contacts: (Contact & Checked)[];
  schedules: (Schedule & Checked)[];
  place: Place | null;
  capacity: (NonNullable<Service['capacity']>['value'] & Checked) | null;
  readonly [brand]: true;
};

/** `public`, `overdue` (shown with a mark) or `hidden`. @param today ISO date in Europe/London */
export function standing(fact: Provenance, today: string): 'public' | 'overdue' | 'hidden' {
  const { state, checkedBy, checkedOn, nextCheck } = fact;
  if (state !== 'confirmed' || checkedBy === null || checkedOn === null || nextCheck === null)
    return 'hidden';
  if (checkedOn > today) return 'hidden';
  if (today <= nextCheck) return 'public';
  return today <= Temporal.PlainDate.from(nextCheck).add({ days: daysMarked }).toString()
    ? 'overdue'
    : 'hidden';
}

/** Days until today on which time alone changed what is shown of a fact. */
function turnsOf(fact: Provenance, today: string): string[] {
  const { state, checkedOn, nextCheck } = fact;
  if (state !== 'confirmed' || checkedOn === null || nextCheck === null || nextCheck >= today) return [];
  const last = Temporal.PlainDate.from(nextCheck);
  return [1, daysMarked + 1].map((days) => last.add({ days }).toString()).filter((day) => day <= today);
}

/** Of facts only what is confirmed and in date, of the place only what its level lets everybody know; else null. */
export function publicService(service: Service, today: string): PublicService | null {
  const shown = <Value extends object>(
    fact: ({ id: string; value: Value } & Provenance) | null,
  ): (Value & Checked) | null => {
    if (fact === null || fact.checkedOn === null) return null;
    const now = standing(fact, today);
    const { id, checkedOn } = fact;
    const bySelf = fact.checkedBy === serviceItself;
    return now === 'hidden' ? null : { ...fact.value, id, checkedOn, overdue: now === 'overdue', bySelf };
  };
  const all = <Value extends object>(facts: readonly ({ id: string; value: Value } & Provenance)[]) =>
    facts.map(shown).filter((one) => one !== null);
  const listing = standing(service.listing, today);
  if (service.status !== 'active' || listing === 'hidden') return null;
  const { packId: _id, note: _note, status: _status, listing: exists, place, capacity, ...rest } = service;
  const { modified, contacts, schedules } = rest;
  const facts: Provenance[] = [exists, ...contacts, ...schedules];
  if (capacity !== null) facts.push(capacity);
  // Of an address that nobody may know not even the day is told.
  if (place?.visibility === 'public' && place.address !== null) facts.push(place.address);
  const level = place?.visibility;
  return {
    ...rest,
    checkedOn: exists.checkedOn ?? today,
    overdue: listing === 'overdue',
    bySelf: exists.checkedBy === serviceItself,
    changedOn: facts.flatMap((fact) => turnsOf(fact, today)).reduce((a, b) => (a > b ? a : b), modified),
    contacts: all(contacts),
    schedules: all(schedules),
    place:
      level === 'public'
        ? { visibility: level, district: place?.district ?? null, address: shown(place?.address ?? null) }
        : level === 'ring-first'
          ? { visibility: level, district: place?.district ?? null }
          : null,
    capacity: shown(capacity),
  } as PublicService;
}
