/**
 * An area is a folder: copied, its text edited, served beside others. What one area knows (places, services, lines, pages)
 * stands under no address of another. That the look would find it is seen where it does stand.
 */
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Kysely } from 'kysely';
import { type DirectoryTables, keepService } from '#directory/index.ts';
import { type Route, routes } from '#routes.ts';
import { exampleService } from '../../src/directory/rules/example-service.fixture.ts';
import { type TestApplication, startApplication } from '../support/application.ts';

const above = mkdtempSync(join(tmpdir(), 'waymark-areas-'));
const copied = join(above, 'yourtown');
/** What `docs/new-area.md` says to do: copy a folder, give it its name, edit text. */
function copyAnArea(): void {
  cpSync('areas/chesterfield', copied, { recursive: true });
  const edit = (file: string, from: string, to: string): void => {
    const text = readFileSync(join(copied, file), 'utf8');
    assert.ok(text.includes(from), `${file} does not say ${from}`);
    writeFileSync(join(copied, file), text.replace(from, to));
  };
  edit('area.json', '"id": "chesterfield"', '"id": "yourtown"');
  edit('area.json', '"name": "Chesterfield"', '"name": "Yourtown"');
  edit('guide/en/town.md', 'heading: Something in the street', 'heading: Something in a street of Yourtown');
  edit('places.json', 'Apperknowle', 'Yourtown Green');
}

const chesterfield = exampleService();
let app: TestApplication;
before(async () => {
  copyAnArea();
  app = await startApplication({ folders: ['areas/chesterfield', 'test/areas/littleford', copied] });
  await keepService(app.database.town as unknown as Kysely<DirectoryTables>, 'chesterfield', chesterfield);
});
after(async () => {
  await app.close();
  rmSync(above, { recursive: true });
});

const littleford = JSON.parse(readFileSync('test/areas/littleford/services.json', 'utf8')) as {
  id: string;
}[];
const roomId = littleford[0]?.id ?? '';

/** Every page that anybody may read under `prefix`, with every value of its parameters in each area, and two searches. */
async function everything(prefix: string): Promise<string> {
  const listed = await Promise.all(
    ['/guide', '/a/littleford/guide'].map(async (path) => await (await fetch(`${app.origin}${path}`)).text()),
  );
  const names = [...listed.join('').matchAll(/\/guide\/([a-z0-9-]+)"/g)].map((found) => found[1] ?? '');
  const values: Record<string, string[]> = {
    name: [...new Set(names)],
    service: [chesterfield.id, roomId],
  };
  let said = '';
  const ask = async (path: string, init?: RequestInit): Promise<void> => {
    const answer = await fetch(`${app.origin}${prefix}${path}`, { redirect: 'manual', ...init });
    said += `\n${path} ${answer.status}\n${await answer.text()}`;
  };
  for (const { kind, path, get } of Object.values(routes as Record<string, Route>)) {
    if (kind !== 'page' || get?.includes('visitor') !== true) continue;
    const parameter = /\{(\w+)\}/.exec(path);
    if (parameter === null) await ask(path === '/' && prefix !== '' ? '' : path);
    else
      for (const value of values[parameter[1] ?? ''] ?? ['nothing'])
        await ask(path.replace(parameter[0], value));
  }
  for (const search of ['need=talk', 'text=room'])
    await ask('/help', {
      method: 'POST',
      body: search,
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin: app.origin },
    });
  return said;
}

const ofChesterfield =
  /Example drop-in|960\s?001|Example Street|Town centre|Apperknowle|S40|Chesterfield|Derby|Samaritans/;
const ofLittleford = /Littleford|reading room|960\s?12[34]|Pond (?:End|Lane)|Mill Side/;

test('what one area knows is said under its own address and under no other', async () => {
  const [first, second] = [await everything(''), await everything('/a/littleford')];
  for (const sign of ofChesterfield.source.split('|')) assert.match(first, new RegExp(sign), sign);
  assert.doesNotMatch(first, ofLittleford);
  for (const sign of ofLittleford.source.replaceAll(/\(.*?\)|\[.*?\]/g, '.+').split('|'))
    assert.match(second, new RegExp(sign), sign);
  assert.doesNotMatch(second, ofChesterfield);
  assert.match(second, new RegExp(`/help/${roomId} 200`));
  assert.match(second, new RegExp(`/help/${chesterfield.id} 404`));
  assert.match(first, new RegExp(`/help/${chesterfield.id} 200`));
  assert.match(first, new RegExp(`/help/${roomId} 404`));
});

test('in the second area too only what a person has checked is shown', async () => {
  const second = await everything('/a/littleford');
  assert.match(second, /Littleford reading room[\s\S]*01632 960124/);
  assert.doesNotMatch(second, /Moon Hall|960\s?99[789]/);
});

test('an area that was copied and edited is served with its own words', async () => {
  const read = async (path: string) => await (await fetch(`${app.origin}/a/yourtown${path}`)).text();
  assert.match(await read('/guide/town'), /<h1>Something in a street of Yourtown<\/h1>/);
  assert.match(await read('/about'), /Waymark for Yourtown/);
  assert.match(await read('/help'), /value="Yourtown Green"/);
  assert.match(await read('/ro/guide/rights'), /A vinde sex nu este/);
  // The services came along, and as in the first area nobody has checked them here.
  assert.doesNotMatch(await read('/help'), /Example drop-in/);
  assert.match(await read('/help'), /Nothing here that a person has checked/);
  assert.equal((await fetch(`${app.origin}/a/yourtown/help/${chesterfield.id}`)).status, 404);
});
