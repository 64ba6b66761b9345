/** The feed over HTTP: for machines of anybody, whole however it is asked for, and silent about what is withheld. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Kysely } from 'kysely';
import {
  type DirectoryTables,
  keepService,
  publicServices,
  readServices,
  takeServices,
} from '#directory/index.ts';
import { exampleService } from '../../src/directory/rules/example-service.fixture.ts';
import { type TestApplication, startApplication } from '../support/application.ts';
import { manyServices } from '../support/services.ts';
import { type Found, readLines, walk } from './walk-feed.ts';

let app: TestApplication;
let feed: string;
let db: Kysely<DirectoryTables>;
before(async () => {
  app = await startApplication({ folders: ['areas/chesterfield', 'test/areas/littleford'] });
  feed = `${app.origin}/hsds`;
  db = app.database.town as unknown as Kysely<DirectoryTables>;
  await takeServices(db, 'chesterfield', manyServices(230));
});
after(() => app.close());

const lists = ['services', 'organizations', 'service_at_locations', 'taxonomies', 'taxonomy_terms'];
const full = async (id: string) => (await (await fetch(`${feed}/services/${id}`)).json()) as Found;
const nested = (document: Found, name: string): Found[] => document[name] as Found[];

test('pages of any site may read it, it sets no cookie, and says nothing anew while nothing has changed', async () => {
  for (const path of [
    '',
    '/',
    ...lists.map((name) => `/${name}`),
    '/services?per_page=x',
    '/services/nothing',
  ]) {
    const answer = await fetch(`${feed}${path}`, { headers: { origin: 'https://elsewhere.example' } });
    assert.equal(answer.headers.get('access-control-allow-origin'), '*', path);
    assert.equal(answer.headers.get('set-cookie'), null, path);
    if (answer.status !== 200) {
      assert.match(answer.headers.get('content-type') ?? '', /problem\+json/, path);
      continue;
    }
    assert.equal(answer.headers.get('cache-control'), 'no-cache', path);
    const etag = answer.headers.get('etag') ?? '';
    assert.equal((await fetch(`${feed}${path}`, { headers: { 'if-none-match': etag } })).status, 304, path);
  }
  const before = await fetch(`${feed}/services`, {
    method: 'OPTIONS',
    headers: { origin: 'https://elsewhere.example' },
  });
  assert.deepEqual([before.status, before.headers.get('access-control-allow-headers')], [204, '*']);
  // Nothing else of ours may be read by other sites.
  for (const path of ['/help', '/api/openapi.json', '/api/areas/chesterfield'])
    assert.equal(
      (await fetch(`${app.origin}${path}`)).headers.get('access-control-allow-origin'),
      null,
      path,
    );
  assert.equal((await fetch(`${feed}/services`, { method: 'POST' })).status, 405);
  assert.match((await fetch(`${feed}/banana`)).headers.get('content-type') ?? '', /problem\+json/);
});

test('a list as lines is the list in pages, each record is that of its own address, and every link leads somewhere', async () => {
  const ids = new Set<string>();
  for (const name of lists) {
    const whole = await walk(`${feed}/${name}?per_page=70`);
    assert.deepEqual(await readLines(`${feed}/${name}?format=ndjson&page=2`), whole, name);
    assert.equal(new Set(whole.map(({ id }) => id)).size, whole.length, name);
    for (const { id } of whole) ids.add(id);
    for (const { id } of whole.slice(0, 20))
      assert.equal(((await (await fetch(`${feed}/${name}/${id}`)).json()) as Found).id, id);
  }
  const services = await readLines(`${feed}/services?format=ndjson&full=true`);
  const minimal = (await (await fetch(`${feed}/services?minimal=true`)).json()) as { contents: Found[] };
  assert.deepEqual(
    minimal.contents,
    services.map(({ id, last_modified: last }) => ({ id, modified_date: last, last_modified: last })),
  );
  const inside: string[] = [];
  for (const service of services) {
    assert.deepEqual(await full(service.id), service);
    assert.doesNotMatch(JSON.stringify(service), /:null|"pack|checkedBy|Ada|sources/);
    assert.ok(ids.has(String(service['organization_id'])));
    for (const place of nested(service, 'service_at_locations')) assert.ok(ids.has(place.id));
    for (const { taxonomy_term_id: term } of nested(service, 'attributes')) assert.ok(ids.has(String(term)));
    for (const name of [
      'phones',
      'contacts',
      'additional_urls',
      'schedules',
      'languages',
      'capacities',
      'attributes',
    ])
      inside.push(...nested(service, name).map(({ id }) => id));
  }
  assert.equal(new Set(inside).size, inside.length, 'each thing has an id of its own');
  assert.ok(inside.length > 1_000);
});

test('hours over night, a day and a night long, and days left out are said, and what HSDS cannot say is not said wrongly', async () => {
  const [known] = manyServices(1);
  const [hours] = manyServices(40).flatMap(({ schedules }) => schedules);
  assert.ok(known && hours);
  const said = async (change: object): Promise<Record<string, unknown>> => {
    const value = { ...hours.value, except: [], also: [], validFrom: null, validTo: null, ...change };
    await keepService(db, 'chesterfield', { ...known, schedules: [{ ...hours, value }] });
    return { ...nested(await full(known.id), 'schedules')[0] };
  };
  const night = await said({
    rrule: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=FR',
    dtstart: '2026-11-06',
    opens: '21:00',
    closes: '02:00',
    overnight: true,
    except: ['2026-12-18'],
    bankHolidays: 'ring',
  });
  assert.deepEqual(
    [
      night['freq'],
      night['interval'],
      night['byday'],
      night['dtstart'],
      night['opens_at'],
      night['closes_at'],
    ],
    ['WEEKLY', 2, 'FR', '2026-11-06', '21:00', '02:00'],
  );
  assert.deepEqual(
    [night['overnight'], night['timezone_name'], night['exdate'], night['bank_holidays']],
    [true, 'Europe/London', ['2026-12-18'], 'ring'],
  );
  assert.match(String(night['notes']), /next day.*ring first.*Not on 2026-12-18/);
  const always = await said({ rrule: 'FREQ=DAILY', opens: '00:00', closes: '00:00', overnight: true });
  assert.deepEqual(
    [always['freq'], always['byday'], always['opens_at'], always['closes_at'], always['overnight']],
    ['WEEKLY', 'MO,TU,WE,TH,FR,SA,SU', '00:00', '00:00', true],
  );
  const monthly = await said({ rrule: 'FREQ=MONTHLY;BYDAY=-1FR;UNTIL=20271231' });
  assert.deepEqual([monthly['freq'], monthly['byday'], monthly['until']], ['MONTHLY', '-1FR', '2027-12-31']);
  for (const rrule of ['FREQ=DAILY;INTERVAL=3', 'FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=-1']) {
    const other = await said({ rrule });
    assert.deepEqual([other['freq'], other['byday'], other['rrule']], [undefined, undefined, rrule]);
    assert.match(String(other['notes']), /only “rrule” can say/);
  }
  const once = await said({ rrule: null, dtstart: '2026-12-03' });
  assert.deepEqual([once['freq'], once['rrule'], once['dtstart']], [undefined, undefined, '2026-12-03']);
});

test('a place is told as far as everybody may know, and one that is withheld is one that is not there', async () => {
  const good = exampleService();
  const known = good.place?.address ?? assert.fail();
  const at = async (visibility: 'public' | 'ring-first' | 'worker-only' | 'never') => {
    await keepService(db, 'chesterfield', {
      ...good,
      place: { visibility, district: 'Town centre', address: known },
    });
    return nested(await full(good.id), 'service_at_locations');
  };
  const [open] = await at('public');
  const link = open?.id ?? assert.fail();
  assert.match(JSON.stringify(open), /Example Street.*S40 1AA/);
  const place = async () => await fetch(`${feed}/service_at_locations/${link}`);
  assert.equal((await place()).status, 200);
  assert.match(
    JSON.stringify(await at('ring-first')),
    /^(?!.*(?:Street|S40|latitude)).*Town centre.*"ring-first"/,
  );
  const nowhere = await (await fetch(`${feed}/services/00000000-0000-4000-8000-00000000ffff`)).text();
  for (const visibility of ['worker-only', 'never'] as const) {
    assert.deepEqual(await at(visibility), []);
    const gone = await place();
    assert.deepEqual([gone.status, await gone.text()], [404, nowhere]);
  }
  await keepService(db, 'chesterfield', { ...good, status: 'retired' });
  const gone = await fetch(`${feed}/services/${good.id}`);
  assert.deepEqual([gone.status, await gone.text()], [404, nowhere]);
});

test('what is not confirmed lately is marked, changes the day of the last change, and then goes', async () => {
  const good = { ...exampleService(), id: '3f0f5a3e-8a3f-4f5e-9a51-0a4f9d4b6aff' };
  await keepService(db, 'chesterfield', good);
  const [first] = nested(await full(good.id), 'phones');
  assert.deepEqual([first?.['assured_date'], first?.['overdue']], ['2026-11-01', undefined]);
  const before = app.clock.now().toString();
  app.clock.set('2027-01-10T12:00:00Z');
  try {
    const later = await full(good.id);
    const [phone] = nested(later, 'phones');
    assert.deepEqual([phone?.id, phone?.['overdue'], later['overdue']], [first?.id, true, true]);
    assert.match(String(later['alert']), /not confirmed lately/);
    assert.equal(later['last_modified'], '2027-01-01T00:00:00Z');
    app.clock.set('2027-02-10T12:00:00Z');
    assert.equal((await fetch(`${feed}/services/${good.id}`)).status, 404);
  } finally {
    app.clock.set(before);
  }
});

test('each area has its own', async () => {
  const id = '3f0f5a3e-8a3f-4f5e-9a51-0a4f9d4b6afe';
  await keepService(db, 'littleford', { ...exampleService(), id });
  const idsOf = async (area: string) =>
    new Set((await walk(`${app.origin}${area}/hsds/services`)).map((one) => one.id));
  const [there, here] = [await idsOf('/a/littleford'), await idsOf('')];
  assert.ok(there.has(id) && here.size > 200);
  assert.deepEqual(
    [...there].filter((one) => here.has(one)),
    [],
  );
  assert.equal((await fetch(`${feed}/services/${id}`)).status, 404);
  const nowhere = await fetch(`${app.origin}/a/nowhere/hsds/services`);
  assert.deepEqual([nowhere.status, nowhere.headers.get('access-control-allow-origin')], [404, '*']);
});

test('nothing of a number that was found wrong or never rung, or of an address that nobody may know, is in it', async () => {
  const all = await readServices(db, 'chesterfield');
  const { shown } = publicServices(all, app.clock.today());
  assert.ok(shown.length > 200);
  for (const path of [
    'services?full=true&',
    'services?',
    'service_at_locations?full=true&',
    'organizations?full_service=true&',
  ]) {
    const text = await (await fetch(`${feed}/${path}format=ndjson`)).text();
    assert.ok(text.length > 10_000, path);
    assert.doesNotMatch(text, /7700\s?900[89]\d\d|Hidden Row|S49 ?9ZZ/, path);
  }
});
