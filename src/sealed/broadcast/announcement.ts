/**
 * The header of a feed epoch with the word of who made it. A card knows keys of the tree, so keys alone do not show that a
 * header is the desk's: a member of the desk signs it.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import * as v from 'valibot';
import type { EpochStatement } from '../epoch-chain.ts';
import { type Envelope, isEnvelope, labels, readUnverified, sign, verify } from '../signed.ts';
import { type Bytes, Reader, WireError, concat, uint, utf8 } from '../wire.ts';

// struct {
//     uint8_t magic[4] = "WMF1";
//     uint32_t header_length; uint8_t header[header_length];   /* EpochHeader */
//     uint8_t envelope[];                                      /* DSSE, JSON */
// } AnnouncedEpoch;
const MAGIC = 'WMF1';

const Announcement = v.strictObject({
  version: v.literal(1),
  area: v.string(),
  number: v.pipe(v.number(), v.integer(), v.minValue(1)),
  /** SHA-256 of the header, hex. */
  header: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  desk: v.string(),
  /** Of the desk: whose members may have signed. */
  epoch: v.pipe(v.number(), v.integer(), v.minValue(0)),
});

export type Announced = { header: Bytes; envelope: Envelope };

/** The desk that says it made the header: whose chain to hold it against. Null where it is no announcement. */
export function announcedBy({ envelope }: Announced): string | null {
  const claimed = v.safeParse(Announcement, readUnverified(envelope, labels.feedEpoch));
  return claimed.success ? claimed.output.desk : null;
}

/** Signed by one member of the desk's epoch. */
export function announceEpoch(
  made: { area: string; number: number; header: Uint8Array; desk: string; epoch: number },
  signingSeed: Uint8Array,
): Envelope {
  const header = bytesToHex(sha256(made.header));
  return sign(labels.feedEpoch, { version: 1, ...made, header }, signingSeed);
}

/** As every device downloads it. */
export const writeAnnounced = ({ header, envelope }: { header: Uint8Array; envelope: Envelope }): Bytes =>
  concat(utf8(MAGIC), uint(header.length, 4), header, utf8(JSON.stringify(envelope)));

/** Null where it is not one. Nothing is verified by it. */
export function readAnnounced(bytes: Uint8Array): Announced | null {
  try {
    const reader = new Reader(bytes);
    if (reader.text(4) !== MAGIC) return null;
    const header = reader.take(reader.uint(4));
    const envelope: unknown = JSON.parse(reader.text(reader.left));
    return isEnvelope(envelope) ? { header, envelope } : null;
  } catch (error) {
    if (error instanceof WireError || error instanceof SyntaxError || error instanceof TypeError) return null;
    throw error;
  }
}

/** Whether a member of the desk that it names signed this very header. `chains`: verified up to the area's root, by desk. */
export function isAnnounced(
  { header, envelope }: Announced,
  area: string,
  chains: ReadonlyMap<string, readonly EpochStatement[]>,
): boolean {
  const claimed = v.safeParse(Announcement, readUnverified(envelope, labels.feedEpoch));
  if (!claimed.success) return false;
  const said = claimed.output;
  if (said.area !== area || said.header !== bytesToHex(sha256(header))) return false;
  const members = chains.get(said.desk)?.[said.epoch]?.members ?? [];
  const keys = members.map(({ verifyKey }) => hexToBytes(verifyKey));
  return verify(envelope, labels.feedEpoch, keys) !== null;
}
