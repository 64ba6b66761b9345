/** Numbers below 7,776 as English words, for people to write down and say aloud: 12.9 bits a word. */
import { sha256 } from '@noble/hashes/sha2.js';
import { concat, type RandomBytes, uint } from './wire.ts';

export const WORD_COUNT = 7_776;

export interface WordList {
  readonly words: readonly string[];
  /** 0–7775; undefined when the word, in lower case, does not stand in the list. */
  indexOf(word: string): number | undefined;
}

let loaded: Promise<WordList> | undefined;

/** Loads the list on first use; in the browser that is a chunk of its own (16 KB with brotli). */
export function loadWords(): Promise<WordList> {
  loaded ??= import('./eff-words.ts').then(({ frontCoded }) => {
    const words: string[] = [];
    for (const [, shared, rest] of frontCoded.matchAll(/(\d)([a-z-]*)/g))
      words.push((words.at(-1) ?? '').slice(0, Number(shared)) + (rest ?? ''));
    const indexes = new Map(words.map((word, index) => [word, index]));
    return { words, indexOf: (word) => indexes.get(word) };
  });
  return loaded;
}

/**
 * Numbers below 7,776, each as likely as any other: 13 bits at a time, thrown away when too large, never reduced
 * (a remainder would make 416 of the words twice as likely as the rest).
 */
export function randomIndexes(count: number, random: RandomBytes): number[] {
  const indexes: number[] = [];
  while (indexes.length < count) {
    const [high = 0, low = 0] = random(2);
    const index = ((high & 0x1f) << 8) | low;
    if (index < WORD_COUNT) indexes.push(index);
  }
  return indexes;
}

/** The same from a seed, always the same: draws are taken from SHA-256(seed ‖ counter). */
export function indexesFrom(seed: Uint8Array, count: number): number[] {
  let counter = 0;
  return randomIndexes(count, (length) => sha256(concat(seed, uint(counter++, 4))).subarray(0, length));
}

export function wordsAt(indexes: readonly number[], list: WordList): string[] {
  return indexes.map((index) => {
    const word = list.words[index];
    if (word === undefined) throw new RangeError('no such word');
    return word;
  });
}

/** `at` counts from 1, as people do, and counts words as they were written. */
export type WordsRead = { ok: true; indexes: number[] } | { ok: false; why: 'unknown-word'; at: number };

/**
 * Words in any case, between any spaces, hyphens, commas or full stops. The four words that carry a hyphen are found
 * however it was written: none of their first halves is a word of the list.
 */
export function readWords(text: string, list: WordList): WordsRead {
  const tokens =
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
  const indexes: number[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const whole = list.indexOf(tokens[at] ?? '');
    if (whole !== undefined) {
      indexes.push(whole);
      continue;
    }
    const joined = list.indexOf(`${tokens[at]}-${tokens[at + 1]}`);
    if (joined === undefined) return { ok: false, why: 'unknown-word', at: indexes.length + 1 };
    indexes.push(joined);
    at++;
  }
  return { ok: true, indexes };
}
