import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { type Bytes, concat, uint, utf8 } from '../wire.ts';

export const TAG_LENGTH = 16;

/** The feed's epoch that an output is tied to. `feedSecret`: 32 bytes, known to cards and desks, never to the server. */
export type Feed = { area: string; epoch: number; feedSecret: Uint8Array };

/**
 * Joins the outputs of one or more evaluators into y (64 bytes). One output is y itself; several give
 * HKDF-SHA256(y1 ‖ y2 …), so that no evaluator alone, nor its key, can test an identifier.
 */
export function joinOutputs(outputs: Uint8Array[]): Bytes {
  const [first, ...others] = outputs;
  if (!first) throw new RangeError('no output to join');
  if (others.length === 0) return new Uint8Array(first);
  return new Uint8Array(hkdf(sha256, concat(...outputs), undefined, utf8('waymark/join/v1'), 64));
}

/** How many warnings about one identifier can stand side by side, each under a tag of its own. */
export const REPEATS = 8;

/**
 * The 16 bytes under which a warning about this identifier stands in the bundle of this area and epoch. `repeat` (0–7)
 * tells several warnings about one identifier apart, so that nobody sees from equal tags that they belong together.
 */
export function deriveTag(y: Uint8Array, feed: Feed, repeat: number): Bytes {
  if (!Number.isInteger(repeat) || repeat < 0 || repeat >= REPEATS) throw new RangeError('no such repeat');
  const info = concat(label('tag', feed), uint(repeat, 1));
  return new Uint8Array(hkdf(sha256, y, feed.feedSecret, info, TAG_LENGTH));
}

/** The AES-256 key under which the warning's number is sealed beside its tag. */
export function deriveEntryKey(y: Uint8Array, feed: Feed): Bytes {
  return new Uint8Array(hkdf(sha256, y, feed.feedSecret, label('entry', feed), 32));
}

/** The AES-256 key of one warning's text; `warningId` is 16 bytes. */
export function deriveTextKey(feed: Feed, warningId: Uint8Array): Bytes {
  return new Uint8Array(hkdf(sha256, feed.feedSecret, warningId, label('text', feed), 32));
}

// The area is length-prefixed so that no area and epoch can be read as another pair.
function label(purpose: string, feed: Feed): Bytes {
  const area = utf8(feed.area);
  return concat(utf8(purpose), uint(area.length, 1), area, uint(feed.epoch, 4));
}
