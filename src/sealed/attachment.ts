/**
 * A picture or a voice note beside a record. Its plain bytes, padded to exactly 256 KiB or 1 MiB and then sealed:
 *
 *   uint16 length of the header · header, JSON {area, id, type} · the file's bytes
 *
 * Area and id stand inside, so that no file can be shown as another one.
 */
import * as v from 'valibot';
import { open, type OpenRefusal, plainLength, seal, splitHeader } from './age-file.ts';
import { PICTURE_SIZES, padPicture, unpadPicture } from './padding.ts';
import { concat, uint, utf8 } from './wire.ts';

export interface AttachmentPlace {
  area: string;
  /** UUID v4, made by whoever seals. */
  id: string;
}

/** Nothing else is ever sealed as an attachment, and nothing else is shown. */
export const attachmentTypes = ['image/jpeg', 'audio/webm', 'audio/mp4', 'audio/ogg'] as const;
export type AttachmentType = (typeof attachmentTypes)[number];

const Header = v.strictObject({
  area: v.string(),
  id: v.string(),
  type: v.picklist(attachmentTypes),
});

/** Bytes of a file that surely fit: 1 MiB without the longest header. */
export const MOST_ATTACHMENT_BYTES = 1024 * 1024 - 512;

/** `another-place`: sealed for another area or id. `malformed` also: padding, header or type. */
export type AttachmentRead =
  | { ok: true; type: AttachmentType; bytes: Uint8Array }
  | { ok: false; why: OpenRefusal | 'another-place' };

/**
 * Sealed to the desk's epoch, or to it and a way-back. Throws above `MOST_ATTACHMENT_BYTES`: whoever seals has made
 * the picture smaller before.
 */
export async function sealAttachment(
  { area, id }: AttachmentPlace,
  bytes: Uint8Array,
  type: AttachmentType,
  recipients: readonly string[],
): Promise<Uint8Array> {
  const header = utf8(JSON.stringify({ area, id, type }));
  const padded = padPicture(concat(uint(header.length, 2), header, bytes));
  if (padded === null) throw new RangeError('too large for an attachment');
  return seal(padded, recipients);
}

export async function openAttachment(
  file: Uint8Array,
  identity: string,
  place: AttachmentPlace,
): Promise<AttachmentRead> {
  const opened = await open(file, identity);
  if (!opened.ok) return opened;
  const plain = unpadPicture(opened.plain);
  if (plain === null || plain.length < 2) return { ok: false, why: 'malformed' };
  const end = 2 + (plain[0] ?? 0) * 256 + (plain[1] ?? 0);
  const header = readHeader(plain.subarray(2, end));
  if (header === null || end > plain.length) return { ok: false, why: 'malformed' };
  if (header.area !== place.area || header.id !== place.id) return { ok: false, why: 'another-place' };
  return { ok: true, type: header.type, bytes: plain.slice(end) };
}

function readHeader(bytes: Uint8Array): v.InferOutput<typeof Header> | null {
  try {
    const read = v.safeParse(Header, JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));
    return read.success ? read.output : null;
  } catch {
    return null;
  }
}

/** What a server can see of an attachment that it cannot open: its payload has one of the two padded sizes. */
export function hasAttachmentSize(file: Uint8Array): boolean {
  const split = splitHeader(file);
  return split !== null && PICTURE_SIZES.includes(plainLength(split.body.length) ?? 0);
}
