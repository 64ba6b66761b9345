import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const [brotli, zip] = [promisify(brotliCompress), promisify(gzip)];
const LEAST = 1_024;
const KEPT = 256;

/**
 * Pages that are the same for everyone, compressed once: a few hundred small ones. Nothing personal is ever here: a form
 * without JavaScript carries a way-back code of its own.
 */
const kept = new Map<string, Uint8Array<ArrayBuffer>>();
/** How many are in memory now. */
export const pagesKept = (): number => kept.size;

async function squeeze(
  body: Uint8Array,
  encoding: 'br' | 'gzip',
  key: string | null,
): Promise<Uint8Array<ArrayBuffer>> {
  const found = key === null ? undefined : kept.get(key);
  if (found) return found;
  const made = new Uint8Array(
    encoding === 'br'
      ? await brotli(body, {
          params: { [constants.BROTLI_PARAM_QUALITY]: 7, [constants.BROTLI_PARAM_SIZE_HINT]: body.length },
        })
      : await zip(body, { level: 6 }),
  );
  if (key === null) return made;
  const [oldest] = kept.keys();
  if (kept.size >= KEPT && oldest !== undefined) kept.delete(oldest);
  kept.set(key, made);
  return made;
}

/**
 * Compresses an answer that says `Vary: Accept-Encoding`, which handlers set only where nothing secret stands: a page
 * with a secret beside words of the sender would tell the secret by its length (BREACH). What caches may keep, or keep and
 * ask about each time (`no-cache`), gets an ETag, and 304 where it is already there.
 */
export async function compress(request: Request, answer: Response): Promise<Response> {
  const varies = /\baccept-encoding\b/i.test(answer.headers.get('vary') ?? '');
  // A HEAD has no body to be weighed. A search is a POST, and its answer the longest page of all.
  if (request.method === 'HEAD') return answer;
  if (!varies || answer.headers.has('content-encoding') || answer.status !== 200) return answer;
  const body = new Uint8Array(await answer.arrayBuffer());
  const headers = new Headers(answer.headers);
  const hash = createHash('sha256').update(body).digest('base64url').slice(0, 22);
  const caching = request.method === 'GET' ? (answer.headers.get('cache-control') ?? '') : 'no-store';
  const isPublic = caching.startsWith('public');
  if (isPublic || caching === 'no-cache') {
    // Weak: the same words in another encoding are the same page.
    headers.set('etag', `W/"${hash}"`);
    if (
      request.headers
        .get('if-none-match')
        ?.split(/\s*,\s*/)
        .includes(`W/"${hash}"`) === true
    )
      return new Response(null, { status: 304, headers });
  }
  const accepted = request.headers.get('accept-encoding') ?? '';
  const encoding = (['br', 'gzip'] as const).find((one) =>
    new RegExp(`\\b${one}\\b(?!\\s*;\\s*q=0(?:\\.0*)?\\s*(?:,|$))`).test(accepted),
  );
  if (encoding === undefined || body.length < LEAST) return new Response(body, { headers });
  headers.set('content-encoding', encoding);
  return new Response(await squeeze(body, encoding, isPublic ? `${encoding} ${hash}` : null), { headers });
}
