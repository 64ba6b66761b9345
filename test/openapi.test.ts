/** The description of the addresses for machines holds: what is really answered stands in it, and nothing public is left out. */
import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { Kysely } from 'kysely';
import { type DirectoryTables, keepService } from '#directory/index.ts';
import { recipientOf, generateIdentity } from '#sealed/age-file.ts';
import { sealAttachment } from '#sealed/attachment.ts';
import { sealRecord } from '#sealed/sealed-record.ts';
import { labels, sign } from '#sealed/signed.ts';
import { exampleService } from '../src/directory/rules/example-service.fixture.ts';
import { type ApiDescription, publicApi } from '../src/openapi.ts';
import { type TestApplication, startApplication } from './support/application.ts';
import { type TestDesk, setUpDesk } from './support/desk.ts';
import { sendReport } from './support/record.ts';

const random = (length: number): Uint8Array => new Uint8Array(randomBytes(length));
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

let application: TestApplication;
let desk: TestDesk;
let described: ApiDescription;
before(async () => {
  application = await startApplication();
  desk = await setUpDesk(application);
  described = (await (await fetch(`${application.origin}/api/openapi.json`)).json()) as ApiDescription;
});
after(async () => await application.close());

const ajv = new Ajv2020({ strict: false, validateFormats: false });

type Call = { path: string; params?: Record<string, string>; query?: string; body?: string | Uint8Array };
/** Calls an address and holds the answer against its description; gives what is wrong with it, or null. */
async function faultOf(
  method: 'get' | 'post' | 'put',
  { path, params = {}, query = '', body }: Call,
  expected: number,
  description = described,
): Promise<string | null> {
  const address = path
    .replaceAll('{area}', 'chesterfield')
    .replaceAll(/\{(\w+)\}/g, (_, name: string) => params[name] ?? '');
  const answer = await fetch(`${application.origin}${address}${query}`, {
    method: method.toUpperCase(),
    ...(body === undefined
      ? {}
      : {
          body: typeof body === 'string' ? body : new Uint8Array(body),
          headers: {
            'content-type': typeof body === 'string' ? 'application/json' : 'application/octet-stream',
          },
        }),
  });
  const bytes = Buffer.from(await answer.arrayBuffer());
  if (answer.status !== expected) return `${path}: ${answer.status} ${bytes.toString('utf8').slice(0, 200)}`;
  const said = description.paths[path]?.[method]?.responses[String(expected)];
  if (said === undefined) return `${path}: ${expected} is not described`;
  const type = (answer.headers.get('content-type') ?? '').split(';')[0] ?? '';
  const content = said.content?.[type];
  if (content === undefined) return `${path}: ${expected} as ${type} is not described`;
  if (!/[/+]json$/.test(type)) return null;
  const check = ajv.compile({ ...content.schema, components: description.components });
  return check(JSON.parse(bytes.toString('utf8'))) ? null : `${path}: ${ajv.errorsText(check.errors)}`;
}

async function report(): Promise<Record<string, unknown> & { id: string }> {
  const id = randomUUID();
  const wayBack = {
    locator: bytesToHex(random(16)),
    recipient: await recipientOf(generateIdentity(random)),
    verifyKey: bytesToHex(random(32)),
  };
  const place = { area: 'chesterfield', record: id, wayBack };
  const files = await sealRecord(
    { ...place, summary: { kind: 'report' }, body: { story: 'fictional' } },
    desk.epoch.recipient,
  );
  return {
    id,
    desk: desk.desk,
    epoch: desk.epoch.number,
    summary: base64(files.summary),
    sealed: base64(files.body),
    wayBack,
  };
}

test('it is OpenAPI 3.1, and every public address stands in it', async () => {
  const { valid, errors } = await new Validator().validate(structuredClone(described));
  assert.ok(valid, JSON.stringify(errors));
  assert.deepEqual(Object.keys(described.paths).toSorted(), publicApi.map(([, { path }]) => path).toSorted());
});

test('what is really answered is what is described', async () => {
  const area = '/api/areas/{area}';
  const first = await report();
  const text = JSON.stringify(first);
  const picture = randomUUID();
  const bytes = await sealAttachment({ area: 'chesterfield', id: picture }, random(900), 'image/jpeg', [
    desk.epoch.recipient,
  ]);
  const hers = await sendReport(application, desk, { kinds: 'robbery', when: 'today' });
  const locator = bytesToHex(hers.wayBack.locator);
  const nonce = async () => {
    const address = `${application.origin}/api/areas/chesterfield/way-back`;
    const init = { method: 'POST', headers: { 'content-type': 'application/json' } };
    return (
      (await (await fetch(address, { ...init, body: JSON.stringify({ locator }) })).json()) as {
        nonce: string;
      }
    ).nonce;
  };
  const read = async (seed: Uint8Array) => {
    const bodyHash = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
    const act = {
      area: 'chesterfield',
      locator,
      method: 'read',
      record: null,
      bodyHash,
      nonce: await nonce(),
    };
    return JSON.stringify({ envelope: sign(labels.wayBackAct, act, seed), body: '' });
  };
  const card = { locator: bytesToHex(random(16)), verifyKey: bytesToHex(random(32)) };
  const calls: [Parameters<typeof faultOf>[0], Call, number][] = [
    ['get', { path: '/healthz' }, 200],
    ['get', { path: '/readyz' }, 200],
    ['get', { path: '/api/openapi.json' }, 200],
    ['get', { path: area }, 200],
    ['get', { path: `${area}/desks/{desk}/epochs`, params: { desk: desk.desk } }, 200],
    ['get', { path: `${area}/desks/{desk}/epochs`, params: { desk: 'nobody' } }, 404],
    ['post', { path: `${area}/reports`, body: text }, 201],
    ['post', { path: `${area}/reports`, body: text }, 200],
    ['post', { path: `${area}/reports`, body: JSON.stringify({ ...(await report()), id: first.id }) }, 409],
    ['post', { path: `${area}/reports`, body: '{' }, 422],
    ['post', { path: `${area}/reports`, body: JSON.stringify({ ...first, epoch: 9 }) }, 422],
    ['post', { path: `${area}/reports`, body: 'x'.repeat(300 * 1024) }, 413],
    ['put', { path: `${area}/attachments/{uuid}`, params: { uuid: picture }, body: bytes }, 201],
    ['put', { path: `${area}/attachments/{uuid}`, params: { uuid: picture }, body: bytes }, 200],
    ['put', { path: `${area}/attachments/{uuid}`, params: { uuid: randomUUID() }, body: random(99) }, 422],
    ['post', { path: `${area}/way-back`, body: JSON.stringify({ locator }) }, 200],
    ['post', { path: `${area}/way-back`, body: '{}' }, 422],
    ['post', { path: `${area}/way-back/acts`, body: await read(hers.wayBack.signingSeed) }, 200],
    ['post', { path: `${area}/way-back/acts`, body: await read(random(32)) }, 403],
    ['post', { path: `${area}/way-back/acts`, body: '{}' }, 422],
    ['post', { path: `${area}/cards`, body: JSON.stringify(card) }, 404],
    ['post', { path: `${area}/cards`, body: '{}' }, 422],
    ['get', { path: `${area}/evaluation-keys` }, 200],
    ['post', { path: `${area}/tokens`, body: '{}' }, 422],
    ['post', { path: `${area}/evaluate`, body: '{}' }, 422],
    ['get', { path: `${area}/warnings.bundle` }, 404],
    ['get', { path: `${area}/epochs` }, 404],
    ['get', { path: `${area}/audit-roots` }, 200],
  ];
  const faults = [];
  for (const call of calls) faults.push(await faultOf(...call));
  assert.deepEqual(
    faults.filter((fault) => fault !== null),
    [],
  );
});

test('the feed answers as it is described', async () => {
  await keepService(
    application.database.town as unknown as Kysely<DirectoryTables>,
    'chesterfield',
    exampleService(),
  );
  const faults: (string | null)[] = [];
  let looked = 0;
  for (const path of Object.keys(described.paths).filter((one) => one.startsWith('/hsds'))) {
    const first = async () => {
      const all = await fetch(`${application.origin}${path.replace('/{id}', '')}`);
      return ((await all.json()) as { contents: { id: string }[] }).contents[0]?.id ?? assert.fail(path);
    };
    const params: Record<string, string> = path.endsWith('{id}') ? { id: await first() } : {};
    faults.push(await faultOf('get', { path, params }, 200));
    faults.push(await faultOf('get', { path, params, query: '?banana=1' }, 422));
    if (path.endsWith('{id}')) faults.push(await faultOf('get', { path, params: { id: randomUUID() } }, 404));
    else if (!path.endsWith('/hsds') && !path.endsWith('/'))
      faults.push(await faultOf('get', { path, query: '?format=ndjson' }, 200));
    for (const name of ['minimal', 'full', 'full_service'])
      if (described.paths[path]?.get?.parameters.some((one) => one['name'] === name) === true)
        faults.push(await faultOf('get', { path, params, query: `?${name}=true` }, 200));
    looked += 1;
  }
  assert.equal(looked, 12);
  assert.deepEqual(
    faults.filter((fault) => fault !== null),
    [],
  );
});

test('a description that has drifted is found', async () => {
  const drifted = structuredClone(described);
  const answers = drifted.paths['/api/areas/{area}']?.get?.responses;
  const schema = answers?.['200']?.content?.['application/json']?.schema as { required: string[] };
  schema.required.push('somethingElse');
  delete drifted.paths['/healthz']?.get?.responses['200'];
  assert.match((await faultOf('get', { path: '/api/areas/{area}' }, 200, drifted)) ?? '', /somethingElse/);
  assert.match((await faultOf('get', { path: '/healthz' }, 200, drifted)) ?? '', /not described/);
});
