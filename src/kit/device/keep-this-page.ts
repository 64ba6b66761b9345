/**
 * What a member can open with no network: the page that calls this keeps itself, once a day, with the files that it is made
 * of. Nothing else is ever kept, so that no law and no number of a service is read past its day.
 */
import { KEPT_PAGES, forgetPages } from './forget-pages.ts';
import { registerServiceWorker } from './start-worker.ts';

const DAY = 'waymark-day';
const FILES = 'waymark-files';

/**
 * Keeps this page as anybody gets it. Does nothing where it was kept today or the browser cannot; never throws.
 * @param today ISO date
 */
export async function keepThisPage(today: string): Promise<void> {
  try {
    const cache = await caches.open(KEPT_PAGES);
    const address = location.pathname;
    if ((await cache.match(address))?.headers.get(DAY) === today) return;
    const answer = await fetch(address, { credentials: 'omit' });
    if (!answer.ok || answer.redirected) return;
    const files = performance
      .getEntriesByType('resource')
      .map(({ name }) => new URL(name))
      .filter(({ origin, pathname }) => origin === location.origin && pathname.startsWith('/assets/'))
      .map(({ pathname }) => pathname);
    await cache.addAll(files);
    const headers = new Headers(answer.headers);
    headers.delete('content-encoding');
    headers.set(DAY, today);
    headers.set(FILES, files.join(' '));
    await cache.put(address, new Response(await answer.arrayBuffer(), { headers }));
    await dropUnused(cache);
    await registerServiceWorker();
  } catch {
    // Read again tomorrow with the network, as without a service worker.
  }
}

/** Files of an earlier release, which no page that is kept is made of any longer. */
async function dropUnused(cache: Cache): Promise<void> {
  const pages = (await cache.matchAll()).map(({ headers }) => headers.get(FILES) ?? '');
  const used = new Set(pages.flatMap((files) => files.split(' ')));
  for (const request of await cache.keys()) {
    const { pathname } = new URL(request.url);
    if (pathname.startsWith('/assets/') && !used.has(pathname)) await cache.delete(request);
  }
}

/** Ends the service worker too, unless the member is told of news through it. */
export async function endServiceWorker(): Promise<void> {
  forgetPages();
  try {
    const registration = await navigator.serviceWorker.getRegistration();
    // Read as a maybe: some browsers have workers and no push.
    const push = registration?.pushManager as PushManager | undefined;
    const subscription = (await push?.getSubscription()) ?? null;
    if (subscription === null) await registration?.unregister();
  } catch {
    // Then there is none.
  }
}
