/**
 * A desk worker's phrase: ten words (129 bits) from which two keys grow, one to sign in and one to unwrap the worker's
 * own keys. The phrase and what is stretched from it never leave the browser.
 */
import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { identityFromSeed, recipientOf } from './age-file.ts';
import { verifyKeyOf } from './signed.ts';
import { type Scrypt, STRETCH } from './stretch.ts';
import { type RandomBytes, utf8 } from './wire.ts';
import { randomIndexes, readWords, type WordList, wordsAt } from './words.ts';

export const PHRASE_WORDS = 10;

/** `at` counts from 1; `length` says how many words were read. */
export type PhraseRead =
  | { ok: true; phrase: string }
  | { ok: false; why: 'unknown-word'; at: number }
  | { ok: false; why: 'length'; got: number };

export interface PhraseKeys {
  /** Ed25519, 32 bytes; signs the server's challenge. */
  signInSeed: Uint8Array;
  signInVerifyKey: Uint8Array;
  /** `AGE-SECRET-KEY-PQ-1…`; the worker's key bundle is sealed to its recipient. */
  unwrapIdentity: string;
  unwrapRecipient: string;
}

/** Ten lower-case words with one space between: the form that is stretched. */
export function generatePhrase(random: RandomBytes, list: WordList): string {
  return wordsAt(randomIndexes(PHRASE_WORDS, random), list).join(' ');
}

export function readPhrase(text: string, list: WordList): PhraseRead {
  const read = readWords(text, list);
  if (!read.ok) return read;
  if (read.indexes.length !== PHRASE_WORDS) return { ok: false, why: 'length', got: read.indexes.length };
  return { ok: true, phrase: wordsAt(read.indexes, list).join(' ') };
}

/** Takes a phrase as `generatePhrase` and `readPhrase` give it. */
export async function derivePhrase(phrase: string, area: string, scrypt: Scrypt): Promise<PhraseKeys> {
  const stretched = await scrypt(utf8(phrase), utf8(`waymark/desk/v1/${area}`), STRETCH);
  const part = (name: string) => hkdf(sha256, stretched, undefined, utf8(`waymark/desk/v1/${name}`), 32);
  const signInSeed = part('sign-in');
  const unwrapIdentity = identityFromSeed(part('unwrap'));
  return {
    signInSeed,
    signInVerifyKey: verifyKeyOf(signInSeed),
    unwrapIdentity,
    unwrapRecipient: await recipientOf(unwrapIdentity),
  };
}
