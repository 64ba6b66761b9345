/** Six words that two colleagues say to each other before one seals a desk's key to the other. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { utf8 } from './wire.ts';
import type { WorkerPublic } from './worker-keys.ts';
import { indexesFrom, type WordList, wordsAt } from './words.ts';

export interface Meeting {
  area: string;
  desk: string;
  /** Number of the newest epoch that both screens have verified. */
  number: number;
  /** `digest` of that epoch's envelope. */
  tip: string;
  /** A member of that epoch, with the keys that the verified epoch lists: see below. */
  member: WorkerPublic;
  newcomer: WorkerPublic;
}

/**
 * 77 bits. Whoever swaps the newcomer's keys on the member's screen must hit the same words by 2^77 tries, but only
 * because the other side cannot be chosen too: were the member's keys also open to swapping, two lists of 2^39 tries
 * would meet. So both screens take `member` and `tip` from a chain verified up to the root fingerprint on the
 * newcomer's card, never from what the server says of the member.
 */
export function sixWords(meeting: Meeting, list: WordList): string[] {
  const { area, desk, number, tip, member, newcomer } = meeting;
  const sides = [member, newcomer].map(({ recipient, verifyKey }) => [recipient, bytesToHex(verifyKey)]);
  const said = JSON.stringify(['waymark/six-words/v1', area, desk, number, tip, ...sides]);
  return wordsAt(indexesFrom(sha256(utf8(said)), 6), list);
}
