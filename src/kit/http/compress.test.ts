import assert from 'node:assert/strict';
import { test } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { raw } from 'hono/html';
import { page } from './answers.ts';
import { compress, pagesKept } from './compress.ts';

const words = raw(`<p>${'A quiet room with the light on. '.repeat(200)}</p>`);
const ask = (headers: Record<string, string> = {}, method = 'GET'): Request =>
  new Request('http://localhost/', { headers, method });

test('a public page is compressed as the browser asks, and stays the page that it was', async () => {
  const plain = await page(words).text();
  const cases: [string, string | null, (body: Buffer) => string][] = [
    ['gzip, br', 'br', (body) => brotliDecompressSync(body).toString()],
    ['gzip;q=1', 'gzip', (body) => gunzipSync(body).toString()],
    ['br;q=0, gzip', 'gzip', (body) => gunzipSync(body).toString()],
    ['identity', null, (body) => body.toString()],
  ];
  for (const [accepted, encoding, open] of cases) {
    const answer = await compress(ask({ 'accept-encoding': accepted }), page(words, { cache: 'public' }));
    assert.equal(answer.headers.get('content-encoding'), encoding, accepted);
    const body = Buffer.from(await answer.arrayBuffer());
    assert.ok(encoding === null || body.length * 4 < plain.length, accepted);
    assert.equal(open(body), plain);
  }
});

test('a personal page is never compressed unless its handler says that nothing secret stands there', async () => {
  const headers = { 'accept-encoding': 'br' };
  assert.equal((await compress(ask(headers), page(words))).headers.get('content-encoding'), null);
  const said = await compress(ask(headers), page(words, { compressed: true }));
  assert.equal(said.headers.get('content-encoding'), 'br');
  assert.equal(said.headers.get('cache-control'), 'no-store');
  assert.equal(said.headers.get('etag'), null);
});

test('the answer to a search is compressed too, and never taken for a page that the browser has', async () => {
  const found = page(words, { compressed: true });
  const answer = await compress(ask({ 'accept-encoding': 'br' }, 'POST'), found);
  assert.equal(answer.headers.get('content-encoding'), 'br');
  const before = pagesKept();
  const bent = await compress(ask({ 'if-none-match': '"x"' }, 'POST'), page(words, { cache: 'public' }));
  assert.equal(bent.status, 200);
  assert.equal(bent.headers.get('etag'), null);
  assert.equal(pagesKept(), before);
});

test('only what is the same for everyone stays in memory', async () => {
  const headers = { 'accept-encoding': 'br' };
  const before = pagesKept();
  const form = raw(`<input type="hidden" value="a code of her own"><p>${'words '.repeat(300)}</p>`);
  await compress(ask(headers), page(form, { compressed: true }));
  assert.equal(pagesKept(), before, 'a personal page is kept');
  await compress(ask(headers), page(form, { cache: 'public' }));
  assert.equal(pagesKept(), before + 1);
});

test('what the browser has is not sent again, and what changed is', async () => {
  const first = await compress(ask(), page(words, { cache: 'public' }));
  const tag = first.headers.get('etag') ?? '';
  assert.match(tag, /^W\/"[\w-]{22}"$/);
  const again = await compress(ask({ 'if-none-match': `"x", ${tag}` }), page(words, { cache: 'public' }));
  assert.equal(again.status, 304);
  assert.equal(await again.text(), '');
  const other = await compress(ask({ 'if-none-match': tag }), page(raw('changed'), { cache: 'public' }));
  assert.equal(other.status, 200);
});
