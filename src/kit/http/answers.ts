import type { HtmlEscapedString } from 'hono/utils/html';

/**
 * A page. `personal` (the default) is never kept by any cache; `public` may be kept for five minutes. `compressed`: only
 * where nothing secret (a code, a session's words) stands on the page beside what the sender wrote; public pages are.
 */
export function page(
  markup: HtmlEscapedString,
  options: {
    status?: number;
    cache?: 'personal' | 'public';
    compressed?: boolean;
    headers?: Record<string, string>;
  } = {},
): Response {
  const { status = 200, cache = 'personal', compressed = cache === 'public', headers = {} } = options;
  return new Response(`<!doctype html>${markup}`, {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': cache === 'public' ? 'public, max-age=300' : 'no-store',
      ...(compressed ? { vary: 'accept-encoding' } : {}),
      ...headers,
    },
  });
}

/** JSON for machines; not kept by caches unless said otherwise. */
export function json(body: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store', ...headers },
  });
}

/** `application/problem+json` (RFC 9457). `why` is a short kebab-case reason; `type` stays about:blank. */
export function problem(status: number, why: string, detail?: string): Response {
  const body = { title: why, status, ...(detail === undefined ? {} : { detail }) };
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store' },
  });
}
