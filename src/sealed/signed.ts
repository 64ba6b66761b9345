/**
 * Signing: DSSE v1 envelopes (https://github.com/secure-systems-lab/dsse, protocol.md) with Ed25519 (RFC 8032).
 * A statement is JSON, signed as the bytes that travel: nothing is canonicalised, so nothing can be spelled two ways.
 */
import { ed25519 } from '@noble/curves/ed25519.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { base64, base64url } from '@scure/base';
import { concat, utf8 } from './wire.ts';

/** One label for each thing that speaks: a signature over one can never be shown as another. */
export const labels = {
  area: 'application/vnd.waymark.area+json',
  epoch: 'application/vnd.waymark.epoch+json',
  message: 'application/vnd.waymark.message+json',
  warning: 'application/vnd.waymark.warning+json',
  correction: 'application/vnd.waymark.correction+json',
  withdrawal: 'application/vnd.waymark.withdrawal+json',
  release: 'application/vnd.waymark.release+json',
  acknowledgement: 'application/vnd.waymark.acknowledgement+json',
  wayBackAct: 'application/vnd.waymark.way-back-act+json',
  deskSignIn: 'application/vnd.waymark.desk-sign-in+json',
  deskRecovery: 'application/vnd.waymark.desk-recovery+json',
  deskSecret: 'application/vnd.waymark.desk-secret+json',
  opening: 'application/vnd.waymark.opening+json',
  feedEpoch: 'application/vnd.waymark.feed-epoch+json',
  auditRoot: 'application/vnd.waymark.audit-root+json',
} as const;
export type Label = (typeof labels)[keyof typeof labels];

export interface Signature {
  /** Hex of the first 8 bytes of SHA-256 of the verify key. A hint: nothing is decided by it. */
  keyid: string;
  sig: string;
}
export interface Envelope {
  payloadType: string;
  /** Base64 of the statement's bytes. */
  payload: string;
  signatures: readonly Signature[];
}
/** What a verified envelope says; still to be held to a schema by whoever reads it. */
export type Statement = Readonly<Record<string, unknown>>;

/** An envelope with more signatures than this is refused unread: each costs a millisecond. */
const MOST_SIGNATURES = 16;

export const verifyKeyOf = (signingSeed: Uint8Array): Uint8Array => ed25519.getPublicKey(signingSeed);
export const keyId = (verifyKey: Uint8Array): string => bytesToHex(sha256(verifyKey).subarray(0, 8));

/** DSSE pre-authentication encoding: what is really signed. */
export function pae(payloadType: string, payload: Uint8Array): Uint8Array {
  const type = utf8(payloadType);
  return concat(utf8(`DSSEv1 ${type.length} `), type, utf8(` ${payload.length} `), payload);
}

/** Deterministic: the same statement, label and seed give the same envelope. */
export function sign(label: Label, statement: object, signingSeed: Uint8Array): Envelope {
  const payload = base64.encode(utf8(JSON.stringify(statement)));
  return coSign({ payloadType: label, payload, signatures: [] }, signingSeed);
}

/** Signs with a key that something else holds, such as the operating system's own Ed25519, many times faster. */
export interface Signer {
  /** `keyId` of its verify key. */
  keyid: string;
  /** 64 bytes; the same for the same message, as RFC 8032 has it. */
  sign(message: Uint8Array): Uint8Array;
}

/** As `sign`, and byte for byte the same. */
export function signWith(label: Label, statement: object, signer: Signer): Envelope {
  const bytes = utf8(JSON.stringify(statement));
  const sig = base64.encode(signer.sign(pae(label, bytes)));
  return {
    payloadType: label,
    payload: base64.encode(bytes),
    signatures: [{ keyid: signer.keyid, sig }],
  };
}

/** One more signature over the same bytes; the same key again changes nothing. */
export function coSign(envelope: Envelope, signingSeed: Uint8Array): Envelope {
  const payload = fromBase64(envelope.payload);
  if (payload === null) throw new Error('no envelope to sign');
  const keyid = keyId(verifyKeyOf(signingSeed));
  const sig = base64.encode(ed25519.sign(pae(envelope.payloadType, payload), signingSeed));
  const others = envelope.signatures.filter((signature) => signature.sig !== sig);
  return { ...envelope, signatures: [...others, { keyid, sig }] };
}

/**
 * The statement, when at least `threshold` different keys of `verifyKeys` signed it under this label; else null.
 * Takes anything: a malformed envelope is null too.
 */
export function verify(
  envelope: unknown,
  label: Label,
  verifyKeys: readonly Uint8Array[],
  threshold = 1,
): Statement | null {
  if (!isEnvelope(envelope) || envelope.payloadType !== label) return null;
  const payload = verifyPayload(envelope, verifyKeys, threshold);
  return payload === null ? null : parse(payload);
}

/** What an envelope claims before anyone checked it: only to learn whose keys to check it with. */
export function readUnverified(envelope: unknown, label: Label): Statement | null {
  if (!isEnvelope(envelope) || envelope.payloadType !== label) return null;
  const payload = fromBase64(envelope.payload);
  return payload === null ? null : parse(payload);
}

/** The signed bytes whatever they are, under whatever type the envelope names: the multi-signature rule of DSSE. */
export function verifyPayload(
  envelope: Envelope,
  verifyKeys: readonly Uint8Array[],
  threshold: number,
): Uint8Array | null {
  if (threshold < 1 || !Number.isInteger(threshold)) throw new RangeError('a threshold of at least one');
  const payload = fromBase64(envelope.payload);
  if (payload === null || envelope.signatures.length > MOST_SIGNATURES) return null;
  const signed = pae(envelope.payloadType, payload);
  const keys = new Map(verifyKeys.map((key) => [bytesToHex(key), key]));
  const accepted = new Set<string>();
  for (const { sig, keyid } of envelope.signatures) {
    const signature = fromBase64(sig);
    if (signature?.length !== 64) continue;
    // The named key first; the others only when the hint was wrong or absent.
    const candidates = [...keys].toSorted(
      ([, a], [, b]) => Number(keyId(b) === keyid) - Number(keyId(a) === keyid),
    );
    const signer = candidates.find(([, key]) => isSignature(signature, signed, key));
    if (signer !== undefined) accepted.add(signer[0]);
  }
  return accepted.size >= threshold ? payload : null;
}

/** Hex SHA-256 of the payload bytes: names a statement whoever has signed it. */
export function digest(envelope: Envelope): string {
  const payload = fromBase64(envelope.payload);
  if (payload === null) throw new Error('no envelope to digest');
  return bytesToHex(sha256(payload));
}

export function isEnvelope(value: unknown): value is Envelope {
  if (typeof value !== 'object' || value === null) return false;
  const { payloadType, payload, signatures } = value as Partial<Record<keyof Envelope, unknown>>;
  return (
    typeof payloadType === 'string' &&
    typeof payload === 'string' &&
    Array.isArray(signatures) &&
    signatures.every(
      (one: unknown) =>
        typeof one === 'object' && one !== null && 'sig' in one && typeof one.sig === 'string',
    )
  );
}

function isSignature(signature: Uint8Array, message: Uint8Array, key: Uint8Array): boolean {
  try {
    // RFC 8032 strictly: no small-order keys and no second spelling of a signature.
    return ed25519.verify(signature, message, key, { zip215: false });
  } catch {
    return false;
  }
}

function fromBase64(text: string): Uint8Array | null {
  try {
    return /[-_]/.test(text) ? base64url.decode(text) : base64.decode(text);
  } catch {
    return null;
  }
}

function parse(payload: Uint8Array): Statement | null {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(payload));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Statement) : null;
  } catch {
    return null;
  }
}
