/**
 * A file for people outside who hold no key of ours: age v1 with a passphrase (C2SP age, the scrypt recipient), which any age
 * tool opens. It never reaches the server.
 */
import { Encrypter } from 'age-encryption';
import type { Bytes, RandomBytes } from './wire.ts';
import { type WordList, randomIndexes, wordsAt } from './words.ts';

/** 77 bits of the EFF list. */
const WORDS = 6;
/** N = 2^17: a second or two on a desk's computer. */
const WORK_FACTOR = 17;

/** Words to be said aloud, in lower case with a space between. */
export const generatePassphrase = (random: RandomBytes, list: WordList): string =>
  wordsAt(randomIndexes(WORDS, random), list).join(' ');

export async function lockWithPassphrase(plain: Uint8Array, passphrase: string): Promise<Bytes> {
  const encrypter = new Encrypter();
  encrypter.setPassphrase(passphrase);
  encrypter.setScryptWorkFactor(WORK_FACTOR);
  return new Uint8Array(await encrypter.encrypt(plain));
}
