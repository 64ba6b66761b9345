import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isServedKept, serveKept } from './serve-kept.ts';

const origin = 'https://town.example.org';
const asked = (path: string, mode = 'navigate', method = 'GET') => ({
  method,
  mode,
  url: new URL(path, origin).href,
});

test('only the pages of a member and our own files are ever served as they were kept', () => {
  for (const path of ['/warnings', '/check', '/ro/check', '/a/littleford/warnings?x=1'])
    assert.ok(isServedKept(asked(path), origin), path);
  assert.ok(isServedKept(asked('/assets/a.js', 'cors'), origin));
  for (const path of [
    '/',
    '/guide',
    '/help',
    '/report',
    '/back',
    '/guide/warnings-of-old',
    '/api/areas/chesterfield/epochs',
  ])
    assert.ok(!isServedKept(asked(path), origin), path);
  assert.ok(!isServedKept(asked('/api/areas/chesterfield/bundle', 'cors'), origin));
  assert.ok(!isServedKept(asked('/warnings', 'cors'), origin), 'a script asks for what is true now');
  assert.ok(!isServedKept(asked('/check', 'navigate', 'POST'), origin));
  assert.ok(!isServedKept(asked('https://elsewhere.example.org/warnings'), origin));
});

test('the network comes first; without it what was kept; without that its own fault', async () => {
  const away = async () => await Promise.reject(new TypeError('away'));
  const find = async (pathname: string) => (pathname === '/warnings' ? new Response('kept') : undefined);
  const at = async (path: string, ask: () => Promise<Response>) =>
    await serveKept(`${origin}${path}`, ask, find);
  assert.equal(await (await at('/warnings', async () => new Response('now'))).text(), 'now');
  assert.equal(await (await at('/warnings?x', away)).text(), 'kept');
  const { status, headers } = await at('/check', away);
  assert.deepEqual([status, headers.get('location')], [302, `${origin}/warnings`]);
  await assert.rejects(at('/ro/check', away), /away/);
});
