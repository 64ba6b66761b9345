/**
 * Opens what PostgreSQL compressed, wherever it lies in a page, a TOAST table or the log of writes, deleted or not. A
 * value is known by its header (varatt.h, little-endian): the two lowest bits of its first word are 10 and the rest is
 * its length; the next word has the length before, in 30 bits, and how it was compressed. One too long for its row is cut
 * into chunks: id, number, and a plain value of at most 1,996 bytes; the first begins with that second word.
 */

/** Copies what came before, which may run into what it writes. Gives where it ends; below 0, there is nothing to copy. */
function copyBack(out: Buffer, from: number, distance: number, length: number): number {
  if (distance === 0 || distance > from) return -1;
  const end = Math.min(from + length, out.length);
  for (let at = from; at < end; at++) out[at] = out[at - distance] ?? 0;
  return end;
}

/**
 * pg_lzcompress.c: a byte of eight flags, lowest first, and for each a byte as it is or a tag of how far back (12 bits)
 * and how long (4 bits and 3, above 17 a further byte). Gives what it can where the stream ends or makes no sense: half
 * a value may hold what is looked for. @param size bytes of the whole
 */
export function unpglz(stream: Uint8Array, size: number): Buffer {
  const out = Buffer.allocUnsafe(size);
  let [read, written] = [0, 0];
  while (read < stream.length && written < size) {
    let flags = stream[read++] ?? 0;
    for (let item = 0; item < 8 && read < stream.length && written < size; item++, flags >>= 1) {
      if ((flags & 1) === 0) {
        out[written++] = stream[read++] ?? 0;
        continue;
      }
      const first = stream[read] ?? 0;
      const distance = ((first & 0xf0) << 4) | (stream[read + 1] ?? 0);
      let length = (first & 0x0f) + 3;
      read += 2;
      if (length === 18) length += stream[read++] ?? 0;
      const end = read > stream.length ? -1 : copyBack(out, written, distance, length);
      if (end < 0) return out.subarray(0, written);
      written = end;
    }
  }
  return out.subarray(0, written);
}

/**
 * lz4_Block_format.md: a token of two lengths (15: more bytes follow, until one below 255), bytes as they are, and how
 * far back in two bytes. Gives what it can, as `unpglz` does.
 */
export function unlz4(block: Uint8Array, size: number): Buffer {
  const out = Buffer.allocUnsafe(size);
  let [read, written] = [0, 0];
  const lengthOf = (four: number): number => {
    let length = four;
    for (let more = 255; four === 15 && more === 255; length += more) more = block[read++] ?? 0;
    return length;
  };
  while (read < block.length && written < size) {
    const token = block[read++] ?? 0;
    const literals = lengthOf(token >> 4);
    const plain = block.subarray(read, read + Math.min(literals, size - written));
    out.set(plain, written);
    written += plain.length;
    read += literals;
    if (read + 2 > block.length) break;
    const distance = (block[read] ?? 0) | ((block[read + 1] ?? 0) << 8);
    read += 2;
    const end = copyBack(out, written, distance, lengthOf(token & 0x0f) + 4);
    if (end < 0) break;
    written = end;
  }
  return out.subarray(0, written);
}

const MOST_CHUNK = 1_996;
const FIRST_OBJECT_ID = 16_384;

/** @param word the second of a value's header. Null where it cannot be one: neither method makes more than 255 of one. */
function decompress(word: number, stream: Uint8Array): Buffer | null {
  const size = word & 0x3fff_ffff;
  if (size <= stream.length || size > stream.length * 255) return null;
  return [unpglz, unlz4][word >>> 30]?.(stream, size) ?? null;
}

/** Parts of one value too long for its row, by their number. */
type Chunks = Map<number, Buffer>;

/**
 * Everything in these bytes that may be a compressed value, opened; what only looks like one comes out as noise. A header
 * is looked for at each byte, since the log of writes keeps no alignment.
 */
export function* compressedIn(bytes: Buffer): Generator<Buffer> {
  const long = new Map<number, Chunks>();
  for (let at = 0; at + 8 <= bytes.length; at++) {
    // No value inside a page is longer than two bytes can say.
    if (bytes[at + 3] !== 0 || bytes[at + 2] !== 0) continue;
    const low = bytes.readUInt16LE(at);
    const length = low >> 2;
    if (length < 9) continue;
    const kind = low & 3;
    if (kind === 2) {
      const opened = decompress(bytes.readUInt32LE(at + 4), bytes.subarray(at + 8, at + length));
      if (opened !== null && opened.length > 8) yield opened;
    } else if (
      kind === 0 &&
      length <= MOST_CHUNK + 4 &&
      at >= 8 &&
      bytes[at - 1] === 0 &&
      bytes[at - 2] === 0
    ) {
      const id = bytes.readUInt32LE(at - 8);
      const chunk = bytes.readUInt16LE(at - 4);
      if (id < FIRST_OBJECT_ID) continue;
      const chunks: Chunks = long.get(id) ?? new Map<number, Buffer>();
      // Only the last is shorter; whatever else looks like one must not take its place.
      if ((chunks.get(chunk)?.length ?? 0) < length - 4)
        chunks.set(chunk, bytes.subarray(at + 4, at + length));
      long.set(id, chunks);
    }
  }
  for (const chunks of long.values()) {
    const parts: Buffer[] = [];
    for (let chunk = chunks.get(0); chunk !== undefined; chunk = chunks.get(parts.length)) parts.push(chunk);
    const whole = Buffer.concat(parts);
    if (whole.length < 9) continue;
    const opened = decompress(whole.readUInt32LE(0), whole.subarray(4));
    if (opened !== null) yield opened;
  }
}
