/**
 * Every document of the feed over more than a thousand services is held against the JSON Schemas of HSDS-UK 3.0 and, where the
 * two agree, of HSDS 3.0. They lie beside the checkout and not in it; where they are absent this is skipped and says so. Pages
 * are held against a page of our own around one record, since the profile's own for organisations is at fault.
 */
import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import type { Kysely } from 'kysely';
import { type DirectoryTables, takeServices } from '#directory/index.ts';
import { type TestApplication, startApplication } from '../support/application.ts';
import { manyServices } from '../support/services.ts';
import { type Found, walk, walkPages } from './walk-feed.ts';

const folder = process.env['HSDS_SCHEMAS'] ?? '../shared/spec';
const skip = existsSync(join(folder, 'hsds-uk')) ? false : `no HSDS schemas in ${folder}`;
const count = 1_050;

type Schema = Record<string, unknown> & { properties?: Record<string, Schema>; items?: Schema };
const read = (path: string): Schema => JSON.parse(readFileSync(join(folder, path), 'utf8')) as Schema;

/** The formats that the schemas name. */
const formats = {
  uuid: /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i,
  uri: { validate: (text: string) => URL.canParse(text) && /^[a-z][a-z+.-]*:/.test(text) },
  email: /^[^\s@]+@[^\s@]+\.[^\s@]+$/,
  'date-time': {
    validate: (text: string) =>
      /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/.test(text) &&
      !Number.isNaN(Date.parse(text)),
  },
};
const ajv = () => new Ajv2020({ strict: false, allErrors: true, formats });

const pageOf = (items: Schema): Schema => ({
  type: 'object',
  required: [
    'total_items',
    'total_pages',
    'page_number',
    'size',
    'first_page',
    'last_page',
    'empty',
    'contents',
  ],
  properties: {
    total_items: { type: 'integer' },
    total_pages: { type: 'integer' },
    page_number: { type: 'integer' },
    size: { type: 'integer' },
    first_page: { type: 'boolean' },
    last_page: { type: 'boolean' },
    empty: { type: 'boolean' },
    contents: { type: 'array', items },
  },
  additionalProperties: false,
});
/** What the profile says of one record of its list. */
const listed = (file: string): Schema =>
  read(`hsds-uk/schemas/${file}`).properties?.['contents']?.items ?? assert.fail(file);

let app: TestApplication;
let feed: string;
before(async () => {
  app = await startApplication();
  feed = `${app.origin}/hsds`;
  const db = app.database.town as unknown as Kysely<DirectoryTables>;
  await takeServices(db, 'chesterfield', manyServices(count));
});
after(() => app.close());

function hold(check: ValidateFunction, document: unknown, what: string): void {
  if (!check(document))
    assert.fail(
      `${what}: ${(check.errors ?? []).map((one) => `${one.instancePath} ${one.message ?? ''}`).join('; ')}`,
    );
}

test('each document and page of the feed is one of HSDS-UK 3.0', { skip }, async () => {
  const uk = ajv();
  const one = (file: string) => uk.compile(read(`hsds-uk/schemas/${file}.json`));
  hold(one('api_details'), await (await fetch(feed)).json(), '/');
  const lists: [string, Schema, string | null][] = [
    ['services', listed('service_list.json'), 'service'],
    ['services?full=true', read('hsds-uk/schemas/service.json'), null],
    ['service_at_locations', listed('service_at_location_list.json'), 'service_at_location'],
    ['service_at_locations?full=true', read('hsds-uk/schemas/service_at_location.json'), null],
    ['organizations', read('hsds-uk/schemas/organization_list.json'), 'organization'],
    ['organizations?full=true', read('hsds-uk/schemas/organization.json'), null],
    ['organizations?full_service=true', read('hsds-uk/schemas/organization.json'), null],
    ['taxonomies', listed('taxonomy_list.json'), 'taxonomy'],
    ['taxonomy_terms', listed('taxonomy_term_list.json'), 'taxonomy_term'],
  ];
  for (const [path, item, single] of lists) {
    const check = uk.compile(pageOf(item));
    const pages = await walkPages(`${feed}/${path}${path.includes('?') ? '&' : '?'}per_page=100`);
    for (const page of pages) hold(check, page, path);
    const all = pages.flatMap(({ contents }) => contents);
    assert.ok(all.length > (path.startsWith('taxonom') ? 3 : 200), `${path}: ${all.length}`);
    if (single === null) continue;
    const whole = one(single);
    // Each record is the same in the full list (feed.test.ts), which is held against the schema whole.
    for (const { id } of all.filter((_one, at) => at % 9 === 0))
      hold(whole, await (await fetch(`${feed}/${path}/${id}`)).json(), `${path}/${id}`);
  }
  assert.ok((await walk(`${feed}/services?per_page=100`)).length > 900);
});

test('and of HSDS 3.0', { skip }, async () => {
  const base = ajv();
  for (const file of readdirSync(join(folder, 'hsds-3.0')))
    if (file !== 'openapi.json') base.addSchema(read(`hsds-3.0/${file}`), `hsds:/${file}`);
  const of = (name: string) => base.getSchema(`hsds:/${name}.json`) ?? assert.fail(name);
  for (const [path, name] of [
    ['services?', 'service'],
    ['services?full=true&', 'service'],
    ['service_at_locations?full=true&', 'service_at_location'],
    ['organizations?full=true&', 'organization'],
    ['taxonomies?', 'taxonomy'],
    ['taxonomy_terms?', 'taxonomy_term'],
  ] as const)
    for (const one of await walk(`${feed}/${path}per_page=100`)) hold(of(name), one, `${path} ${one.id}`);
});

test('a document that is wrong is found', { skip }, async () => {
  const check = ajv().compile(read('hsds-uk/schemas/service.json'));
  const services = await walk(`${feed}/services?full=true&per_page=100`);
  const whole = services.find((one) => (one['schedules'] as Found[]).length > 0) ?? assert.fail();
  hold(check, whole, 'as it is');
  for (const change of [
    { id: 'banana' },
    { last_modified: 'yesterday' },
    { status: 'retired' },
    { url: 'www' },
    { schedules: [{ ...(whole['schedules'] as Found[])[0], freq: 'DAILY' }] },
    { organization: { id: whole.id } },
  ])
    assert.equal(check({ ...whole, ...change }), false, JSON.stringify(change));
});
