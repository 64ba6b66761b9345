/**
 * Padding, so that a sealed size tells only a bucket: 1, 2, 4, 8 … KiB, and for pictures 256 KiB or 1 MiB.
 *
 *   uint32 length, big-endian · the plain bytes · zeros up to the bucket
 *
 * There is one padded form of a plaintext; every other is refused, so padding carries no hidden message.
 */
import { type Opened, isSealedTo, open, plainLength, seal, splitHeader } from './age-file.ts';
import { concat, uint } from './wire.ts';

const KIB = 1024;
const PREFIX = 4;
/** 1 MiB, the largest bucket. */
const MOST_KIB = 1024;

/** Padded sizes of a sealed picture, in bytes. */
export const PICTURE_SIZES: readonly number[] = [256 * KIB, 1024 * KIB];

/** The bucket, in KiB, that holds this many plain bytes; null when none does. */
export function bucketOf(length: number): number | null {
  for (let kib = 1; kib <= MOST_KIB; kib *= 2) if (length + PREFIX <= kib * KIB) return kib;
  return null;
}

/** To the smallest bucket. Throws above 1 MiB − 4: callers limit what people may write long before. */
export function pad(plain: Uint8Array): Uint8Array {
  const kib = bucketOf(plain.length);
  if (kib === null) throw new RangeError('too long to pad');
  return fill(plain, kib * KIB);
}

/** To the smaller of the two picture sizes that holds it; null when the picture is too large for both. */
export function padPicture(picture: Uint8Array): Uint8Array | null {
  const size = PICTURE_SIZES.find((most) => picture.length + PREFIX <= most);
  return size === undefined ? null : fill(picture, size);
}

/** The plain bytes; null when this is not exactly what `pad` makes. */
export function unpad(padded: Uint8Array): Uint8Array | null {
  const plain = empty(padded);
  return plain !== null && bucketOf(plain.length) === padded.length / KIB ? plain : null;
}

/** The picture; null when this is not exactly what `padPicture` makes. */
export function unpadPicture(padded: Uint8Array): Uint8Array | null {
  const plain = empty(padded);
  const size = plain && PICTURE_SIZES.find((most) => plain.length + PREFIX <= most);
  return size === padded.length ? plain : null;
}

/** The bucket in KiB of a sealed payload (`splitHeader(file).body.length`); null when its writer did not pad. */
export function bucketOfPayload(payloadLength: number): number | null {
  const kib = (plainLength(payloadLength) ?? 0) / KIB;
  return Number.isInteger(Math.log2(kib)) && kib >= 1 && kib <= MOST_KIB ? kib : null;
}

/** An age file whose length tells only a bucket. Throws as `seal` and `pad` do. */
export const sealPadded = (plain: Uint8Array, recipients: readonly string[]): Promise<Uint8Array> =>
  seal(pad(plain), recipients);

/** As `open`, without the padding; `malformed` where its writer did not pad. */
export async function openPadded(file: Uint8Array, identity: string): Promise<Opened> {
  const opened = await open(file, identity);
  if (!opened.ok) return opened;
  const plain = unpad(opened.plain);
  return plain === null ? { ok: false, why: 'malformed' } : { ok: true, plain };
}

/** As far as somebody can see who cannot open it: sealed to so many, and padded. */
export const isPaddedTo = async (file: Uint8Array, recipients: number): Promise<boolean> =>
  bucketOfPayload(splitHeader(file)?.body.length ?? 0) !== null && (await isSealedTo(file, recipients));

function fill(plain: Uint8Array, size: number): Uint8Array {
  return concat(uint(plain.length, 4), plain, new Uint8Array(size - PREFIX - plain.length));
}

function empty(padded: Uint8Array): Uint8Array | null {
  if (padded.length < PREFIX) return null;
  const length = new DataView(padded.buffer, padded.byteOffset).getUint32(0);
  if (length > padded.length - PREFIX) return null;
  const end = PREFIX + length;
  return padded.subarray(end).every((byte) => byte === 0) ? padded.slice(PREFIX, end) : null;
}
