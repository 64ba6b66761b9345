/**
 * What was done with a record, in a chain that nobody can shorten or rewrite unseen. A row itself is sealed to her
 * way-back and the desk; the chain carries only a commitment to it, an HMAC under a random opening that dies with the
 * record, so that after erasing the chain still holds and says nothing.
 */
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import * as v from 'valibot';
import { merkleRoot } from './merkle.ts';
import { type Envelope, labels, readUnverified, sign, verify } from './signed.ts';
import { compareBytes, concat, sameBytes, uint, utf8 } from './wire.ts';

export interface AuditRow {
  /** From 1, without a gap. */
  sequence: number;
  /** 32 bytes: HMAC-SHA256(opening, the row's bytes). */
  commitment: Uint8Array;
  /** 32 bytes: hash of this row and, through it, of all before. */
  hash: Uint8Array;
}

/** `opening` is 32 random bytes, sealed together with the row and kept nowhere else. */
export function commit(opening: Uint8Array, row: Uint8Array): Uint8Array {
  if (opening.length !== 32) throw new RangeError('an opening has 32 bytes');
  return hmac(sha256, opening, row);
}

export const opens = (commitment: Uint8Array, opening: Uint8Array, row: Uint8Array): boolean =>
  opening.length === 32 && sameBytes(commit(opening, row), commitment);

/** Where a record's chain begins: 32 bytes. */
export const chainStart = (area: string, record: string): Uint8Array =>
  sha256(utf8(JSON.stringify(['waymark/audit-chain/v1', area, record])));

/** The next row; `rows` is the chain so far. */
export function appendRow(
  area: string,
  record: string,
  rows: readonly AuditRow[],
  commitment: Uint8Array,
): AuditRow {
  const last = rows.at(-1);
  const sequence = (last?.sequence ?? 0) + 1;
  return {
    sequence,
    commitment,
    hash: rowHash(last?.hash ?? chainStart(area, record), sequence, commitment),
  };
}

function rowHash(previous: Uint8Array, sequence: number, commitment: Uint8Array): Uint8Array {
  if (commitment.length !== 32) throw new RangeError('a commitment has 32 bytes');
  return sha256(concat(utf8('waymark/audit-row/v1\0'), previous, uint(sequence, 4), commitment));
}

/** The head, hash of the last row; or the index of the first row that does not follow. */
export function verifyRows(
  area: string,
  record: string,
  rows: readonly AuditRow[],
): { ok: true; head: Uint8Array } | { ok: false; at: number } {
  let head = chainStart(area, record);
  for (const [at, { sequence, commitment, hash }] of rows.entries()) {
    if (sequence !== at + 1 || commitment.length !== 32) return { ok: false, at };
    head = rowHash(head, sequence, commitment);
    if (!sameBytes(head, hash)) return { ok: false, at };
  }
  return { ok: true, head };
}

/** The day's heads in the one order that tells nothing of when or of what: by their bytes. Leaves of the day's tree. */
export const orderHeads = (heads: readonly Uint8Array[]): Uint8Array[] => heads.toSorted(compareBytes);

export const AuditRoot = v.object({
  area: v.string(),
  day: v.pipe(v.string(), v.isoDate()),
  /** How many chains. */
  size: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  /** Hex of the RFC 6962 root over the ordered heads. */
  root: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
});
export type AuditRoot = v.InferOutput<typeof AuditRoot>;

export function signAuditRoot(
  area: string,
  day: string,
  heads: readonly Uint8Array[],
  serviceSeed: Uint8Array,
): Envelope {
  const root = bytesToHex(merkleRoot(orderHeads(heads)));
  return sign(labels.auditRoot, v.parse(AuditRoot, { area, day, size: heads.length, root }), serviceSeed);
}

/** The day that a root names, before anybody checked its signature; null for what is no root. */
export function readAuditRootDay(envelope: unknown): string | null {
  const read = v.safeParse(AuditRoot, readUnverified(envelope, labels.auditRoot));
  return read.success ? read.output.day : null;
}

export function verifyAuditRoot(envelope: unknown, serviceKey: Uint8Array, area: string): AuditRoot | null {
  const read = v.safeParse(AuditRoot, verify(envelope, labels.auditRoot, [serviceKey]));
  return read.success && read.output.area === area ? read.output : null;
}
