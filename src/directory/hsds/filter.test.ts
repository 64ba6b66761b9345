/** Filters as laws: each holds by itself, two together are what both allow, and pages are the whole, once, in order. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { manyServices } from '../../../test/support/services.ts';
import { distance } from '../rules/near.ts';
import type { PublicService } from '../rules/public-service.ts';
import { makeIndex } from '../rules/search.ts';
import { publicServices } from '../rules/withheld.ts';
import { synonyms } from '../messages/synonyms.ts';
import { pageOf } from './feed.api.ts';
import { feedModel } from './feed-model.ts';
import { filterServices } from './filter.ts';
import { mostPerPage, parameters, readQuery } from './read-query.ts';
import { serviceDocument } from './service-document.ts';
import { taxonomies } from './taxonomies.ts';

const places = [
  {
    attribution: 'made up',
    places: [
      { name: 'S40 1', latitude: 53.23, longitude: -1.43 },
      { name: 'S41 0', latitude: 53.25, longitude: -1.4 },
    ],
  },
];
const index = makeIndex(publicServices(manyServices(1_050), '2026-11-24').shown, synonyms, () => []);
const { services, organizations } = feedModel(index);

function asked(query: string | Record<string, string>) {
  const read = readQuery(new URLSearchParams(query), parameters.services, places);
  assert.ok(read.ok, JSON.stringify(query));
  return { ask: read.ask, found: filterServices(services, read.ask, index) };
}
const ids = (some: readonly PublicService[]): string[] => some.map(({ id }) => id);
const refusal = (query: string): string => {
  const read = readQuery(new URLSearchParams(query), parameters.services, places);
  return read.ok ? 'accepted' : read.why;
};

const conditions: Record<string, fc.Arbitrary<string>> = {
  search: fc.constantFrom('warm', 'legal clinic', 'sleep tonight', 'harbor', 'Example market', 'zzzz'),
  taxonomy_term_id: fc.constantFrom(...taxonomies.flatMap(({ terms }) => terms).map(({ id }) => id)),
  taxonomy_id: fc.constantFrom(...taxonomies.map(({ id }) => id), '00000000-0000-4000-8000-000000000000'),
  organization_id: fc.constantFrom(...organizations.keys()),
  modified_after: fc.constantFrom(
    '2026-10-12',
    '2026-11-01T10:00:00Z',
    '2026-11-02',
    '2025-01-01T00:00:00+01:00',
  ),
  postcode: fc.constantFrom('S40 1AB', 's41 0zz'),
};
/** One condition, as a query; near is two parameters that are one condition. */
const condition = fc.oneof(
  ...Object.entries(conditions).map(([name, value]) => value.map((one) => ({ [name]: one }))),
  fc.record({
    postcode: conditions['postcode'] ?? fc.constant(''),
    proximity: fc.integer({ min: 1, max: 40_000 }).map(String),
  }),
);

test('each condition keeps what it says and nothing else', () => {
  const kept = (query: Record<string, string>, holds: (service: PublicService) => boolean) => {
    const { found } = asked(query);
    assert.deepEqual(ids(found), ids(services.filter(holds)), JSON.stringify(query));
    assert.ok(found.length > 0 && found.length < services.length, JSON.stringify(query));
  };
  const [first] = organizations.keys();
  kept({ organization_id: first ?? '' }, ({ organisation }) => organisation.id === first);
  kept({ modified_after: '2026-10-13' }, ({ changedOn }) => changedOn >= '2026-10-13');
  kept({ modified_after: '2026-11-01T23:59:59+00:00' }, ({ changedOn }) => changedOn >= '2026-11-01');
  for (const { terms } of taxonomies)
    for (const term of terms)
      kept({ taxonomy_term_id: term.id }, (service) =>
        JSON.stringify(serviceDocument(service)['attributes']).includes(term.id),
      );
  const interpreting = taxonomies.find(({ kind }) => kind === 'interpreting')?.id ?? '';
  kept({ taxonomy_id: interpreting }, ({ interpreters }) => interpreters !== 'unknown');
  kept({ postcode: 'S40 1', proximity: '3000' }, ({ place }) => {
    if (place?.visibility !== 'public' || place.address === null) return false;
    const { latitude, longitude } = place.address;
    return (
      latitude !== null &&
      longitude !== null &&
      distance({ latitude: 53.23, longitude: -1.43 }, { latitude, longitude }) <= 3
    );
  });
  const quiet = new Set(ids(asked({ search: 'quiet' }).found));
  assert.ok(services.every(({ id, name }) => !name.includes('quiet') || quiet.has(id)));
  assert.ok(quiet.size > 50 && quiet.size < services.length / 2, `${quiet.size}`);
});

test('two conditions, or three, are what each of them allows', () => {
  fc.assert(
    fc.property(condition, condition, condition, (a, b, c) => {
      const together = { ...a, ...b, ...c };
      // A later one of the same name takes the place of the first; only what is left is asked.
      const apart = Object.entries(together)
        .filter(([name]) => name !== 'proximity')
        .map(([name, value]) =>
          name === 'postcode' && 'proximity' in together
            ? { postcode: value, proximity: together['proximity'] }
            : { [name]: value },
        );
      const sets = apart.map((one) => new Set(ids(asked(one as Record<string, string>).found)));
      const { found } = asked(together as Record<string, string>);
      assert.deepEqual(
        ids(found),
        ids(services).filter((id) => sets.every((set) => set.has(id))),
      );
    }),
    { numRuns: 400 },
  );
});

test('pages are the whole, each record once, in an order that does not change', () => {
  fc.assert(
    fc.property(condition, fc.integer({ min: 1, max: mostPerPage }), (query, perPage) => {
      const { found, ask } = asked(query as Record<string, string>);
      const seen: string[] = [];
      const pages = Math.max(1, Math.ceil(found.length / perPage));
      for (let page = 1; page <= pages; page++) {
        const { contents, ...about } = pageOf(found, { ...ask, per_page: perPage, page });
        seen.push(...ids(contents));
        assert.deepEqual(about, {
          total_items: found.length,
          total_pages: Math.ceil(found.length / perPage),
          page_number: page,
          size: contents.length,
          first_page: page === 1,
          last_page: page === pages,
          empty: contents.length === 0,
        });
      }
      assert.deepEqual(seen, ids(found));
      assert.deepEqual(seen, seen.toSorted());
      const past = pageOf(found, { ...ask, per_page: perPage, page: pages + 1 });
      assert.deepEqual([past.contents, past['empty'], past['last_page']], [[], true, true]);
    }),
  );
  assert.equal(pageOf(services, { minimal: true }).contents.length, services.length);
});

test('a wrong value is named, and what is expected is said, and what was sent is not', () => {
  for (const [query, why] of [
    ['page=0', /^page: expected a whole number from 1/],
    ['page=1.5', /^page: /],
    ['page=1&page=2', /^page: expected once/],
    ['per_page=101', /^per_page: expected a whole number from 1 to 100/],
    ['per_page=-1', /^per_page: /],
    ['minimal=yes', /^minimal: expected true or false/],
    ['full=1', /^full: expected true or false/],
    ['minimal=true&full=true', /^minimal: expected without full/],
    ['format=xml', /^format: expected json or ndjson/],
    ['modified_after=yesterday', /^modified_after: expected a date/],
    ['modified_after=2026-02-30', /^modified_after: /],
    ['modified_after=2026-11-24T25:00:00Z', /^modified_after: /],
    ['taxonomy_term_id=bed', /^taxonomy_term_id: expected a UUID/],
    ['organization_id=banana', /^organization_id: expected a UUID/],
    ['postcode=banana', /^postcode: expected a postcode of this area/],
    ['postcode=ZZ99 9ZZ', /^postcode: /],
    ['proximity=500', /^proximity: .*together with postcode/],
    ['postcode=S40 1&proximity=near', /^proximity: expected metres/],
    [`search=${'x'.repeat(201)}`, /^search: expected at most 200/],
    ['banana=1', /does not know; it knows search, /],
  ] as const) {
    assert.match(refusal(query), why, query);
    assert.doesNotMatch(refusal(query), /banana|yesterday|xml/, query);
  }
  for (const query of ['', 'page=&search=', 'modified_after=2026-11-24T10:00:00+01:00', 'format=json'])
    assert.equal(refusal(query), 'accepted', query);
});
