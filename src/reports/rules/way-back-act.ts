import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import * as v from 'valibot';
import { type Envelope, labels, sign } from '#sealed/signed.ts';
import type { WayBackKeys } from '#sealed/way-back-code.ts';
import { utf8 } from '#sealed/wire.ts';
import { uuid4 } from './accept-report.ts';

/** `file`: the bytes of one picture of the conversation, its id in the body. */
export const wayBackMethods = ['read', 'message', 'file', 'destroy', 'undo'] as const;
export type WayBackMethod = (typeof wayBackMethods)[number];

/** What the holder of a code signs. Everything that the server does for them stands in it. */
export const WayBackAct = v.strictObject({
  area: v.string(),
  locator: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/)),
  method: v.picklist(wayBackMethods),
  /** Null only to read, which gives every record of the code. */
  record: v.nullable(uuid4),
  /** Hex SHA-256 of the body that travels beside the envelope. */
  bodyHash: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  nonce: v.pipe(v.string(), v.maxLength(200)),
});
export type WayBackAct = v.InferOutput<typeof WayBackAct>;

export const ActPosted = v.strictObject({ envelope: v.unknown(), body: v.optional(v.string(), '') });
export type ActPosted = { envelope: unknown; body: string };

/** The body of `message`: a sealed message, and the pictures that it names inside its seal. */
export const MessagePosted = v.strictObject({
  id: uuid4,
  sequence: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  epoch: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  sealed: v.pipe(v.string(), v.base64()),
  attachments: v.pipe(v.array(uuid4), v.maxLength(5)),
});
export type MessagePosted = v.InferOutput<typeof MessagePosted>;

export const hashOf = (body: string): string => bytesToHex(sha256(utf8(body)));

/** @param nonce as the server gave it, for this act alone */
export function signAct(
  act: { area: string; method: WayBackMethod; record: string | null; body: string; nonce: string },
  keys: Pick<WayBackKeys, 'locator' | 'signingSeed'>,
): { envelope: Envelope; body: string } {
  const { area, method, record, body, nonce } = act;
  const statement: WayBackAct = {
    area,
    locator: bytesToHex(keys.locator),
    method,
    record,
    bodyHash: hashOf(body),
    nonce,
  };
  return { envelope: sign(labels.wayBackAct, statement, keys.signingSeed), body };
}
