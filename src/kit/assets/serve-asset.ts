import { type Handler, Refused } from '#kit/http/index.ts';
import type { Assets } from './build-assets.ts';

/** `GET /assets/{name}`: compressed once at start, kept by browsers for a year, since another content has another name. */
export function serveAsset({ files, workers }: Pick<Assets, 'files' | 'workers'>): Handler {
  // A worker obeys the policy of its own answer; for any other script or style it says nothing, and is half its size.
  const withPolicy = new Set([...workers.values()].map((address) => address.slice('/assets/'.length)));
  return ({ params, request }) => {
    const asset = files.get(params['name'] ?? '');
    if (!asset) throw new Refused(404, 'no-such-asset');
    const accepted = request.headers.get('accept-encoding') ?? '';
    const encoding = (['br', 'gzip'] as const).find((one) => new RegExp(`\\b${one}\\b`).test(accepted));
    const body = encoding === 'br' ? asset.brotli : encoding === 'gzip' ? asset.gzip : asset.body;
    return new Response(new Uint8Array(body), {
      headers: {
        'content-type': asset.type,
        'cache-control': 'public, max-age=31536000, immutable',
        vary: 'accept-encoding',
        ...(withPolicy.has(asset.name) ? {} : { 'content-security-policy': "default-src 'none'" }),
        ...(encoding === undefined ? {} : { 'content-encoding': encoding }),
      },
    });
  };
}

/** `GET /sw.js`: the service worker at its fixed address, looked at anew each time, so that a mended one is there at once. */
export function serveServiceWorker({ files, workers }: Pick<Assets, 'files' | 'workers'>): Handler {
  const asset = files.get((workers.get('sw') ?? '').slice('/assets/'.length));
  if (asset === undefined) throw new Error('there is no service worker among the assets');
  return () =>
    new Response(new Uint8Array(asset.body), {
      headers: { 'content-type': asset.type, 'cache-control': 'no-cache' },
    });
}
