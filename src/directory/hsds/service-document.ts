/**
 * A service as HSDS-UK 3.0 says it. What the profile left out of HSDS 3.0 (telephones, languages by name, interpreting), what
 * only HSDS 3.1 has (free places, more than one website) and what no standard has (what to expect, whether they must tell)
 * stand beside, in properties that its schemas allow (decision 15). Takes what everybody may be told and nothing else.
 */
import { hsdsWords as words } from '../messages/hsds.en.ts';
import type { PublicService } from '../rules/public-service.ts';
import { scheduleDocument } from './schedule-document.ts';
import { type Kind, termDocument, termOf } from './taxonomies.ts';
import { factUuid, uuidOf } from './uuids.ts';

export type Document = Readonly<Record<string, unknown>>;
type Checked = { id: string; checkedOn: string; overdue: boolean };

/** HSDS has no null: what is not known is not there. */
const given = (document: Document): Document =>
  Object.fromEntries(Object.entries(document).filter(([, value]) => value !== null && value !== undefined));

/** When a person last checked it; and that this is long ago, where it is. */
const standing = ({ checkedOn, overdue }: Checked): Document => ({
  assured_date: checkedOn,
  ...(overdue ? { overdue: true } : {}),
});

export const placeIds = ({ id }: PublicService) => ({
  link: uuidOf(id, 'service_at_location'),
  location: uuidOf(id, 'location'),
});

export const organizationDocument = ({
  id,
  name,
  description,
  web,
}: PublicService['organisation']): Document =>
  // HSDS wants a description; where there is none it says so by being empty.
  given({ id, name, description: description ?? '', website: web });

const lastModified = ({ changedOn }: PublicService): string => `${changedOn}T00:00:00Z`;

/** HSDS calls the day `modified_date` here and `last_modified` everywhere else. */
export const serviceMinimal = (service: PublicService): Document => ({
  id: service.id,
  modified_date: lastModified(service),
  last_modified: lastModified(service),
});

/** What a service says once; a list has this. */
export function serviceListed(service: PublicService): Document {
  const { contacts, interpreters, cost, free } = service;
  const reached = (kind: string) => contacts.find((one) => one.kind === kind)?.to;
  const address = service.place?.visibility === 'public' ? service.place.address : null;
  const overdue = [service, ...contacts, ...service.schedules, service.capacity, address].some(
    (one) => one?.overdue === true,
  );
  const alerts = [...(service.fictional ? [words.fictional] : []), ...(overdue ? [words.overdue] : [])];
  return given({
    id: service.id,
    organization_id: service.organisation.id,
    name: service.name,
    description: service.description,
    url: reached('web'),
    email: reached('email'),
    status: 'active',
    interpretation_services: interpreters === 'unknown' ? null : words.interpreting[interpreters],
    fees: cost ?? (free === true ? words.free : null),
    fees_description: cost,
    free,
    what_to_expect: service.expect,
    what_they_ask: service.asks,
    must_tell: service.mustTell,
    minimum_age: service.minimumAge,
    maximum_age: service.maximumAge,
    assured_date: service.checkedOn,
    ...(service.overdue ? { overdue: true } : {}),
    alert: alerts.length === 0 ? null : alerts.join(' '),
    fictional: service.fictional ? true : null,
    last_modified: lastModified(service),
    organization: organizationDocument(service.organisation),
  });
}

function attributes(service: PublicService): Document[] {
  const { id, needs, audience, access, interpreters } = service;
  const linked = (kind: Kind, codes: readonly string[]): Document[] =>
    [...new Set(codes)].map((code) => {
      const term = termOf(kind, code);
      return {
        id: uuidOf(id, `attribute/${kind}/${code}`),
        link_id: id,
        link_entity: 'service',
        link_type: kind,
        taxonomy_term_id: term.id,
        taxonomy_term: termDocument(term),
      };
    });
  return [
    ...linked('need', needs),
    ...linked('audience', audience),
    ...linked('entrance', access),
    ...linked('interpreting', interpreters === 'unknown' ? [] : [interpreters]),
  ];
}

/** Where it is, as far as everybody may know; null where nobody may, or nothing is known. */
export function locationDocument(service: PublicService, full: boolean): Document | null {
  const { place, id } = service;
  if (place === null) return null;
  const address = place.visibility === 'public' ? place.address : null;
  if (place.visibility === 'public' && address === null && place.district === null) return null;
  const location = placeIds(service).location;
  const [first = '', ...others] = address?.lines ?? [];
  return given({
    id: location,
    location_type: 'physical',
    name: place.district,
    description: place.visibility === 'ring-first' ? words.ringFirst : null,
    latitude: address?.latitude,
    longitude: address?.longitude,
    visibility: place.visibility,
    ...(full
      ? {
          addresses:
            address === null
              ? []
              : [
                  given({
                    id: factUuid(id, address.id),
                    location_id: location,
                    address_1: first,
                    address_2: others.length === 0 ? null : others.join(', '),
                    city: address.town,
                    state_province: address.county,
                    postal_code: address.postcode,
                    country: 'GB',
                    address_type: 'physical',
                    ...standing(address),
                  }),
                ],
        }
      : {}),
  });
}

/** The link from a service to where it is. `service` with all that hangs on it, and the place with its address, where `full`. */
export function placeDocument(service: PublicService, full: boolean): Document | null {
  const location = locationDocument(service, full);
  if (location === null) return null;
  const { link, location: locationId } = placeIds(service);
  const { service_at_locations: _link, ...whole } = full ? serviceDocument(service) : serviceListed(service);
  return { id: link, service_id: service.id, location_id: locationId, location, service: whole };
}

const languageNames = new Intl.DisplayNames(['en-GB'], { type: 'language', fallback: 'code' });

/** A service with all that hangs on it. */
export function serviceDocument(service: PublicService): Document {
  const { id, contacts, capacity } = service;
  const of = (...kinds: string[]) => contacts.filter(({ kind }) => kinds.includes(kind));
  const hangs = (fact: Checked, more: Document): Document =>
    given({ id: factUuid(id, fact.id), service_id: id, ...more, ...standing(fact) });
  const location = locationDocument(service, true);
  const { link, location: locationId } = placeIds(service);
  return {
    ...serviceListed(service),
    phones: of('phone', 'text').map((one) =>
      hangs(one, {
        number: one.to,
        // RFC 6350 §6.4.1
        type: one.kind === 'phone' ? 'voice' : 'text',
        description: one.label,
      }),
    ),
    contacts: of('email').map((one) => hangs(one, { name: one.label, email: one.to })),
    additional_urls: of('web').map((one) => hangs(one, { label: one.label, url: one.to })),
    schedules: service.schedules.map((one) => hangs(one, scheduleDocument(one))),
    languages: [...new Set(service.languages)].map((code) => ({
      id: uuidOf(id, `language/${code}`),
      service_id: id,
      code,
      name: languageNames.of(code) ?? code,
    })),
    cost_options:
      service.free === true
        ? [{ id: uuidOf(id, 'free'), service_id: id, option: words.free, currency: 'GBP', amount: 0 }]
        : [],
    capacities:
      capacity === null
        ? []
        : [
            hangs(capacity, {
              unit: {
                id: uuidOf(id, `unit/${capacity.of}`),
                name: words[capacity.of],
                identifier: capacity.of,
              },
              available: capacity.free,
              maximum: capacity.maximum,
              updated: `${capacity.asAt}T00:00:00Z`,
            }),
          ],
    attributes: attributes(service),
    service_at_locations:
      location === null ? [] : [{ id: link, service_id: id, location_id: locationId, location }],
  };
}
