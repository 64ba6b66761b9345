import type { Form } from './context.ts';

/** More parts than this are no form of ours. */
const MOST_PARTS = 400;
export const MOST_HEADER = 4 * 1024;

/** What browsers write for a quote and a line end inside a name (WHATWG HTML, multipart/form-data encoding). */
const named = (text: string): string =>
  text.replaceAll('%22', '"').replaceAll('%0D', '\r').replaceAll('%0A', '\n');

/** What a part says of itself; null when it has no name. */
export function readHead(head: string): { name: string; fileName: string; isFile: boolean } | null {
  const disposition = /^content-disposition:\s*form-data;(.*)$/im.exec(head)?.[1] ?? '';
  const name = /(?:^|[\s;])name="([^"]*)"/i.exec(disposition)?.[1];
  const fileName = /(?:^|[\s;])filename="([^"]*)"/i.exec(disposition)?.[1];
  if (name === undefined) return null;
  // Only files have a type; some senders leave out the name of one that was not chosen.
  const isFile = fileName !== undefined || /^content-type:/im.test(head);
  return { name: named(name), fileName: named(fileName ?? ''), isFile };
}

/**
 * `multipart/form-data` (RFC 7578) out of bytes that are already bounded. Files stay where they are: a picture is not
 * held in memory twice. Null when it is not whole, or has too many parts.
 */
export function readMultipart(bytes: Uint8Array, boundary: string): Form | null {
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const line = Buffer.from(`\r\n--${boundary}`);
  // The first boundary has no line end before it.
  if (!whole.subarray(0, line.length - 2).equals(line.subarray(2))) return null;
  const fields = new Map<string, string[]>();
  const files: Form['files'][number][] = [];
  let at = line.length - 2;
  for (let parts = 0; parts <= MOST_PARTS; parts++) {
    if (whole.subarray(at, at + 2).equals(Buffer.from('--'))) return { fields, files };
    const headEnd = whole.indexOf('\r\n\r\n', at);
    if (headEnd < 0 || headEnd - at > MOST_HEADER) return null;
    const head = readHead(whole.toString('utf8', at + 2, headEnd));
    const start = headEnd + 4;
    const end = whole.indexOf(line, start);
    if (head === null || end < 0) return null;
    const { name, fileName, isFile } = head;
    if (!isFile) fields.set(name, [...(fields.get(name) ?? []), whole.toString('utf8', start, end)]);
    else if (end > start) files.push({ field: name, name: fileName, bytes: whole.subarray(start, end) });
    at = end + line.length;
  }
  return null;
}
