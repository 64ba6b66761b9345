import type { Form } from './context.ts';
import { Refused } from './refusal.ts';

const MOST_PARTS = 400;

/** Reads at most `most` bytes, and stops reading there: a sender's own word for the length is not believed. */
export async function readBytes(request: Request, most: number): Promise<Uint8Array<ArrayBuffer>> {
  if (Number(request.headers.get('content-length') ?? 0) > most) throw new Refused(413, 'too-large');
  const parts: Uint8Array[] = [];
  let length = 0;
  if (request.body) {
    for await (const part of request.body as unknown as AsyncIterable<Uint8Array>) {
      length += part.length;
      if (length > most) throw new Refused(413, 'too-large');
      parts.push(part);
    }
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

const mediaType = (request: Request): string =>
  (request.headers.get('content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';

export async function readJson(request: Request, most: number): Promise<unknown> {
  if (mediaType(request) !== 'application/json') throw new Refused(415, 'json-wanted');
  const bytes = await readBytes(request, most);
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown;
  } catch {
    throw new Refused(422, 'not-json');
  }
}

export async function readForm(request: Request, most: number): Promise<Form> {
  const type = mediaType(request);
  if (type !== 'application/x-www-form-urlencoded' && type !== 'multipart/form-data')
    throw new Refused(415, 'form-wanted');
  const bytes = await readBytes(request, most);
  let sent: FormData;
  try {
    // The platform's own parser, over bytes that are already bounded.
    sent = await new Response(bytes, {
      headers: { 'content-type': request.headers.get('content-type') ?? type },
    }).formData();
  } catch {
    throw new Refused(422, 'not-a-form');
  }
  const fields = new Map<string, string[]>();
  const files: Form['files'][number][] = [];
  let parts = 0;
  for (const [name, value] of sent) {
    if (++parts > MOST_PARTS) throw new Refused(422, 'too-many-fields');
    if (typeof value === 'string') fields.set(name, [...(fields.get(name) ?? []), value]);
    else if (value.size > 0) files.push({ field: name, name: value.name, bytes: await value.bytes() });
  }
  return { fields, files };
}
