import { type Feed, REPEATS, TAG_LENGTH, deriveEntryKey, deriveTag } from '../blind/derive-tag.ts';
import { type Bytes, type RandomBytes, compareBytes, concat, uint } from '../wire.ts';
import type { Bundle } from './bundle.ts';

// struct { uint8_t tag[16]; uint8_t nonce[12]; uint8_t sealed[20 + 16]; } Slot;
// sealed is AES-256-GCM under the entry key, the tag as additional data, of: uint8_t warning[16]; uint32_t flags;
export const SLOT_LENGTH = 64;
/** Every publication brings this many, so that nobody counts the identifiers of a warning. */
export const SLOTS_EACH = 4;

/** What a slot says about an identifier. `flags` are for the warnings capability to give meaning. */
export type Entry = { warning: Bytes; flags: number };

/**
 * The four slots of one publication: one for each output (one to four evaluated identifiers), the rest random and
 * not to be told from them. `warning` is its id, 16 bytes.
 */
export async function makeSlots(
  publication: {
    /** `y` of each identifier, and which of its tags is still free (`freeRepeat`). */
    outputs: { y: Uint8Array; repeat: number }[];
    warning: Uint8Array;
    flags: number;
  },
  feed: Feed,
  random: RandomBytes,
): Promise<Bytes[]> {
  const { outputs, warning, flags } = publication;
  if (outputs.length < 1 || outputs.length > SLOTS_EACH) throw new RangeError('one to four identifiers');
  if (warning.length !== 16) throw new RangeError('a warning id has 16 bytes');
  const used = await Promise.all(
    outputs.map(async ({ y, repeat }) => {
      const tag = deriveTag(y, feed, repeat);
      const nonce = new Uint8Array(random(12));
      const key = await importKey(deriveEntryKey(y, feed), 'encrypt');
      const sealed = await crypto.subtle.encrypt(
        { name: 'AES-GCM', iv: nonce, additionalData: tag },
        key,
        concat(warning, uint(flags, 4)),
      );
      return concat(tag, nonce, new Uint8Array(sealed));
    }),
  );
  const unused = Array.from({ length: SLOTS_EACH - used.length }, () => new Uint8Array(random(SLOT_LENGTH)));
  // Sorted, the used ones stand among the others as their random tags fall.
  return [...used, ...unused].toSorted(compareBytes);
}

/**
 * The warnings that name the identifier with output `y`; none is an empty list. Works on the device alone: nothing
 * is asked of anyone. A slot under the right tag that does not open was not made by who holds the feed secret and
 * counts as none.
 */
export async function lookUp(bundle: Bundle, y: Uint8Array, feed: Feed): Promise<Entry[]> {
  if (bundle.area !== feed.area || bundle.epoch !== feed.epoch) return [];
  const key = await importKey(deriveEntryKey(y, feed), 'decrypt');
  const found: Entry[] = [];
  for (let repeat = 0; repeat < REPEATS; repeat++) {
    const tag = deriveTag(y, feed, repeat);
    for (const slot of slotsOf(bundle.slots, tag)) {
      const options = { name: 'AES-GCM', iv: slot.slice(16, 28), additionalData: tag };
      try {
        const plain = new Uint8Array(await crypto.subtle.decrypt(options, key, slot.slice(28)));
        found.push({ warning: plain.slice(0, 16), flags: new DataView(plain.buffer).getUint32(16) });
      } catch (error) {
        if (!(error instanceof DOMException && error.name === 'OperationError')) throw error;
      }
    }
  }
  return found;
}

/** Which tag a further warning about this identifier takes: the first that no slot bears, the last one where all do. */
export function freeRepeat(bundle: Bundle, y: Uint8Array, feed: Feed): number {
  for (let repeat = 0; repeat < REPEATS - 1; repeat++)
    if (slotsOf(bundle.slots, deriveTag(y, feed, repeat)).length === 0) return repeat;
  return REPEATS - 1;
}

/** More than eight warnings about one person share the last tag, so there may be several. */
function slotsOf(slots: Bytes, tag: Uint8Array): Bytes[] {
  const at = (i: number): Bytes => slots.subarray(i * SLOT_LENGTH, (i + 1) * SLOT_LENGTH);
  const count = slots.length / SLOT_LENGTH;
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compareBytes(at(middle).subarray(0, TAG_LENGTH), tag) < 0) low = middle + 1;
    else high = middle;
  }
  const same: Bytes[] = [];
  for (let i = low; i < count && compareBytes(at(i).subarray(0, TAG_LENGTH), tag) === 0; i++)
    same.push(at(i));
  return same;
}

const importKey = async (key: Bytes, use: 'encrypt' | 'decrypt'): Promise<CryptoKey> =>
  await crypto.subtle.importKey('raw', key, 'AES-GCM', false, [use]);
