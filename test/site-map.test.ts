/** What search engines are told: each address answers, none is personal, and a service is there only while it is shown. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Kysely } from 'kysely';
import { type DirectoryTables, keepService } from '#directory/index.ts';
import { exampleService } from '../src/directory/rules/example-service.fixture.ts';
import { type TestApplication, startApplication } from './support/application.ts';

let app: TestApplication;
before(async () => {
  app = await startApplication();
});
after(() => app.close());

const listed = async (): Promise<string[]> =>
  [...(await (await fetch(`${app.origin}/sitemap.xml`)).text()).matchAll(/<loc>([^<]*)<\/loc>/g)].map(
    (found) => found[1] ?? '',
  );

test('every address of the site map answers, in each language, and none is of a person or a desk', async () => {
  const pages = await listed();
  assert.ok(pages.length > 50, `${pages.length}`);
  assert.equal(new Set(pages).size, pages.length);
  assert.ok(pages.some((page) => page.endsWith('/ro/help')));
  const robots = await (await fetch(`${app.origin}/robots.txt`)).text();
  assert.match(robots, /^Sitemap: http.*\/sitemap\.xml$/m);
  const kept = [...robots.matchAll(/^Disallow: (.+)$/gm)].map((found) => found[1] ?? '');
  for (const page of pages) {
    const { pathname } = new URL(page);
    assert.ok(!kept.some((path) => pathname.startsWith(path)), page);
    const answer = await fetch(`${app.origin}${pathname}`);
    assert.equal(answer.status, 200, page);
    await answer.arrayBuffer();
  }
});

test('a service stands in it while everybody may be told of it', async () => {
  const db = app.database.town as unknown as Kysely<DirectoryTables>;
  const service = exampleService();
  const isListed = async (): Promise<boolean> => (await listed()).some((page) => page.includes(service.id));
  assert.equal(await isListed(), false);
  await keepService(db, 'chesterfield', service);
  assert.equal(await isListed(), true);
  await keepService(db, 'chesterfield', { ...service, status: 'retired' });
  assert.equal(await isListed(), false);
});
