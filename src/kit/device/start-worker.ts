/** The one Trusted Types policy of our pages (`trusted-types waymark`): it makes addresses of our own assets, nothing else. */
type Policy = { createScriptURL(address: string): string };
type Factory = { createPolicy(name: string, rules: { createScriptURL(address: string): string }): Policy };

function own(address: string): string {
  const url = new URL(address, location.origin);
  if (url.origin !== location.origin || !/^(\/assets\/[\w.-]+|\/sw)\.js$/.test(url.pathname))
    throw new TypeError('not one of our scripts');
  return url.href;
}

let policy: Policy | undefined;
function trusted(address: string): string {
  const { trustedTypes } = globalThis as { trustedTypes?: Factory };
  policy ??= trustedTypes?.createPolicy('waymark', { createScriptURL: own }) ?? { createScriptURL: own };
  return policy.createScriptURL(address);
}

/** Registers the one service worker of this origin, at its fixed address. Throws where the browser has none. */
export async function registerServiceWorker(): Promise<ServiceWorkerRegistration> {
  await navigator.serviceWorker.register(trusted('/sw.js'), { updateViaCache: 'none' });
  return await navigator.serviceWorker.ready;
}

/**
 * Starts the worker of this name. The page must have been framed with it (`workers: ['seal']` for `seal.worker.ts`);
 * throws where it was not.
 */
export function startWorker(name: string): Worker {
  const address = document.querySelector<HTMLMetaElement>(`meta[name="worker-${name}"]`)?.content;
  if (address === undefined) throw new Error(`this page has no worker ${name}`);
  return new Worker(trusted(address), { type: 'module' });
}
