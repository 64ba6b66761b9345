/** From a service of a feed to ours. Every fact waits for a check; where HSDS says less than we ask, we say that we do not know. */
import * as v from 'valibot';
import { factId } from '../hsds/uuids.ts';
import type { Kind } from '../hsds/taxonomies.ts';
import { hsdsWords } from '../messages/hsds.en.ts';
import { importWords as words } from '../messages/import.en.ts';
import { asDialled } from '../rules/dialled.ts';
import type { Schedule } from '../rules/schedule-shape.ts';
import { type Contact, Service } from '../rules/service.ts';
import { HsdsService, type HsdsPhone, ruleOf, termMeant } from './hsds-shape.ts';
import type { Path } from './incoming.ts';

export type Why = { path: Path; expected: string };
/** `without`: what was left aside, in words. */
export type Taken = { ok: true; service: Service; without: string[] } | { ok: false; why: Why[] };

type Named = { id?: string | undefined };
type Hours = HsdsService['schedules'][number];
/** @param source where it comes from, in the words of who takes it in */
export function fromHsds(value: unknown, said: { source: string; today: string }): Taken {
  const parsed = v.safeParse(HsdsService, value);
  if (!parsed.success) return { ok: false, why: parsed.issues.map(whyOf) };
  const { output } = parsed;
  const without: string[] = [];
  const ids = new Map<string, Path>();
  const why: Why[] = [];
  const unchecked = {
    sources: [said.source],
    checkedBy: null,
    checkedOn: null,
    nextCheck: null,
    state: 'unverified' as const,
  };
  /** A fact under its own UUID, so that our feed gives it out under the name by which it came. */
  const fact = <Value>(named: Named, stem: string, path: Path, of: Value) => {
    let number = 1;
    while (ids.has(`${stem}-${number}`)) number += 1;
    const id = (named.id === undefined ? null : factId(named.id)) ?? `${stem}-${number}`;
    if (ids.has(id)) why.push({ path, expected: words.sameFact });
    ids.set(id, path);
    return { id, value: of, ...unchecked };
  };
  const schedules = hoursOf(output, said.today, without).map(({ hours, path, schedule }) =>
    fact(hours, 'hours', path, schedule),
  );
  const contacts = contactsOf(output, without).map(({ named, path, contact }) =>
    fact(named, 'contact', path, contact),
  );
  const terms = termsOf(output, without);
  const place = placeOf(output, fact, without);
  const [capacity] = output.capacities.flatMap((one, at) => {
    const unit = (one.unit?.identifier ?? one.unit?.name ?? '').toLowerCase();
    const of = /^beds?$/.test(unit) ? 'beds' : /^places?$/.test(unit) ? 'places' : null;
    if (of !== null && one.maximum !== undefined) {
      const value = { of, maximum: one.maximum, free: one.available, asAt: one.updated ?? said.today };
      return [fact(one, 'capacity', ['capacities', at], value)];
    }
    without.push(words.leftCapacity);
    return [];
  });
  const [interpreting] = terms('interpreting');
  const note = [output.alert, output.eligibility_description].filter((text) => text !== undefined).join('\n');
  const service = {
    id: output.id,
    packId: null,
    organisation: {
      id: output.organization.id,
      name: output.organization.name,
      description: output.organization.description ?? null,
      web: output.organization.website ?? null,
    },
    name: output.name,
    description: output.description ?? output.name,
    needs: terms('need'),
    audience: terms('audience'),
    access: terms('entrance'),
    ...costOf(output),
    languages: languagesOf(output, without),
    interpreters: interpreting ?? (output.interpretation_services === undefined ? 'unknown' : 'ask'),
    expect: output.what_to_expect ?? output.application_process ?? null,
    asks: output.what_they_ask ?? null,
    mustTell: output.must_tell ?? null,
    minimumAge: output.minimum_age ?? null,
    maximumAge: output.maximum_age ?? null,
    listing: { id: 'listing', value: true, ...unchecked },
    contacts,
    schedules,
    place,
    capacity: capacity ?? null,
    status: output.status === 'inactive' || output.status === 'defunct' ? 'retired' : 'active',
    modified: said.today,
    note: note === '' ? null : note.slice(0, 4000),
    fictional: output.fictional,
  };
  if (why.length > 0) return { ok: false, why };
  // What our own rules say has the last word: nothing is kept that a desk could not have typed.
  const ours = v.safeParse(Service, service);
  return ours.success
    ? { ok: true, service: ours.output, without: [...new Set(without)] }
    : { ok: false, why: ours.issues.map(whyOf) };
}

function whyOf(issue: v.BaseIssue<unknown>): Why {
  const path = (issue.path ?? []).map(({ key }) => key as string | number);
  return { path, expected: issue.received === 'undefined' ? words.isMissing : issue.message };
}

type ContactRead = { named: Named; path: Path; contact: Contact };
/** Every way to reach it, wherever HSDS hangs it; the same one twice only where the service says it twice itself. */
function contactsOf(output: HsdsService, without: string[]): ContactRead[] {
  const phone = (one: HsdsPhone, path: Path, label: string | null): ContactRead[] => {
    const isText = one.type === 'text' || one.type === 'sms';
    if (!isText && !/^(?:|voice|cell|phone|landline|mobile|tollfree|free|hotline)$/.test(one.type)) {
      without.push(words.leftPhone(one.type.slice(0, 40)));
      return [];
    }
    const contact = {
      kind: isText ? ('text' as const) : ('phone' as const),
      to: asDialled(one.number) ?? one.number,
      label: one.description ?? label,
    };
    return [{ named: one, path, contact }];
  };
  const phones = (list: readonly HsdsPhone[], path: Path, label: string | null = null): ContactRead[] =>
    list.flatMap((one, at) => phone(one, [...path, 'phones', at], label));
  const own = [
    ...phones(output.phones, []),
    ...output.contacts.flatMap((one, at): ContactRead[] =>
      one.email === undefined
        ? []
        : [
            {
              named: one,
              path: ['contacts', at],
              contact: { kind: 'email', to: one.email, label: one.name ?? null },
            },
          ],
    ),
    ...output.additional_urls.map((one, at): ContactRead => ({
      named: one,
      path: ['additional_urls', at],
      contact: { kind: 'web', to: one.url, label: one.label ?? null },
    })),
  ];
  const others: ContactRead[] = [
    ...output.contacts.flatMap((one, at) => phones(one.phones, ['contacts', at], one.name ?? null)),
    ...output.service_at_locations.flatMap((one, at) => [
      ...phones(one.phones, ['service_at_locations', at]),
      ...phones(one.location?.phones ?? [], ['service_at_locations', at, 'location']),
    ]),
    ...phones(output.organization.phones, ['organization'], output.organization.name),
    ...(output.email === undefined
      ? []
      : [{ named: {}, path: ['email'], contact: { kind: 'email' as const, to: output.email, label: null } }]),
    ...(output.url === undefined
      ? []
      : [{ named: {}, path: ['url'], contact: { kind: 'web' as const, to: output.url, label: null } }]),
  ];
  const all = [...own];
  for (const one of others)
    if (!all.some(({ contact: { kind, to } }) => kind === one.contact.kind && to === one.contact.to))
      all.push(one);
  return all;
}

/** `24:00` is the midnight at the end of the day. */
function scheduleOf(hours: Hours, opens: string, closes: string, today: string): Schedule {
  return {
    rrule: ruleOf(hours),
    dtstart: hours.dtstart ?? hours.valid_from ?? today,
    opens,
    closes: closes === '24:00' ? '00:00' : closes,
    overnight: hours.overnight || closes === '24:00',
    timezone: 'Europe/London',
    except: hours.exdate,
    also: hours.rdate,
    bankHolidays: hours.bank_holidays,
    validFrom: hours.valid_from ?? null,
    validTo: hours.valid_to ?? null,
    description: hours.description ?? null,
  };
}

function hoursOf(output: HsdsService, today: string, without: string[]) {
  const all = [
    ...output.schedules.map((hours, at) => ({ hours, path: ['schedules', at] as Path })),
    ...output.service_at_locations.flatMap((link, nth) =>
      link.schedules.map((hours, at) => ({
        hours,
        path: ['service_at_locations', nth, 'schedules', at] as Path,
      })),
    ),
  ];
  return all.flatMap(({ hours, path }) => {
    const { opens_at: opens, closes_at: closes } = hours;
    if (opens !== undefined && closes !== undefined)
      return [{ hours, path, schedule: scheduleOf(hours, opens, closes, today) }];
    without.push(words.leftHours);
    return [];
  });
}

function termsOf(output: HsdsService, without: string[]): (kind: Kind) => string[] {
  const found = output.attributes.flatMap((attribute) => {
    const term = termMeant(attribute);
    if (term !== null && term !== undefined) return [term];
    const name = attribute.taxonomy_term?.name;
    if (name !== undefined && name !== '') without.push(words.leftTerm(name.slice(0, 80)));
    return [];
  });
  return (kind) => [...new Set(found.filter((term) => term.kind === kind).map(({ code }) => code))];
}

function placeOf(
  output: HsdsService,
  fact: <Value>(named: Named, stem: string, path: Path, of: Value) => { id: string; value: Value },
  without: string[],
) {
  const physical = output.service_at_locations.flatMap(({ location }, at) =>
    location === undefined || location.location_type !== 'physical' ? [] : [{ location, at }],
  );
  const [first, ...others] = physical;
  if (first === undefined) return null;
  if (others.length > 0) without.push(words.leftPlaces(others.length));
  const { location, at } = first;
  const isSecret = location.visibility === 'worker-only' || location.visibility === 'never';
  // Whoever wrote where a refuge is into a file should not have: we do not keep it.
  if (isSecret && location.addresses.length > 0) without.push(words.leftAddress);
  const [address] = isSecret ? [] : location.addresses;
  return {
    // Whoever published an address may not have asked. Nobody is told before somebody of a desk says so.
    visibility: location.visibility ?? 'ring-first',
    // Only our own feed has a district there; others have the name of a house.
    district: location.visibility === undefined || isSecret ? null : (location.name ?? null),
    address:
      address === undefined
        ? null
        : fact(address, 'address', ['service_at_locations', at, 'location', 'addresses', 0], {
            lines: [address.address_1, ...(address.address_2 === undefined ? [] : [address.address_2])],
            town: address.city,
            county: address.state_province ?? address.region ?? address.city,
            postcode: address.postal_code,
            latitude: location.latitude ?? null,
            longitude: location.longitude ?? null,
          }),
  };
}

function costOf({ free: said, fees, fees_description: description, cost_options: options }: HsdsService) {
  const amounts = options.flatMap(({ amount }) => amount ?? []);
  const byAmount = amounts.length === 0 ? null : amounts.every((amount) => amount === 0);
  const saysFree = fees?.toLowerCase() === hsdsWords.free.toLowerCase();
  const free = said ?? byAmount ?? (saysFree ? true : null);
  return { free, cost: description ?? (saysFree ? null : (fees ?? null)) };
}

function languagesOf({ languages }: HsdsService, without: string[]): string[] {
  return [
    ...new Set(
      languages.flatMap(({ code, name }) => {
        const found = /^[a-z]{2,3}(?=$|[-_])/.exec(code?.trim().toLowerCase() ?? '')?.[0];
        if (found !== undefined) return [found];
        if (name !== undefined) without.push(words.leftLanguage(name.slice(0, 80)));
        return [];
      }),
    ),
  ];
}
