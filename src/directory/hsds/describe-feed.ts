/** The feed as OpenAPI says it: what may be asked, and which properties stand beside those of HSDS-UK 3.0. */
import type { RouteName } from '#routes.ts';
import { type Parameter, expectedOf, mostPerPage, parameters } from './read-query.ts';

type Schema = Record<string, unknown>;
type FeedRoute = Extract<RouteName, `hsds${string}`>;

const text: Schema = { type: 'string' };
const day: Schema = { type: 'string', format: 'date' };
const uuid: Schema = { type: 'string', format: 'uuid' };
const yes: Schema = { type: 'boolean' };
const whole: Schema = { type: 'integer' };
const list = (items: Schema): Schema => ({ type: 'array', items });
const shape = (properties: Record<string, Schema>, others: Record<string, Schema> = {}): Schema => ({
  type: 'object',
  required: Object.keys(properties),
  properties: { ...properties, ...others },
});
const said = (schema: Schema, description: string): Schema => ({ ...schema, description });

/** On every record that a person checks. */
const standing = {
  assured_date: said(day, 'the day on which a person last checked it'),
  overdue: said(yes, 'there and true where that is too long ago'),
};
const schedule = shape(
  { id: uuid, service_id: uuid, opens_at: text, closes_at: text, overnight: yes, timezone_name: text },
  {
    ...standing,
    rrule: said(text, 'the whole rule (RFC 5545, RRULE without its name); not there: once, on `dtstart`'),
    overnight: said(yes, '`closes_at` is on the next day; with the same as `opens_at`, 24 hours'),
    timezone_name: said(text, 'IANA; its wall clock is meant, whatever its offset on the day'),
    exdate: said(list(day), 'days left out'),
    rdate: said(list(day), 'days added'),
    bank_holidays: said({ enum: ['open', 'closed', 'ring'] }, 'of England and Wales; ring: ring first'),
  },
);
const term = shape({ id: uuid, name: text, description: text, taxonomy: text, taxonomy_id: uuid });
const taxonomy = shape({ id: uuid, name: text, description: text }, { taxonomy_terms: list(term) });
const location = shape(
  { id: uuid, location_type: text, visibility: { enum: ['public', 'ring-first'] } },
  { visibility: said({}, 'with ring-first no address is told; what is more secret has no location at all') },
);
const listed = shape(
  { id: uuid, name: text, description: text, status: { const: 'active' }, last_modified: text },
  {
    ...standing,
    interpretation_services: text,
    free: said(yes, 'not there where nobody knows'),
    what_to_expect: text,
    what_they_ask: text,
    must_tell: said(text, 'whether they must pass on what they hear, and when'),
    fictional: said(yes, 'made up, for a demonstration'),
  },
);
const service: Schema = {
  allOf: [
    listed,
    shape(
      {
        phones: said(list(shape({ id: uuid, number: text, type: text }, standing)), 'as HSDS 3.0 has them'),
        languages: said(list(shape({ id: uuid, code: text, name: text })), 'as HSDS 3.0 has them'),
        additional_urls: said(list(shape({ id: uuid, url: text }, standing)), 'as HSDS 3.1 has them'),
        capacities: said(
          list(shape({ id: uuid, unit: {}, available: whole, updated: text }, standing)),
          'free places, as HSDS 3.1 has them',
        ),
        schedules: list(schedule),
        attributes: list(shape({ id: uuid, link_id: uuid, link_type: text, taxonomy_term: term })),
        service_at_locations: list(shape({ id: uuid, service_id: uuid, location })),
      },
      {},
    ),
  ],
};
const minimal = shape({ id: uuid, modified_date: text, last_modified: text });
const organization = shape({ id: uuid, name: text, description: text });
const place = shape({ id: uuid, service_id: uuid, location_id: uuid, location, service: listed });
const page = (contents: Schema): Schema =>
  shape({
    total_items: whole,
    total_pages: whole,
    page_number: whole,
    size: whole,
    first_page: yes,
    last_page: yes,
    empty: yes,
    contents: list(contents),
  });

const kindOf = (parameter: Parameter): Schema =>
  parameter === 'page' || parameter === 'per_page'
    ? { type: 'integer', minimum: 1, ...(parameter === 'per_page' ? { maximum: mostPerPage } : {}) }
    : /^(?:minimal|full|full_service|top_only)$/.test(parameter)
      ? yes
      : parameter === 'proximity'
        ? { type: 'number' }
        : text;
const query = (names: readonly Parameter[]): Record<string, Schema> =>
  Object.fromEntries(names.map((name) => [name, said(kindOf(name), expectedOf(name))]));

export type FeedDescribed = {
  summary: string;
  query: Record<string, Schema>;
  schema: Schema;
  /** A page of them, or with `format=ndjson` all, one a line. */
  many: boolean;
};
const many = (summary: string, names: readonly Parameter[], item: Schema): FeedDescribed => ({
  summary,
  query: query(names),
  schema: page(item),
  many: true,
});
const one = (summary: string, schema: Schema, names: readonly Parameter[] = []): FeedDescribed => ({
  summary,
  query: query(names),
  schema,
  many: false,
});

const about = one(
  'The HSDS-UK 3.0 feed of what a person has checked; other areas under /a/{area}/hsds',
  shape({ version: text, profile: text, openapi_url: text }),
);
export const feedDescription: Record<FeedRoute, FeedDescribed> = {
  hsds: about,
  hsdsHome: about,
  hsdsServices: many('Services, by id. All conditions hold together', parameters.services, {
    anyOf: [service, listed, minimal],
  }),
  hsdsService: one('One service with all that hangs on it', service),
  hsdsTaxonomies: many('What services are sorted by', parameters.taxonomies, taxonomy),
  hsdsTaxonomy: one('One taxonomy with its terms', taxonomy),
  hsdsTerms: many('Needs, audiences, entrances, interpreting', parameters.taxonomy_terms, term),
  hsdsTerm: one('One term', term),
  hsdsOrganizations: many('Who runs them', parameters.organizations, organization),
  hsdsOrganization: one('Who runs them, with their services', organization, parameters.organization),
  hsdsPlaces: many(
    'Services where everybody may know where they are',
    parameters.service_at_locations,
    place,
  ),
  hsdsPlace: one('One service where it is', place),
};
