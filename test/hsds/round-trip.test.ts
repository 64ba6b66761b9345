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
/** What goes out here, all of it. */
let out: Record<string, unknown[]> | undefined;
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
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

async function comesBack(files: { name: string; text: string }[]): Promise<void> {
  const today = app.clock.today();
  const sent = files.map(({ name, text }) => ({ name, bytes: bytes(text) }));
  const { outcomes, refused } = await takeIn(sent, { source: 'The other area', today });
  assert.deepEqual(refused, []);
  const services = outcomes.map((one) =>
    one.kind === 'taken' ? one.service : assert.fail(JSON.stringify(one.reasons)),
  );
  for (const one of outcomes) assert.deepEqual(one.kind === 'taken' && one.without, [], one.name);
  const empty = async () =>
    await db.deleteFrom('directory.service').where('area_id', '=', 'littleford').execute();
  await empty();
  assert.equal((await takeServices(db, 'littleford', services)).size, services.length);
  const arrived = await readServices(db, 'littleford');
  for (const one of arrived)
    assert.ok(
      factsOf(one).every(({ state, sources }) => state === 'unverified' && sources[0] === 'The other area'),
    );
  assert.deepEqual(
    await readLines(`${app.origin}${there}/services?format=ndjson`),
    [],
    'nothing before it is checked',
  );
  await empty();
  await takeServices(
    db,
    'littleford',
    arrived.map((one) => confirmed(one, today, () => true)),
  );
  out ??= await exported(here);
  const back = await exported(there);
  assert.ok((out['services?full=true']?.length ?? 0) > 1_000);
  for (const [path, documents] of Object.entries(out)) {
    assert.equal(back[path]?.length, documents.length, path);
    for (const [at, document] of documents.entries()) assert.deepEqual(back[path]?.[at], document, path);
  }
}

test('as one service on each line', async () => {
  const answer = await fetch(`${app.origin}${here}/services?full=true&format=ndjson`);
  await comesBack([{ name: 'services.ndjson', text: await answer.text() }]);
});

test('as pages', async () => {
  const pages = await walkPages(`${app.origin}${here}/services?full=true&per_page=100`);
  await comesBack([{ name: 'pages.json', text: JSON.stringify(pages, null, 2) }]);
});

test('as organisations that hold their services', async () => {
  const pages = await walkPages(`${app.origin}${here}/organizations?full_service=true&per_page=100`);
  await comesBack([{ name: 'organizations.json', text: JSON.stringify(pages) }]);
});

test('as CSV', async () => {
  const tables = toCsv(await readLines(`${app.origin}${here}/services?full=true&format=ndjson`));
  assert.ok(tables.size >= 13, [...tables.keys()].join());
  await comesBack([...tables].map(([name, text]) => ({ name, text })));
});
