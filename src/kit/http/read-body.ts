import type { Readable } from 'node:stream';
import type { Hold } from './body-budget.ts';
import type { Form } from './context.ts';
import { readMultipart } from './read-multipart.ts';
import { skimMultipart } from './skim-multipart.ts';
import { Refused } from './refusal.ts';

const MOST_FIELDS = 400;
const GROW = 256 * 1024;
/** Ten times what five photos of a good camera have. */
const MOST_SKIMMED = 512 * 1024 * 1024;

/**
 * Reads at most `most` bytes, and stops reading there: a sender's own word for the length is not believed. The memory
 * comes out of `hold`, which whoever handles the request gives back at its end.
 * @param incoming Node's own stream of the same request, where there is one: a web stream costs three times as much.
 */
export async function readBytes(
  request: Request,
  most: number,
  hold: Hold,
  incoming?: Readable,
): Promise<Uint8Array<ArrayBuffer>> {
  const said = Number(request.headers.get('content-length') ?? Number.NaN);
  if (said > most) throw new Refused(413, 'too-large');
  const chunks: AsyncIterator<Uint8Array> | undefined =
    incoming?.iterator({ destroyOnReturn: false }) ?? request.body?.[Symbol.asyncIterator]();
  if (chunks === undefined) return new Uint8Array();
  // Room for what was said, in one piece: the system gives memory only as it is written to.
  let whole = new Uint8Array(Number.isSafeInteger(said) && said > 0 ? said : Math.min(GROW, most));
  let length = 0;
  try {
    for (;;) {
      const { done, value } = await Promise.race([chunks.next(), hold.evicted]);
      if (done === true) break;
      if (length + value.length > most) throw new Refused(413, 'too-large');
      await hold.grow(value.length);
      if (length + value.length > whole.length) {
        const larger = new Uint8Array(Math.min(most, Math.max(whole.length * 2, length + value.length)));
        larger.set(whole.subarray(0, length));
        whole = larger;
      }
      whole.set(value, length);
      length += value.length;
    }
  } catch (error) {
    void chunks.return?.().catch(() => undefined);
    throw error;
  }
  return whole.subarray(0, length);
}

const mediaType = (request: Request): string =>
  (request.headers.get('content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';

export async function readJson(
  request: Request,
  most: number,
  hold: Hold,
  incoming?: Readable,
): Promise<unknown> {
  if (mediaType(request) !== 'application/json') throw new Refused(415, 'json-wanted');
  const bytes = await readBytes(request, most, hold, incoming);
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown;
  } catch {
    throw new Refused(422, 'not-json');
  }
}

/** @param skim with files beyond `most` the words come alone, `tooLarge`; without it all of it is refused. */
export async function readForm(
  request: Request,
  most: number,
  hold: Hold,
  incoming?: Readable,
  skim = false,
): Promise<Form> {
  const type = mediaType(request);
  if (type !== 'application/x-www-form-urlencoded' && type !== 'multipart/form-data')
    throw new Refused(415, 'form-wanted');
  const boundary = /;\s*boundary="?([^";\r\n]{1,200})"?\s*(?:;|$)/i.exec(
    request.headers.get('content-type') ?? '',
  )?.[1];
  const said = Number(request.headers.get('content-length'));
  const chunks: AsyncIterable<Uint8Array> | null = incoming ?? request.body;
  if (skim && said > most && said <= MOST_SKIMMED && boundary !== undefined && chunks !== null) {
    const fields = await skimMultipart(chunks, boundary);
    if (fields === null) throw new Refused(413, 'too-large');
    return { fields, files: [], tooLarge: true };
  }
  const bytes = await readBytes(request, most, hold, incoming);
  if (type === 'multipart/form-data') {
    const form = boundary === undefined ? null : readMultipart(bytes, boundary);
    if (form === null) throw new Refused(422, 'not-a-form');
    return form;
  }
  const fields = new Map<string, string[]>();
  let count = 0;
  for (const [name, value] of new URLSearchParams(new TextDecoder().decode(bytes))) {
    if (++count > MOST_FIELDS) throw new Refused(422, 'too-many-fields');
    fields.set(name, [...(fields.get(name) ?? []), value]);
  }
  return { fields, files: [] };
}
