import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import fc from 'fast-check';
import type { AreaPack } from '#kit/area-pack.ts';
import { standingClock } from '#kit/clock.ts';
import { openLog } from '#kit/log.ts';
import { type Method, type RouteName, routes } from '#routes.ts';
import { type Context, type Handlers, Refused, mount, readPlace } from './index.ts';

const area = (id: string): AreaPack => ({
  id,
  name: id,
  languages: ['en', 'ro'],
  ordinarySite: 'https://example.org/',
  rootFingerprint: null,
  organisations: [],
  desks: [],
});
const areas = [area('testford'), area('elsewhere')] as const;
const origin = 'https://waymark.example.org';

let seen: Pick<Context, 'area' | 'language' | 'prefix' | 'path' | 'params'> | null = null;
let behave: (context: Context) => Response | Promise<Response>;
let lines: string[] = [];
let app: (request: Request) => Promise<Response>;

before(() => {
  const handlers: Handlers = {};
  for (const name of Object.keys(routes) as RouteName[]) {
    const methods = (['get', 'post', 'put', 'delete'] as const).filter((method) => method in routes[name]);
    handlers[name] = Object.fromEntries(
      methods.map((method: Method) => [method, (context: Context) => behave(context)]),
    );
  }
  const clock = standingClock('2026-11-24T12:00:00Z');
  app = mount({
    handlers: [handlers],
    areas: [areas[0], areas[1]],
    clock,
    log: openLog(clock, { write: (line) => void lines.push(line) }),
    origins: [origin],
    signedIn: async () => null,
    errorPage: ({ language, prefix }, status) =>
      new Response(`${language} ${status} [${prefix}]`, { status }),
  });
});

function ask(path: string, init: RequestInit & { handle?: typeof behave } = {}): Promise<Response> {
  lines = [];
  seen = null;
  behave =
    init.handle ??
    ((context) => {
      seen = context;
      return new Response('ok');
    });
  return app(new Request(`${origin}${path}`, init));
}

test('area and language come off the front of an address', async () => {
  assert.equal((await ask('/a/elsewhere/ro/guide/rights')).status, 200);
  assert.deepEqual(
    [seen?.area.id, seen?.language, seen?.prefix, seen?.path],
    ['elsewhere', 'ro', '/a/elsewhere/ro', '/guide/rights'],
  );
  assert.equal(seen?.params['name'], 'rights');
  await ask('/ro');
  assert.deepEqual([seen?.language, seen?.path], ['ro', '/']);
  assert.equal((await ask('/a/nowhere/report')).status, 404);
  assert.equal((await ask('/xx/report')).status, 404);
});

test('what does not exist is a page for people and a problem for machines', async () => {
  const page = await ask('/ro/nothing');
  assert.deepEqual([page.status, await page.text()], [404, 'ro 404 [/ro]']);
  const machine = await ask('/api/nothing');
  assert.equal(machine.headers.get('content-type'), 'application/problem+json');
  assert.deepEqual(await machine.json(), { title: 'no-such-address', status: 404 });
  const method = await ask('/api/areas/testford', { method: 'PUT' });
  assert.deepEqual([method.status, method.headers.get('allow')], [405, 'GET']);
});

test('a refusal under an area or a language is for whom it should be, and its links lead somewhere', async () => {
  for (const path of ['/a/elsewhere/api/nothing', '/ro/api/nothing'])
    assert.equal((await ask(path)).headers.get('content-type'), 'application/problem+json', path);
  assert.equal(await (await ask('/a/nowhere/report')).text(), 'en 404 []');
  assert.equal(await (await ask('/a/elsewhere/nothing')).text(), 'en 404 [/a/elsewhere]');
});

test('a form from another site is refused; ours and a machine’s pass', async () => {
  const post = (headers: Record<string, string>) =>
    ask('/api/areas/testford/reports', { method: 'POST', headers }).then(({ status }) => status);
  assert.equal(await post({ 'sec-fetch-site': 'cross-site' }), 403);
  assert.equal(await post({ 'sec-fetch-site': 'same-site' }), 403);
  assert.equal(await post({ origin: 'https://elsewhere.example.org' }), 403);
  assert.equal(await post({ origin: 'null' }), 403);
  assert.equal(await post({ 'sec-fetch-site': 'same-origin' }), 200);
  assert.equal(await post({ origin }), 200);
  assert.equal(await post({}), 200);
});

test('a body is bounded whatever the sender says of its length', async () => {
  const handle = async (context: Context) => new Response(String((await context.bytes()).length));
  const reports = '/api/areas/testford/reports';
  assert.equal(
    (await ask(reports, { method: 'POST', body: new Uint8Array(256 * 1024), handle })).status,
    200,
  );
  assert.equal(
    (await ask(reports, { method: 'POST', body: new Uint8Array(256 * 1024 + 1), handle })).status,
    413,
  );
  let sent = 0;
  const endless = new ReadableStream({
    pull(controller) {
      sent += 65_536;
      controller.enqueue(new Uint8Array(65_536));
    },
  });
  const answer = await ask(reports, { method: 'POST', body: endless, duplex: 'half', handle } as RequestInit);
  assert.equal(answer.status, 413);
  assert.ok(sent < 2 ** 20, 'reading went on past the limit');
});

test('a fault says nothing to the reader and only its kind to the log', async () => {
  const handle = (): Response => {
    throw new TypeError('SECRET 07700 900123');
  };
  const page = await ask('/about', { handle });
  assert.deepEqual([page.status, await page.text()], [500, 'en 500 []']);
  assert.deepEqual(await (await ask('/api/areas/testford', { handle })).json(), {
    title: 'fault',
    status: 500,
  });
  assert.equal(lines.length, 1);
  assert.ok(lines.join('').includes('TypeError') && !lines.join('').includes('SECRET'));
});

test('a handler’s own refusal keeps its status and reason', async () => {
  const handle = (): Response => {
    throw new Refused(422, 'not-json');
  };
  assert.deepEqual(await (await ask('/api/areas/testford', { handle })).json(), {
    title: 'not-json',
    status: 422,
  });
  assert.equal(lines.length, 0);
});

test('every answer carries the headers, and none a cookie', async () => {
  for (const path of ['/', '/report', '/nothing', '/api/nothing', '/healthz']) {
    const { headers } = await ask(path);
    assert.match(
      headers.get('content-security-policy') ?? '',
      /default-src 'none'.*script-src 'self'.*frame-ancestors 'none'/,
    );
    assert.doesNotMatch(headers.get('content-security-policy') ?? '', /unsafe|\*/);
    assert.equal(headers.get('referrer-policy'), 'same-origin');
    assert.equal(headers.get('x-content-type-options'), 'nosniff');
    assert.ok(headers.has('strict-transport-security'));
    assert.equal(headers.get('set-cookie'), null);
  }
});

test('forms are read alike however they are encoded', async () => {
  const handle = async (context: Context) => {
    const { fields, files } = await context.form();
    return Response.json([[...fields], files.map(({ field, bytes }) => [field, bytes.length])]);
  };
  const form = new FormData();
  form.append('kinds', 'violence');
  form.append('kinds', 'robbery');
  form.append('picture', new File([new Uint8Array(3)], 'a.png'));
  form.append('picture', new File([], 'empty.png'));
  const multipart = await ask('/api/areas/testford/reports', { method: 'POST', body: form, handle });
  assert.deepEqual(await multipart.json(), [[['kinds', ['violence', 'robbery']]], [['picture', 3]]]);
  const body = new URLSearchParams([
    ['kinds', 'violence'],
    ['kinds', 'robbery'],
  ]);
  assert.deepEqual(
    await (await ask('/api/areas/testford/reports', { method: 'POST', body, handle })).json(),
    [[['kinds', ['violence', 'robbery']]], []],
  );
  assert.equal(
    (
      await ask('/api/areas/testford/reports', {
        method: 'POST',
        body: '{}',
        headers: { 'content-type': 'application/json' },
        handle,
      })
    ).status,
    415,
  );
  assert.equal(
    (
      await ask('/api/areas/testford/reports', {
        method: 'POST',
        body: 'x',
        headers: { 'content-type': 'multipart/form-data' },
        handle,
      })
    ).status,
    422,
  );
});

test('no address makes a fault', async () => {
  const piece = fc.oneof(
    fc.constantFrom(
      'a',
      'ro',
      'guide',
      'report',
      'api',
      'areas',
      '%',
      '%00',
      '%zz',
      '%2e%2e',
      '..',
      '//',
      '\\',
    ),
    fc.string({ unit: 'binary', maxLength: 12 }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 6 }), async (pieces) => {
      const url = `${origin}/${pieces.join('/')}`;
      if (!URL.canParse(url) || new URL(url).origin !== origin) return;
      const { status } = await ask(new URL(url).pathname);
      assert.ok([200, 404].includes(status), `${status}`);
    }),
    { numRuns: 500 },
  );
});

test('readPlace takes nothing off that is not an area or a language of it', () => {
  fc.assert(
    fc.property(fc.webPath(), (path) => {
      const place = readPlace(path === '' ? '/' : path, [areas[0], areas[1]]);
      assert.ok(place.path.startsWith('/'));
      assert.ok(
        place.area === null || `${place.prefix}${place.path}`.startsWith(path === '' ? '/' : place.prefix),
      );
    }),
  );
});
