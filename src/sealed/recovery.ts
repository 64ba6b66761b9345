/**
 * The offline recovery identity of a desk: made once, printed as three shares of which any two bring it back, and
 * kept by different organisations. Shamir's scheme is the audited npm package shamir-secret-sharing.
 *
 *   share = version (1) · set (4, of SHA-256 of the recipient) · point of the seed (32) and its x (1) · checksum (4)
 *
 * printed as 68 letters and digits of Crockford's base32, in groups of four: no I, L, O or U to misread.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { base32crockford } from '@scure/base';
import { combine, split } from 'shamir-secret-sharing';
import { generateIdentity, identityFromSeed, recipientOf, seedFromIdentity } from './age-file.ts';
import { concat, type RandomBytes, sameBytes, utf8 } from './wire.ts';

export const RECOVERY_SHARES = 3;
export const RECOVERY_THRESHOLD = 2;
const VERSION = 1;
const SHARE_BYTES = 42;
const SHARE_LETTERS = 68;

export interface Recovery {
  /** `AGE-SECRET-KEY-PQ-1…`: to be split and forgotten. */
  identity: string;
  /** Stands in every epoch of the desk. */
  recipient: string;
}

/**
 * `at` counts the given shares from 1. `length` and `checksum`: mistyped; `version`: made by a later Waymark;
 * `too-few`; `same-share`: one share given twice; `different-sets`: shares of two desks or two printings.
 */
export type Combined =
  | ({ ok: true } & Recovery)
  | { ok: false; why: 'length' | 'checksum' | 'version'; at: number }
  | { ok: false; why: 'too-few' | 'same-share' | 'different-sets' };

export async function generateRecovery(random: RandomBytes): Promise<Recovery> {
  const identity = generateIdentity(random);
  return { identity, recipient: await recipientOf(identity) };
}

/** Three printable shares. The package takes its own randomness from WebCrypto: two splittings never mix. */
export async function splitRecovery({ identity, recipient }: Recovery): Promise<string[]> {
  const points = await split(seedFromIdentity(identity), RECOVERY_SHARES, RECOVERY_THRESHOLD);
  return points.map((point) => {
    const share = concat(new Uint8Array([VERSION]), setOf(recipient), point);
    return grouped(base32crockford.encode(concat(share, checksumOf(share))));
  });
}

/** Takes shares as they were typed: any case, spaces or hyphens, O for 0, I or L for 1. */
export async function combineRecovery(typed: readonly string[]): Promise<Combined> {
  const shares: Uint8Array[] = [];
  for (const [index, text] of typed.entries()) {
    const read = readShare(text);
    if (typeof read === 'string') return { ok: false, why: read, at: index + 1 };
    shares.push(read);
  }
  const [first] = shares;
  if (first === undefined || shares.length < RECOVERY_THRESHOLD) return { ok: false, why: 'too-few' };
  const set = first.subarray(1, 5);
  if (!shares.every((share) => sameBytes(share.subarray(1, 5), set)))
    return { ok: false, why: 'different-sets' };
  const points = shares.map((share) => share.slice(5, 38));
  if (new Set(points.map((point) => point[32])).size !== points.length)
    return { ok: false, why: 'same-share' };
  const identity = identityFromSeed(await combine(points));
  const recipient = await recipientOf(identity);
  // Shares of two splittings of one identity share their set but do not combine.
  return sameBytes(setOf(recipient), set)
    ? { ok: true, identity, recipient }
    : { ok: false, why: 'different-sets' };
}

function readShare(text: string): Uint8Array | 'length' | 'checksum' | 'version' {
  const letters = text
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[^0-9A-Z]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1');
  if (letters.length !== SHARE_LETTERS) return 'length';
  let bytes: Uint8Array;
  try {
    bytes = base32crockford.decode(letters);
  } catch {
    return 'checksum';
  }
  const body = bytes.subarray(0, SHARE_BYTES - 4);
  if (bytes.length !== SHARE_BYTES || !sameBytes(checksumOf(body), bytes.subarray(SHARE_BYTES - 4)))
    return 'checksum';
  return body[0] === VERSION ? body : 'version';
}

const grouped = (letters: string): string => letters.match(/.{1,4}/g)?.join(' ') ?? '';
const setOf = (recipient: string) => sha256(utf8(recipient)).subarray(0, 4);
const checksumOf = (share: Uint8Array) => sha256(concat(utf8('waymark/recovery/v1'), share)).subarray(0, 4);
