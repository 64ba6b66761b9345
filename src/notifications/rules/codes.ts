/** The codes of a subscription: short enough for a text, no letter that is taken for another. */
import { sha256 } from '@noble/hashes/sha2.js';
import { base32 } from '@scure/base';
import { utf8 } from '#sealed/wire.ts';

export const STOP_LENGTH = 16;
export const CONFIRM_LENGTH = 8;

const written = (bytes: Uint8Array): string => base32.encode(bytes).toLowerCase();

/** Ends a subscription: 80 bits, 16 letters. @param random 10 bytes */
export const stopCode = (random: Uint8Array): string => written(random.slice(0, 10));
/** Shows that somebody reads what comes to an address: 40 bits, 8 letters. @param random 5 bytes or more */
export const confirmCode = (random: Uint8Array): string => written(random.slice(0, 5));

export const showCode = (code: string): string => code.match(/.{1,4}/g)?.join('-') ?? '';

/** As it is typed: capitals, spaces and hyphens do not matter, 0 is o and 1 is l. Null where it can be no code. */
export function readCode(typed: string, length: number): string | null {
  const code = typed.toLowerCase().replaceAll(/[\s-]/g, '').replaceAll('0', 'o').replaceAll('1', 'l');
  return code.length === length && /^[a-z2-7]+$/.test(code) ? code : null;
}

/** What is kept of a code. */
export const hashOf = (code: string): Uint8Array => sha256(utf8(code));
