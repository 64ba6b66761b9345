/** The one cache of this origin. The service worker reads it and writes nothing. */
export const KEPT_PAGES = 'pages';

/** Takes away what was kept, at once: what is asked of the browser here is done though the page goes. */
export function forgetPages(): void {
  try {
    void caches.delete(KEPT_PAGES).catch(() => undefined);
  } catch {
    // Where there is no storage nothing was kept.
  }
}
