/**
 * A member's card: ten words (129 bits) on paper. From them grow the place where the server keeps what the card holds,
 * and the key that opens it; the server learns the place only. What it holds: the card's leaf in the broadcast tree
 * with the keys of its path, and what the area's people vouch for (root fingerprint, service key).
 */
import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { LEAVES, type NodeKey } from './broadcast/tree.ts';
import { type Bytes, type RandomBytes, Reader, WireError, concat, uint, utf8 } from './wire.ts';
import { type WordList, randomIndexes, readWords, wordsAt } from './words.ts';

export const CARD_WORDS = 10;
/** Nodes from a leaf to the root: 15 for 16,384 leaves. */
const PATH_LENGTH = Math.log2(LEAVES) + 1;
const NONCE_LENGTH = 12;

// struct {
//     uint8_t nonce[12];
//     sealed: AES-256-GCM under the path key, the label, area and locator as additional data, of:
//     uint16_t leaf; uint8_t key[15][32]; /* from the leaf up to the root */
//     uint8_t root_fingerprint[16]; uint8_t service_key[32];
// } SealedPath;
export const SEALED_PATH_LENGTH = NONCE_LENGTH + 2 + PATH_LENGTH * 32 + 16 + 32 + 16;

/** `locator`: 16 bytes, known to the server. `pathKey`: 32 bytes, known to whoever holds the words. */
export type CardKeys = { locator: Bytes; pathKey: Bytes };

export type CardHolds = {
  leaf: number;
  path: NodeKey[];
  /** 32 hex digits. */
  rootFingerprint: string;
  /** Ed25519, 32 bytes: signs bundles. */
  serviceKey: Uint8Array;
};

/** `at` counts from 1; `length` says how many words were read. */
export type CardRead =
  | { ok: true; phrase: string }
  | { ok: false; why: 'unknown-word'; at: number }
  | { ok: false; why: 'length'; got: number };

/** Ten lower-case words with one space between: the form that keys are derived from. */
export function generateCard(random: RandomBytes, list: WordList): string {
  return wordsAt(randomIndexes(CARD_WORDS, random), list).join(' ');
}

/** Words typed by hand in any usual way, or what stands behind the `#` of a card's address. */
export function readCardWords(text: string, list: WordList): CardRead {
  const read = readWords(text, list);
  if (!read.ok) return read;
  if (read.indexes.length !== CARD_WORDS) return { ok: false, why: 'length', got: read.indexes.length };
  return { ok: true, phrase: wordsAt(read.indexes, list).join(' ') };
}

/** Without stretching: 129 random bits are beyond guessing. */
export function deriveCard(phrase: string, area: string): CardKeys {
  const part = (name: string, length: number): Bytes =>
    new Uint8Array(hkdf(sha256, utf8(phrase), undefined, utf8(`waymark/card/v1/${area}/${name}`), length));
  return { locator: part('locator', 16), pathKey: part('path', 32) };
}

/** What the server keeps until the card is taken up, and cannot read. */
export async function sealPath(
  area: string,
  keys: CardKeys,
  holds: CardHolds,
  random: RandomBytes,
): Promise<Bytes> {
  if (holds.path.length !== PATH_LENGTH) throw new RangeError('a path goes from its leaf to the root');
  const plain = concat(
    uint(holds.leaf, 2),
    ...holds.path.map(({ key }) => key),
    hexToBytes(holds.rootFingerprint),
    holds.serviceKey,
  );
  const nonce = new Uint8Array(random(NONCE_LENGTH));
  const options = { name: 'AES-GCM', iv: nonce, additionalData: placeOf(area, keys.locator) };
  const key = await importKey(keys.pathKey, 'encrypt');
  return concat(nonce, new Uint8Array(await crypto.subtle.encrypt(options, key, plain)));
}

/** Null when it was not sealed for this card of this area. */
export async function openPath(area: string, keys: CardKeys, sealed: Uint8Array): Promise<CardHolds | null> {
  try {
    const iv = new Uint8Array(sealed.subarray(0, NONCE_LENGTH));
    const options = { name: 'AES-GCM', iv, additionalData: placeOf(area, keys.locator) };
    const key = await importKey(keys.pathKey, 'decrypt');
    const plain = await crypto.subtle.decrypt(options, key, new Uint8Array(sealed.subarray(NONCE_LENGTH)));
    const reader = new Reader(new Uint8Array(plain));
    const leaf = reader.uint(2);
    const path: NodeKey[] = [];
    for (let node = LEAVES + leaf; node >= 1; node = Math.floor(node / 2))
      path.push({ node, key: reader.take(32) });
    const rootFingerprint = bytesToHex(reader.take(16));
    const serviceKey = reader.take(32);
    return reader.left === 0 && leaf < LEAVES ? { leaf, path, rootFingerprint, serviceKey } : null;
  } catch (error) {
    if (error instanceof WireError) return null;
    if (error instanceof DOMException && error.name === 'OperationError') return null;
    throw error;
  }
}

const placeOf = (area: string, locator: Uint8Array): Bytes =>
  concat(utf8(`waymark/card/v1/${area}/`), locator);

const importKey = async (key: Bytes, use: 'encrypt' | 'decrypt'): Promise<CryptoKey> =>
  await crypto.subtle.importKey('raw', key, 'AES-GCM', false, [use]);
