/** What a harvester asks of the feed. Every condition holds together with every other. */
import { Temporal } from 'temporal-polyfill';
import { findPlace, type Spot } from '../rules/near.ts';
import type { NamedPlaces } from '../load-directory.ts';

export type FeedAsk = {
  search?: string;
  taxonomy_term_id?: string;
  taxonomy_id?: string;
  organization_id?: string;
  /** The day in London: days are as fine as we know. */
  modified_after?: string;
  postcode?: Spot;
  /** Metres from the postcode. */
  proximity?: number;
  parent_id?: string;
  top_only?: boolean;
  page?: number;
  per_page?: number;
  format?: 'json' | 'ndjson';
  minimal?: boolean;
  full?: boolean;
  full_service?: boolean;
};
export type Parameter = keyof FeedAsk;
/** `why`: which parameter, and what is expected of it. What was sent is not said again. */
export type AskRead = { ok: true; ask: FeedAsk } | { ok: false; why: string };

const conditions = [
  'search',
  'taxonomy_term_id',
  'taxonomy_id',
  'organization_id',
  'modified_after',
] as const;
const near = ['postcode', 'proximity'] as const;
const paging = ['page', 'per_page', 'format'] as const;
/** Of each list; the union of what HSDS 3.0 and HSDS-UK 3.0 name, and `postcode` with `proximity` for services too. */
export const parameters = {
  services: [...conditions, ...near, 'minimal', 'full', ...paging],
  service: [],
  service_at_locations: [...conditions, ...near, 'full', ...paging],
  service_at_location: [],
  organizations: ['search', 'full', 'full_service', ...paging],
  organization: ['full_service'],
  taxonomies: ['search', ...paging],
  taxonomy: [],
  taxonomy_terms: ['search', 'taxonomy_id', 'top_only', 'parent_id', ...paging],
  taxonomy_term: [],
} as const satisfies Record<string, readonly Parameter[]>;

/** A whole service costs half a millisecond to write; nobody's page may hold up everybody else for long. */
export const mostPerPage = 100;
const MOST_TYPED = 200;

type Reader = { expected: string; read: (value: string, places: readonly NamedPlaces[]) => unknown };
const uuid: Reader = {
  expected: 'a UUID',
  read: (value) =>
    /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(value) ? value.toLowerCase() : undefined,
};
const yesOrNo: Reader = {
  expected: 'true or false',
  read: (value) => (value === 'true' ? true : value === 'false' ? false : undefined),
};
const whole = (least: number, most: number): Reader => ({
  expected: `a whole number from ${least} to ${most}`,
  read: (value) => {
    const number = /^\d{1,9}$/.test(value) ? Number(value) : Number.NaN;
    return number >= least && number <= most ? number : undefined;
  },
});

/** A day, or an instant whose day in London counts. A `+` that was sent as it is arrives as a space. */
function dayOf(value: string): string | undefined {
  try {
    if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return Temporal.PlainDate.from(value).toString();
    if (!/^\d{4}-\d{2}-\d{2}T/.test(value)) return undefined;
    const typed = value.replace(/ (?=\d{2}:?\d{2}$)/, '+');
    return /(?:Z|[+-]\d{2}:?\d{2})$/i.test(typed)
      ? Temporal.Instant.from(typed).toZonedDateTimeISO('Europe/London').toPlainDate().toString()
      : Temporal.PlainDateTime.from(typed).toPlainDate().toString();
  } catch {
    return undefined;
  }
}

const readers: Record<Parameter, Reader> = {
  search: {
    expected: `at most ${MOST_TYPED} characters`,
    read: (value) => (value.length > MOST_TYPED ? undefined : value),
  },
  taxonomy_term_id: uuid,
  taxonomy_id: uuid,
  organization_id: uuid,
  parent_id: uuid,
  modified_after: { expected: 'a date or date-time such as 2026-11-23T00:00:00Z', read: dayOf },
  postcode: {
    expected: 'a postcode of this area, such as S40 1AB',
    read: (value, places) =>
      /\d/.test(value)
        ? (findPlace(
            value,
            places.flatMap((list) => list.places),
          ) ?? undefined)
        : undefined,
  },
  proximity: {
    expected: 'metres, a number from 1 to 1000000, together with postcode',
    read: (value) => {
      const metres = /^\d{1,7}(?:\.\d{1,6})?$/.test(value) ? Number(value) : Number.NaN;
      return metres >= 1 && metres <= 1_000_000 ? metres : undefined;
    },
  },
  top_only: yesOrNo,
  minimal: yesOrNo,
  full: yesOrNo,
  full_service: yesOrNo,
  page: whole(1, 1_000_000),
  per_page: whole(1, mostPerPage),
  format: {
    expected: 'json or ndjson',
    read: (value) => (value === 'json' || value === 'ndjson' ? value : undefined),
  },
};

export const expectedOf = (parameter: Parameter): string => readers[parameter].expected;

/** A parameter that is empty was not given; one that we do not know is refused, since leaving it out would answer too much. */
export function readQuery(
  query: URLSearchParams,
  allowed: readonly Parameter[],
  places: readonly NamedPlaces[],
): AskRead {
  const ask: Record<string, unknown> = {};
  for (const [name, raw] of query) {
    const value = raw.trim();
    const known = allowed.find((one) => one === name);
    if (known === undefined) {
      const all = allowed.length === 0 ? 'no parameter' : allowed.join(', ');
      return { ok: false, why: `there is a parameter that this address does not know; it knows ${all}` };
    }
    if (value === '') continue;
    if (known in ask) return { ok: false, why: `${known}: expected once` };
    const { expected, read } = readers[known];
    const found = read(value, places);
    if (found === undefined) return { ok: false, why: `${known}: expected ${expected}` };
    ask[known] = found;
  }
  if ('proximity' in ask && !('postcode' in ask))
    return { ok: false, why: `proximity: expected ${readers.proximity.expected}` };
  if (ask['minimal'] === true && ask['full'] === true)
    return { ok: false, why: 'minimal: expected without full' };
  return { ok: true, ask: ask as FeedAsk };
}
