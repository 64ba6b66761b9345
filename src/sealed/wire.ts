/** Bytes that own their buffer, as WebCrypto asks for. */
export type Bytes = Uint8Array<ArrayBuffer>;

/** Random bytes of the given length from whoever calls: `(n) => crypto.getRandomValues(new Uint8Array(n))` outside tests. */
export type RandomBytes = (length: number) => Uint8Array;

const encoder = new TextEncoder();

export const utf8 = (text: string): Bytes => encoder.encode(text);

export const concat = (...parts: Uint8Array[]): Bytes => join(parts);

/** As many parts as there are: arguments of a call are some ten thousand at most. */
export function join(parts: readonly Uint8Array[]): Bytes {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Unsigned integer, big-endian, in `width` bytes. A number that does not fit is a fault. */
export function uint(value: number, width: 1 | 2 | 4): Bytes {
  if (!Number.isInteger(value) || value < 0 || value >= 2 ** (8 * width)) {
    throw new RangeError(`does not fit ${width} bytes`);
  }
  const bytes = new Uint8Array(width);
  for (let i = 0; i < width; i++) bytes[i] = Math.floor(value / 2 ** (8 * (width - 1 - i))) & 0xff;
  return bytes;
}

/** Lexical order of two byte strings of one length: negative, 0 or positive. */
export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  for (let i = 0; i < a.length && i < b.length; i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

/** Equality whose time depends only on the lengths. */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (let i = 0; i < a.length; i++) difference |= (a[i] ?? 0) ^ (b[i] ?? 0);
  return difference === 0;
}

/** Thrown by `Reader` only; parsers turn it into their refusal. */
export class WireError extends Error {
  override name = 'WireError';
}

/** Reads a binary format from the front; reading past the end throws `WireError`. */
export class Reader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get left(): number {
    return this.#bytes.length - this.#at;
  }

  /** A copy, so that what was read does not keep a large download alive. */
  take(length: number): Bytes {
    if (length > this.left) throw new WireError('too short');
    const part = new Uint8Array(this.#bytes.subarray(this.#at, this.#at + length));
    this.#at += length;
    return part;
  }

  uint(width: 1 | 2 | 4): number {
    return this.take(width).reduce((value, byte) => value * 256 + byte, 0);
  }

  text(length: number): string {
    try {
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(this.take(length));
    } catch (error) {
      if (error instanceof WireError) throw error;
      throw new WireError('no UTF-8');
    }
  }
}
