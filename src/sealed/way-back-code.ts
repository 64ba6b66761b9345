/**
 * The way-back code: what a person keeps to come back to what they sent. Seven words of 7,776 (90 bits), or the same
 * as 28 digits in groups of four and one Damm check digit for people who do not read English. Everything is derived
 * from it; the server stores the locator, the recipient and the verify key.
 */
import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { identityFromSeed, recipientOf } from './age-file.ts';
import { verifyKeyOf } from './signed.ts';
import { STRETCH, type Scrypt } from './stretch.ts';
import { type RandomBytes, utf8 } from './wire.ts';
import { randomIndexes, readWords, WORD_COUNT, type WordList, wordsAt } from './words.ts';

export const WAY_BACK_WORDS = 7;

/** The canonical form, 28 digits: four for each word's place in the list. The check digit is not part of it. */
export type WayBackCode = string;

export interface WayBackKeys {
  /** 16 bytes: where the server keeps the record. */
  locator: Uint8Array;
  /** `AGE-SECRET-KEY-PQ-1…`, opens replies. */
  identity: string;
  recipient: string;
  /** Ed25519, 32 bytes; signs every act. */
  signingSeed: Uint8Array;
  verifyKey: Uint8Array;
}

/**
 * `at` counts from 1. `length`: not seven words, or not 29 digits (`got` says how many); `unknown-word` and
 * `unknown-group` name the place; `check-digit`: every group is possible but one digit is wrong or two are swapped.
 */
export type CodeRead =
  | { ok: true; code: WayBackCode }
  | { ok: false; why: 'empty' | 'check-digit' }
  | { ok: false; why: 'length'; form: 'words' | 'digits'; got: number }
  | { ok: false; why: 'unknown-word' | 'unknown-group'; at: number };

export function generateWayBack(random: RandomBytes): WayBackCode {
  return codeOf(randomIndexes(WAY_BACK_WORDS, random));
}

export const asWords = (code: WayBackCode, list: WordList): string[] => wordsAt(indexesOf(code), list);

/** Seven groups of four and the check digit: eight strings. */
export const asDigits = (code: WayBackCode): string[] => [...groupsOf(code), String(dammDigit(code))];

/** Either form, in any case, with any separators, in any script's digits. */
export function readWayBack(text: string, list: WordList): CodeRead {
  const written = latinDigits(text.normalize('NFKC'));
  const digits = written.match(/\d/g)?.join('') ?? '';
  if (/\p{L}/u.test(written)) {
    const read = readWords(written, list);
    if (!read.ok) return read;
    return read.indexes.length === WAY_BACK_WORDS
      ? { ok: true, code: codeOf(read.indexes) }
      : { ok: false, why: 'length', form: 'words', got: read.indexes.length };
  }
  if (digits === '') return { ok: false, why: 'empty' };
  if (digits.length !== WAY_BACK_WORDS * 4 + 1)
    return { ok: false, why: 'length', form: 'digits', got: digits.length };
  const code = digits.slice(0, -1);
  const wrong = groupsOf(code).findIndex((group) => Number(group) >= WORD_COUNT);
  if (wrong >= 0) return { ok: false, why: 'unknown-group', at: wrong + 1 };
  return String(dammDigit(code)) === digits.at(-1) ? { ok: true, code } : { ok: false, why: 'check-digit' };
}

/**
 * The keys behind a code in one area. `privateWord` is the optional word that is never shown; how it is written
 * (case, outer spaces, composed or full-width letters, marks that nobody sees) does not matter, and an empty one is none.
 */
export async function deriveWayBack(
  code: WayBackCode,
  privateWord: string | null,
  area: string,
  scrypt: Scrypt,
): Promise<WayBackKeys> {
  indexesOf(code);
  // A keyboard or a chat puts in what nobody sees (zero-width, direction, variant marks): she cannot type that again.
  const seen = (privateWord ?? '').replace(/\p{Default_Ignorable_Code_Point}/gu, '');
  const word = seen.normalize('NFKC').trim().toLowerCase();
  const password = utf8(word === '' ? code : `${code}\n${word}`);
  const stretched = await scrypt(password, utf8(`waymark/way-back/v1/${area}`), STRETCH);
  const part = (name: string, length: number) =>
    hkdf(sha256, stretched, undefined, utf8(`waymark/way-back/v1/${name}`), length);
  const identity = identityFromSeed(part('identity', 32));
  const signingSeed = part('signing', 32);
  return {
    locator: part('locator', 16),
    identity,
    recipient: await recipientOf(identity),
    signingSeed,
    verifyKey: verifyKeyOf(signingSeed),
  };
}

/**
 * The check digit of H. M. Damm (2004): finds every single wrong digit and every swap of neighbours, which is how
 * people miswrite. The table is the totally anti-symmetric quasigroup of order 10 from his thesis.
 */
export function dammDigit(digits: string): number {
  let interim = 0;
  for (const digit of digits) interim = Number(QUASIGROUP[interim]?.[Number(digit)]);
  return interim;
}

const QUASIGROUP = [
  '0317598642',
  '7092154863',
  '4206871359',
  '1750983426',
  '6123045978',
  '3674209581',
  '5869720134',
  '8945362017',
  '9438617205',
  '2581436790',
];

const codeOf = (indexes: readonly number[]): WayBackCode =>
  indexes.map((index) => String(index).padStart(4, '0')).join('');

const groupsOf = (code: string): string[] => code.match(/.{4}/g) ?? [];

function indexesOf(code: WayBackCode): number[] {
  const indexes = groupsOf(code).map(Number);
  if (!/^\d{28}$/.test(code) || indexes.some((index) => index >= WORD_COUNT))
    throw new Error('no way-back code');
  return indexes;
}

/** The zeros of the decimal digits that phones of our readers type; NFKC has already mapped full-width ones. */
const ZEROS = '٠۰०০੦૦௦౦๐໐༠၀០';

function latinDigits(text: string): string {
  return text.replaceAll(/\p{Nd}/gu, (digit) => {
    for (const zero of ZEROS) {
      const value = (digit.codePointAt(0) ?? 0) - (zero.codePointAt(0) ?? 0);
      if (value >= 0 && value <= 9) return String(value);
    }
    return digit;
  });
}
