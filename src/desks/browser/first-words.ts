/** The six words between the first worker of a new desk and the keeper of the area's root, before the root signs. */
import { hexToBytes } from '@noble/hashes/utils.js';
import type { EpochStatement } from '#sealed/epoch-chain.ts';
import { sixWords } from '#sealed/short-words.ts';
import { type Envelope, digest } from '#sealed/signed.ts';
import type { WordList } from '#sealed/words.ts';

/**
 * Both screens make them from the whole first epoch and from the root key that it names, which the root's signature and
 * the fingerprint hold: whoever changes the newcomer's keys on the way has to hit the same 77 bits.
 */
export function firstWords(proposed: Envelope, epoch: EpochStatement, list: WordList): string[] {
  const [newcomer] = epoch.members;
  if (!newcomer) throw new Error('a first epoch has a member');
  return sixWords(
    {
      area: epoch.area,
      desk: epoch.desk,
      number: epoch.number,
      tip: digest(proposed),
      member: { recipient: epoch.recipient, verifyKey: hexToBytes(epoch.root) },
      newcomer: { recipient: newcomer.recipient, verifyKey: hexToBytes(newcomer.verifyKey) },
    },
    list,
  );
}
