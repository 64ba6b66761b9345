/** What the root key of an area says about its service, and how people recognise that root key. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import * as v from 'valibot';
import { type Envelope, labels, sign, verify } from './signed.ts';

/** Ed25519 keys in statements: 64 hex digits, lower case. */
export const VerifyKeyHex = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));

export const AreaStatement = v.object({
  area: v.pipe(v.string(), v.regex(/^[a-z][a-z0-9-]{1,39}$/)),
  /** Rises with every new statement, so that an old one is known to be old. */
  issue: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  /** Signs acknowledgements, bundles and audit roots. */
  serviceKey: VerifyKeyHex,
  /** The area's blind-evaluation keys, ristretto255 elements: one, or two where two organisations evaluate together. */
  voprfPublicKeys: v.pipe(v.array(VerifyKeyHex), v.minLength(1), v.maxLength(2)),
  /** Ids of the desks that the area names. */
  desks: v.optional(v.array(v.string())),
});
export type AreaStatement = v.InferOutput<typeof AreaStatement>;

/** 32 hex digits, the first 16 bytes of SHA-256: stands in the area pack, on cards and in the browser's code. */
export const rootFingerprint = (rootVerifyKey: Uint8Array): string =>
  bytesToHex(sha256(rootVerifyKey).subarray(0, 16));

export function signArea(statement: AreaStatement, rootSeed: Uint8Array): Envelope {
  return sign(labels.area, v.parse(AreaStatement, statement), rootSeed);
}

/** Null when the root did not sign it, it is about another area, or older than `leastIssue`, the newest one seen. */
export function verifyArea(
  envelope: unknown,
  rootVerifyKey: Uint8Array,
  area: string,
  leastIssue = 0,
): AreaStatement | null {
  const read = v.safeParse(AreaStatement, verify(envelope, labels.area, [rootVerifyKey]));
  return read.success && read.output.area === area && read.output.issue >= leastIssue ? read.output : null;
}
