/**
 * What the service worker does with a request: nothing, but for the page that a member may read with no network and our
 * own files. Those come from the network; where it does not answer, as they were kept (`kit/device/keep-this-page.ts`).
 */
export type Asked = { method: string; url: string; mode: string };

/** @param origin ours */
export function isServedKept({ method, url, mode }: Asked, origin: string): boolean {
  const { origin: of, pathname } = new URL(url);
  if (method !== 'GET' || of !== origin) return false;
  return mode === 'navigate' ? /\/(?:warnings|check)$/.test(pathname) : pathname.startsWith('/assets/');
}

/**
 * A check, which nobody can make without the network, leads to the warnings, where that is said.
 * @param ask the network @param find what was kept under this address
 */
export async function serveKept(
  address: string,
  ask: () => Promise<Response>,
  find: (pathname: string) => Promise<Response | undefined>,
): Promise<Response> {
  try {
    return await ask();
  } catch (error) {
    const { pathname } = new URL(address);
    const warnings = pathname.replace(/\/check$/, '/warnings');
    const kept = await find(warnings);
    if (kept === undefined) throw error;
    return warnings === pathname ? kept : Response.redirect(new URL(warnings, address).href);
  }
}
