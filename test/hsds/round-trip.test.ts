/** What goes out and comes in elsewhere, and is checked there on the same day by the same person, goes out the same. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Kysely } from 'kysely';
import { type DirectoryTables, type Service, readServices, takeServices } from '#directory/index.ts';
import { takeIn } from '../../src/directory/import/take-in.ts';
import { confirmFact, factsOf } from '../../src/directory/rules/change-fact.ts';
import { type TestApplication, startApplication } from '../support/application.ts';
import { manyServices } from '../support/services.ts';
import { toCsv } from './to-csv.ts';
import { readLines, walkPages } from './walk-feed.ts';

const count = 1_050;
let app: TestApplication;
let db: Kysely<DirectoryTables>;
before(async () => {
  app = await startApplication({ folders: ['areas/chesterfield', 'test/areas/littleford'] });
  db = app.database.town as unknown as Kysely<DirectoryTables>;
  const today = app.clock.today();
  await takeServices(
    db,
    'chesterfield',
    manyServices(count).map((service) => confirmed(service, today, ({ state }) => state === 'confirmed')),
  );
});
after(() => app.close());

type Fact = ReturnType<typeof factsOf>[number];
/** Ada checks facts. */
function confirmed(service: Service, today: string, which: (fact: Fact) => boolean): Service {
  const facts = factsOf(service).filter(which);
  return facts.reduce(
    (now, { id }) => confirmFact(now, id, { by: 'Ada', today }) ?? assert.fail(id),
    service,
  );
}

const here = '/hsds';
const there = '/a/littleford/hsds';
async function exported(feed: string): Promise<Record<string, unknown[]>> {
  const all: Record<string, unknown[]> = {};
  for (const path of [
    'services?full=true',
    'services?',
    'organizations?full_service=true',
    'service_at_locations?full=true',
  ])
    all[path] = await readLines(`${app.origin}${feed}/${path}&format=ndjson`);
  return all;
}

/** The services that files hold, by id; all of them taken, whole. */
async function taken(files: { name: string; text: string }[]): Promise<Service[]> {
  const sent = files.map(({ name, text }) => ({ name, bytes: new TextEncoder().encode(text) }));
  const { outcomes, refused } = await takeIn(sent, { source: 'The other area', today: app.clock.today() });
  assert.deepEqual(refused, []);
  const services = outcomes.map((one) => {
    if (one.kind === 'refused') assert.fail(JSON.stringify(one.reasons));
    assert.deepEqual(one.without, [], one.name);
    return one.service;
  });
  return services.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}
const full = `${here}/services?full=true`;
const asLines = async () => await (await fetch(`${app.origin}${full}&format=ndjson`)).text();

test('what comes in is unchecked and not shown; checked on one day by one person, it goes out as it came', async () => {
  const services = await taken([{ name: 'services.ndjson', text: await asLines() }]);
  assert.ok(services.length > 1_000, `${services.length}`);
  const empty = async () =>
    await db.deleteFrom('directory.service').where('area_id', '=', 'littleford').execute();
  await empty();
  assert.equal((await takeServices(db, 'littleford', services)).size, services.length);
  const arrived = await readServices(db, 'littleford');
  for (const one of arrived)
    assert.ok(
      factsOf(one).every(({ state, sources }) => state === 'unverified' && sources[0] === 'The other area'),
    );
  assert.deepEqual(await readLines(`${app.origin}${there}/services?format=ndjson`), []);
  const today = app.clock.today();
  await empty();
  await takeServices(
    db,
    'littleford',
    arrived.map((one) => confirmed(one, today, () => true)),
  );
  const [out, back] = [await exported(here), await exported(there)];
  for (const [path, documents] of Object.entries(out)) {
    assert.ok(documents.length > 200, path);
    assert.equal(back[path]?.length, documents.length, path);
    for (const [at, document] of documents.entries()) assert.deepEqual(back[path]?.[at], document, path);
  }
});

test('pages, organisations that hold their services, and CSV bring in the same', async () => {
  const services = await taken([{ name: 'services.ndjson', text: await asLines() }]);
  const same = async (files: { name: string; text: string }[]) => {
    const found = await taken(files);
    assert.equal(found.length, services.length);
    for (const [at, one] of found.entries()) assert.deepEqual(one, services[at]);
  };
  const pages = await walkPages(`${app.origin}${full}&per_page=100`);
  await same([{ name: 'pages.json', text: JSON.stringify(pages, null, 2) }]);
  const owners = await walkPages(`${app.origin}${here}/organizations?full_service=true&per_page=100`);
  await same([{ name: 'organizations.json', text: JSON.stringify(owners) }]);
  const tables = toCsv(await readLines(`${app.origin}${full}&format=ndjson`));
  assert.ok(tables.size >= 13, [...tables.keys()].join());
  await same([...tables].map(([name, text]) => ({ name, text })));
});
