/** The one service worker of this origin, at `/sw.js`. What it does for a capability stands in a file of its own beside it. */
import { KEPT_PAGES } from '../device/forget-pages.ts';
import { isServedKept, serveKept } from './serve-kept.ts';
import { openPressed, showPush } from './show-push.ts';

type Waiting = Event & { waitUntil(work: Promise<unknown>): void };
type Pushed = Waiting & { data: { text(): string } | null };
type Pressed = Waiting & { notification: { data: unknown; close(): void } };
type Fetched = Event & { request: Request; respondWith(answer: Promise<Response>): void };
type Scope = EventTarget & {
  registration: Parameters<typeof showPush>[0];
  clients: Parameters<typeof openPressed>[0];
  location: { origin: string };
};
const scope = globalThis as unknown as Scope;

scope.addEventListener('push', (event) => {
  const { data } = event as Pushed;
  (event as Pushed).waitUntil(showPush(scope.registration, data?.text()));
});
scope.addEventListener('notificationclick', (event) => {
  const { notification } = event as Pressed;
  notification.close();
  (event as Pressed).waitUntil(openPressed(scope.clients, notification.data, scope.location.origin));
});
scope.addEventListener('fetch', (event) => {
  const { request } = event as Fetched;
  if (!isServedKept(request, scope.location.origin)) return;
  const find = async (pathname: string) =>
    await caches.match(pathname, { cacheName: KEPT_PAGES, ignoreVary: true });
  (event as Fetched).respondWith(serveKept(request.url, async () => await fetch(request), find));
});
