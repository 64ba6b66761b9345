import type { Form } from './context.ts';
import { MOST_HEADER, readHead } from './read-multipart.ts';

/** Bytes of fields; what is typed into the longest form of ours is a tenth of it. */
const MOST_TYPED = 512 * 1024;

/**
 * What was typed into a form whose files are more than we take: they are let go by as they arrive and hold no memory, so
 * that the page can come back with every word. Null when it is not whole, or when the words alone are too many.
 */
export async function skimMultipart(
  chunks: AsyncIterable<Uint8Array>,
  boundary: string,
): Promise<Form['fields'] | null> {
  const line = Buffer.from(`\r\n--${boundary}`);
  const fields = new Map<string, string[]>();
  // The first boundary has no line end before it.
  let pending: Buffer = Buffer.from('\r\n');
  let typed = 0;
  /** The field whose value is being read; null in a file and before the first boundary; undefined in a part's head. */
  let field: string | null | undefined = null;
  for await (const chunk of chunks) {
    pending = Buffer.concat([pending, chunk]);
    for (;;) {
      if (field === undefined) {
        if (pending.subarray(0, 2).equals(Buffer.from('--'))) return fields;
        const end = pending.indexOf('\r\n\r\n');
        if (end < 0 && pending.length <= MOST_HEADER) break;
        const head = end < 0 ? null : readHead(pending.toString('utf8', 2, end));
        if (head === null) return null;
        field = head.isFile ? null : head.name;
        pending = pending.subarray(end + 4);
      }
      const end = pending.indexOf(line);
      typed += field === null ? 0 : Math.max(0, end);
      if (typed + (field === null ? 0 : pending.length) > MOST_TYPED) return null;
      if (end < 0) {
        // Of a file nothing stays but what may be the beginning of a boundary.
        if (field === null)
          pending = Buffer.from(pending.subarray(Math.max(0, pending.length - line.length)));
        break;
      }
      if (field !== null) fields.set(field, [...(fields.get(field) ?? []), pending.toString('utf8', 0, end)]);
      pending = pending.subarray(end + line.length);
      field = undefined;
    }
  }
  return null;
}
