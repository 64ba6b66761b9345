/**
 * What a warning's tags are made from, kept so that they can be made anew under the feed's next secret: under a key that grows
 * from the tree of cards, which desks hold and neither cards nor the server.
 */
import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { type Bytes, type RandomBytes, Reader, WireError, concat, uint, utf8 } from '../wire.ts';
import { SLOTS_EACH } from './slots.ts';

// struct {
//     uint8_t nonce[12];
//     sealed: AES-256-GCM, the warning's id as additional data, of:
//     uint8_t count; uint8_t y[4][64];     /* unused ones are zeros, so that nobody counts them */
// } KeptOutputs;
const OUTPUT_LENGTH = 64;
export const KEPT_LENGTH = 12 + 1 + SLOTS_EACH * OUTPUT_LENGTH + 16;

/** @param outputs `y` of one to four identifiers, 64 bytes each */
export async function keepOutputs(
  place: { area: string; warning: Uint8Array; treeSecret: Uint8Array },
  outputs: readonly Uint8Array[],
  random: RandomBytes,
): Promise<Bytes> {
  if (outputs.length < 1 || outputs.length > SLOTS_EACH) throw new RangeError('one to four identifiers');
  if (outputs.some(({ length }) => length !== OUTPUT_LENGTH)) throw new RangeError('an output has 64 bytes');
  const plain = new Uint8Array(1 + SLOTS_EACH * OUTPUT_LENGTH);
  plain.set(concat(uint(outputs.length, 1), ...outputs));
  const nonce = new Uint8Array(random(12));
  const options = { name: 'AES-GCM', iv: nonce, additionalData: new Uint8Array(place.warning) };
  const sealed = await crypto.subtle.encrypt(options, await keyFor(place, 'encrypt'), plain);
  return concat(nonce, new Uint8Array(sealed));
}

/** Null where it was not kept for this warning under this tree. */
export async function openOutputs(
  place: { area: string; warning: Uint8Array; treeSecret: Uint8Array },
  kept: Uint8Array,
): Promise<Bytes[] | null> {
  try {
    const reader = new Reader(kept);
    const options = { name: 'AES-GCM', iv: reader.take(12), additionalData: new Uint8Array(place.warning) };
    const key = await keyFor(place, 'decrypt');
    const plain = new Reader(
      new Uint8Array(await crypto.subtle.decrypt(options, key, reader.take(reader.left))),
    );
    return Array.from({ length: plain.uint(1) }, () => plain.take(OUTPUT_LENGTH));
  } catch (error) {
    if (error instanceof WireError) return null;
    if (error instanceof DOMException && error.name === 'OperationError') return null;
    throw error;
  }
}

async function keyFor(
  { area, warning, treeSecret }: { area: string; warning: Uint8Array; treeSecret: Uint8Array },
  use: 'encrypt' | 'decrypt',
): Promise<CryptoKey> {
  const key = hkdf(sha256, treeSecret, warning, utf8(`waymark/feed/kept/v1/${area}`), 32);
  return await crypto.subtle.importKey('raw', new Uint8Array(key), 'AES-GCM', false, [use]);
}
