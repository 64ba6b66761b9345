/**
 * Sealing: age v1 files (https://c2sp.org/age) to post-quantum hybrid recipients only, `age1pq1…`,
 * stanza `mlkem768x25519`. The cryptography is typage's; this file narrows what it accepts.
 */
import { Decrypter, Encrypter, identityToRecipient, type Stanza } from 'age-encryption';
import { base64nopad, bech32 } from '@scure/base';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { isRecipient } from './recipient.ts';
import { concat, type RandomBytes, utf8 } from './wire.ts';

export { isRecipient } from './recipient.ts';

/** The one stanza type in use: HPKE over ML-KEM-768 and X25519. */
export const HYBRID = 'mlkem768x25519';

/** More recipients than this are a fault when sealing and a refusal when reading: it bounds the work of both. */
export const MOST_RECIPIENTS = 20;

/** ML-KEM-768 ciphertext (1088 bytes) and X25519 share (32). */
const SHARE_BYTES = 1120;
/** A 16-byte file key and its Poly1305 tag. */
const WRAPPED_KEY_BYTES = 32;
/** 1,557 bytes a recipient, the version line and the MAC line, with room for nothing else. */
const MOST_HEADER_BYTES = MOST_RECIPIENTS * 1_600 + 100;
const IDENTITY_PREFIX = 'AGE-SECRET-KEY-PQ-';

export interface SplitFile {
  /** From `age-encryption.org/v1` to the end of the MAC line, newline included. Useless ciphertext without it. */
  key: Uint8Array;
  /** The STREAM nonce (16 bytes) and the encrypted chunks. */
  body: Uint8Array;
}

export type Opened = { ok: true; plain: Uint8Array } | { ok: false; why: OpenRefusal };
/**
 * `malformed`: not an age file of ours; `not-hybrid`: another kind of recipient stands in it;
 * `not-for-us`: no stanza opens with this identity; `damaged`: header MAC or payload was changed.
 */
export type OpenRefusal = 'malformed' | 'not-hybrid' | 'not-for-us' | 'damaged';

/** Hex SHA-256 of a recipient: what statements carry, since a recipient itself is 2 KB long. */
export const recipientId = (recipient: string): string => bytesToHex(sha256(utf8(recipient)));

/** The 32-byte seed as `AGE-SECRET-KEY-PQ-1…` (77 characters). */
export function identityFromSeed(seed: Uint8Array): string {
  if (seed.length !== 32) throw new RangeError('an identity seed has 32 bytes');
  return bech32.encodeFromBytes(IDENTITY_PREFIX, seed).toUpperCase();
}

/** The inverse of `identityFromSeed`; throws when the text is no hybrid identity. */
export function seedFromIdentity(identity: string): Uint8Array {
  const { prefix, bytes } = bech32.decodeToBytes(identity);
  if (prefix.toUpperCase() !== IDENTITY_PREFIX || bytes.length !== 32) throw new Error('no hybrid identity');
  return bytes;
}

export const generateIdentity = (random: RandomBytes): string => identityFromSeed(random(32));

/** `age1pq1…` of an identity; about 2 ms. */
export async function recipientOf(identity: string): Promise<string> {
  return identityToRecipient(identityFromSeed(seedFromIdentity(identity)));
}

/**
 * An age file that every recipient can open. Each recipient adds 1,557 bytes and about 5 ms.
 * Throws on anything but 1–20 different hybrid recipients: typage itself would mix in others.
 */
export async function seal(plain: Uint8Array, recipients: readonly string[]): Promise<Uint8Array> {
  if (recipients.length === 0 || recipients.length > MOST_RECIPIENTS)
    throw new RangeError(`between 1 and ${MOST_RECIPIENTS} recipients`);
  if (new Set(recipients).size !== recipients.length) throw new Error('a recipient stands twice');
  const encrypter = new Encrypter();
  for (const recipient of recipients) {
    if (!isRecipient(recipient)) throw new Error('not a hybrid recipient');
    encrypter.addRecipient(recipient);
  }
  return encrypter.encrypt(plain);
}

/** Opens with one `AGE-SECRET-KEY-PQ-1…`; about 5 ms, 4 ms more for each stanza tried before the right one. */
export async function open(file: Uint8Array, identity: string): Promise<Opened> {
  const key = identityFromSeed(seedFromIdentity(identity));
  const stanzas = await readStanzas(file);
  if (stanzas === null) return { ok: false, why: 'malformed' };
  if (stanzas.some(({ type }) => type !== HYBRID)) return { ok: false, why: 'not-hybrid' };
  if (!stanzas.every(({ wellFormed }) => wellFormed)) return { ok: false, why: 'malformed' };
  const decrypter = new Decrypter();
  decrypter.addIdentity(key);
  try {
    return { ok: true, plain: await decrypter.decrypt(file) };
  } catch (error) {
    const nobody = error instanceof Error && error.message.startsWith('no identity matched');
    return { ok: false, why: nobody ? 'not-for-us' : 'damaged' };
  }
}

/** Header and payload apart, without copying; null when there is no header of a possible length and number of stanzas. */
export function splitHeader(file: Uint8Array): SplitFile | null {
  const dash = '-'.charCodeAt(0);
  const newline = '\n'.charCodeAt(0);
  const more = '>'.charCodeAt(0);
  const last = Math.min(file.length, MOST_HEADER_BYTES);
  let stanzas = 0;
  for (let at = file.indexOf(newline); at >= 0 && at < last; at = file.indexOf(newline, at + 1)) {
    if (file[at + 1] !== dash) continue;
    if (file[at + 2] === more && ++stanzas > MOST_RECIPIENTS) return null;
    if (file[at + 2] !== dash || file[at + 3] !== dash) continue;
    // "--- " and 32 bytes of MAC in unpadded base64: 43 characters.
    const end = at + 1 + 4 + 43;
    if (file[end] !== newline) return null;
    return { key: file.subarray(0, end + 1), body: file.subarray(end + 1) };
  }
  return null;
}

export const joinHeader = (key: Uint8Array, body: Uint8Array): Uint8Array => concat(key, body);

export interface StanzaSeen {
  type: string;
  /** A hybrid stanza with exactly one share of the right length and a wrapped key of the right length. */
  wellFormed: boolean;
}

/**
 * The stanzas of a file or of a bare header, through typage's own parser: an identity that writes down what it is
 * offered and opens nothing. Null when the header does not parse. 0.1 ms; reads at most the first 32 KB.
 */
export async function readStanzas(file: Uint8Array): Promise<StanzaSeen[] | null> {
  const split = splitHeader(file);
  if (split === null) return null;
  const seen: Stanza[] = [];
  const decrypter = new Decrypter();
  decrypter.addIdentity({
    unwrapFileKey(stanzas) {
      seen.push(...stanzas);
      return null;
    },
  });
  try {
    // typage takes a MAC of any length and spelling; a file that a MAC check would refuse later is refused here.
    base64nopad.decode(new TextDecoder().decode(split.key.subarray(-44, -1)));
    await decrypter.decryptHeader(split.key);
  } catch {
    // It always throws: "no identity matched" after a good header, something else after a bad one.
  }
  return seen.length === 0
    ? null
    : seen.map((stanza) => ({ type: stanza.args[0] ?? '', wellFormed: shaped(stanza) }));
}

function shaped({ args, body }: Stanza): boolean {
  const [type, share] = args;
  if (type !== HYBRID || share === undefined || args.length !== 2) return false;
  if (body.length !== WRAPPED_KEY_BYTES) return false;
  try {
    return base64nopad.decode(share).length === SHARE_BYTES;
  } catch {
    return false;
  }
}

/**
 * What a server asks of a file it cannot open: a header that parses, exactly `recipients` hybrid stanzas and nothing
 * else, and a payload that STREAM could have written. Bounded; the payload's bytes are not looked at.
 */
export async function isSealedTo(file: Uint8Array, recipients: number): Promise<boolean> {
  const stanzas = await readStanzas(file);
  if (stanzas === null || stanzas.length !== recipients || !stanzas.every(({ wellFormed }) => wellFormed))
    return false;
  const split = splitHeader(file);
  return split !== null && plainLength(split.body.length) !== null;
}

const CHUNK = 65_536;
const TAG = 16;
const NONCE = 16;

/** Bytes of plaintext in a payload of this many bytes; null when no payload has that length. */
export function plainLength(payloadLength: number): number | null {
  const sealed = payloadLength - NONCE;
  if (sealed < TAG) return null;
  const chunks = Math.ceil(sealed / (CHUNK + TAG));
  const plain = sealed - chunks * TAG;
  return plain > (chunks - 1) * CHUNK || chunks === 1 ? plain : null;
}
