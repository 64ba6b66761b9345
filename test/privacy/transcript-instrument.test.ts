/** The instruments of the order and of the blind check, tried on numbers whose answer is known. */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { launchBrowser, visit } from '../support/browser.ts';
import { kendallTau, orderIn } from '../support/order.ts';
import { until } from '../support/process.ts';
import { type Seen, gapsOf, kolmogorovSmirnov, openWire, shapeOf } from '../support/transcript.ts';

test('Kendall’s tau is 1, -1 and 2/3 where it must be, and near 0 for a shuffle', () => {
  assert.equal(kendallTau([0, 1, 2, 3]), 1);
  assert.equal(kendallTau([3, 2, 1, 0]), -1);
  // One of six pairs stands the other way.
  assert.equal(kendallTau([1, 0, 2, 3]), 4 / 6);
  // 7 is prime to 101: a walk through all places without an order.
  const walk = Array.from({ length: 101 }, (_, index) => (index * 37) % 101);
  assert.ok(Math.abs(kendallTau(walk)) < 0.15);
});

test('the order of first appearances in bytes is read', () => {
  const [a, b, c, absent] = ['aa11', 'bb22', 'cc33', 'dd44'].map((text) => Buffer.from(text));
  assert.ok(a && b && c && absent);
  assert.deepEqual(orderIn(Buffer.concat([b, c, a, b]), [a, b, c, absent]), [1, 2, 0]);
});

test('Kolmogorov and Smirnov tell equal from moved', () => {
  const even = Array.from({ length: 40 }, (_, index) => index);
  assert.deepEqual(kolmogorovSmirnov(even, even), { distance: 0, p: 1 });
  const moved = even.map((value) => value + 20);
  const { distance, p } = kolmogorovSmirnov(even, moved);
  assert.equal(distance, 0.5);
  assert.ok(p < 0.0005 && p > 0.00001, String(p));
  const near = even.map((value) => value + 3);
  assert.ok(kolmogorovSmirnov(even, near).p > 0.5);
});

test('gaps are from whatever was seen last, the end of an answer or another request', () => {
  const seen = (path: string, began: number, ended: number) => ({
    method: 'GET',
    path,
    sent: 5,
    received: 10,
    began,
    ended,
  });
  const transcript = [seen('/a', 0, 20), seen('/b', 50, 90), seen('/c', 60, 70), seen('/d', 95, Infinity)];
  assert.deepEqual(
    shapeOf(transcript),
    ['/a', '/b', '/c', '/d'].map((path) => `GET ${path} 5 10`),
  );
  assert.deepEqual(gapsOf(transcript), [30, 10, 5]);
});

/** A page that asks in every way a browser has, and what its workers ask. */
const asking: Record<string, string> = {
  '/': `<link rel="icon" href="data:,"><a href="/away" ping="/ping">away</a><script type="module" src="/page.js"></script>`,
  '/page.js': `
    await fetch('/by-page', { method: 'POST', body: 'x'.repeat(1000) });
    navigator.sendBeacon('/by-beacon');
    new Worker('/worker.js');
    new EventSource('/by-stream');
    new WebSocket('ws://' + location.host + '/by-socket');
    fetch('http://elsewhere.example/by-page').catch(() => undefined);
    document.body.append(Object.assign(document.createElement('iframe'), { src: '/by-frame' }));
    document.head.append(Object.assign(document.createElement('link'), { rel: 'prefetch', href: '/by-prefetch' }));
    await navigator.serviceWorker.register('/service-worker.js');`,
  '/worker.js': `fetch('/by-worker');`,
  '/service-worker.js': `oninstall = (event) => event.waitUntil(fetch('/by-service-worker'));`,
};

test('whatever in a browser asks is seen, with all its bytes', async () => {
  const server = createServer(({ url = '' }, response) => {
    const type = url.endsWith('.js') ? 'text/javascript' : 'text/html';
    response.writeHead(200, { 'content-type': type }).end(asking[url] ?? 'y'.repeat(2000));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  const [browser, wire] = await Promise.all([launchBrowser(), openWire()]);
  try {
    const { page } = await visit(browser, { proxy: wire.address });
    await page.goto(`http://localhost:${port}/`);
    const seen: Seen[] = [];
    const missing = (): string[] => {
      const paths = new Set(seen.map(({ method, path }) => `${method} ${path}`));
      return [
        'POST /by-page',
        'POST /by-beacon',
        'GET /by-worker',
        'GET /by-service-worker',
        'GET /by-stream',
        `CONNECT localhost:${port}`,
        'GET elsewhere.example/by-page',
        'GET /by-frame',
        'GET /by-prefetch',
      ].filter((wanted) => !paths.has(wanted));
    };
    await until(
      async () => seen.push(...(await wire.cut())) > 0 && missing().length === 0,
      'all of it',
    ).catch(() => undefined);
    assert.deepEqual(missing(), []);
    const [posted] = seen.filter(({ path }) => path === '/by-page');
    assert.ok(posted && posted.sent > 1000 && posted.sent < 2500, String(posted?.sent));
    assert.ok(posted.received > 2000 && posted.received < 2500, String(posted.received));
    assert.ok(posted.ended >= posted.began);
    await page.getByText('away').click();
    await until(
      async () => seen.push(...(await wire.cut())) > 0 && seen.some(({ path }) => path === '/ping'),
      'the ping',
    );
  } finally {
    await browser.close();
    await wire.close();
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  }
});
