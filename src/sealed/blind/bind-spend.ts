import { ristretto255_hasher } from '@noble/curves/ed25519.js';
import { type Bytes, utf8 } from '../wire.ts';

/**
 * The element (32 bytes) on which a token is spent that pays for something else than a look-up. It follows from what is paid
 * for, so that the same request again is a retry and any other needs another token; and since nobody chose it, what an
 * evaluator would answer to it says nothing about anybody's number.
 * @param about what is paid for, all of it.
 */
export const boundElement = (about: Uint8Array): Bytes =>
  new Uint8Array(ristretto255_hasher.hashToCurve(about, { DST: utf8('waymark/bound-spend/v1') }).toBytes());
