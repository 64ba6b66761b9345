import assert from 'node:assert/strict';
import { test } from 'node:test';
import vm from 'node:vm';
import { buildAssets } from '../assets/build-assets.ts';

const assets = await buildAssets();

/** The built worker itself, in a world that has what a service worker has and nothing else. */
async function startWorker() {
  const name = assets.workers.get('sw')?.slice('/assets/'.length) ?? '';
  const source = Buffer.from(assets.files.get(name)?.body ?? []).toString('utf8');
  const scope = new EventTarget();
  const shown: unknown[] = [];
  const opened: string[] = [];
  Object.assign(scope, {
    registration: { showNotification: async (...of: unknown[]) => void shown.push(structuredClone(of)) },
    clients: { openWindow: async (address: string) => void opened.push(address) },
    location: { origin: 'https://town.example.org' },
    URL,
    JSON,
  });
  const world = vm.createContext(scope);
  world['addEventListener'] = scope.addEventListener.bind(scope);
  vm.runInContext(source, world);
  async function happen(type: string, more: object): Promise<void> {
    let work: Promise<unknown> | undefined;
    const event = Object.assign(new Event(type), more, { waitUntil: (of: Promise<unknown>) => (work = of) });
    scope.dispatchEvent(event);
    assert.ok(work, `nobody works on ${type}`);
    await work;
  }
  return { happen, shown, opened, source };
}

test('a push message is shown in its own words under one tag, and a press opens that page', async () => {
  const { happen, shown, opened } = await startWorker();
  const message = { title: 'Notes · A note', body: 'You have a new note.', open: '/ro/warnings' };
  await happen('push', { data: { text: () => JSON.stringify(message) } });
  const { title, body, open } = message;
  assert.deepEqual(shown, [[title, { body, tag: 'waymark', data: { open } }]]);
  let closed = 0;
  await happen('notificationclick', { notification: { data: { open }, close: () => (closed += 1) } });
  assert.deepEqual([opened, closed], [['https://town.example.org/ro/warnings'], 1]);
});

test('what cannot be read is shown as nothing in particular, and no press leads elsewhere', async () => {
  const { happen, shown, opened } = await startWorker();
  for (const data of [null, { text: () => 'banana' }, { text: () => '{"title":1}' }, { text: () => 'null' }])
    await happen('push', { data });
  assert.deepEqual(
    shown,
    Array.from({ length: 4 }, () => ['Waymark', { body: '', tag: 'waymark', data: { open: '/' } }]),
  );
  for (const data of [
    { open: 'https://elsewhere.example.org/' },
    { open: '//elsewhere.example.org' },
    null,
    {},
  ])
    await happen('notificationclick', { notification: { data, close: () => undefined } });
  assert.deepEqual(new Set(opened), new Set(['https://town.example.org/']));
});

test('a message starts no request: the network is asked for what a page asks for, and in one place', async () => {
  const { source } = await startWorker();
  assert.equal(source.match(/fetch\(/g)?.length, 1);
  assert.doesNotMatch(source, /XMLHttpRequest|importScripts|WebSocket/);
});
