import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { type Bytes, utf8 } from '#sealed/wire.ts';
import { screenText } from './screen-text.ts';
import type { VerifiedWarning } from './verify-warning.ts';

export const MOST_COPIES = 50;
/** Days after which paper is destroyed: who was warned of changes, and paper is told of nothing. */
const PAPER_DAYS = 14;

type Shown = Extract<VerifiedWarning, { ok: true }>;

/** The last ISO date on which a sheet may be about: two weeks on, or the day on which the first of its warnings is over. */
export function destroyBy(today: string, warnings: readonly Pick<Shown, 'expires'>[]): string {
  const date = new Date(`${today}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + PAPER_DAYS);
  return [date.toISOString().slice(0, 10), ...warnings.map(({ expires }) => expires)].toSorted((a, b) =>
    a < b ? -1 : 1,
  )[0] as string;
}

/** A text in which a number, a plate or an address stands is read on a phone only: paper is left lying about. */
export const mayBePrinted = ({ statement, corrections }: Shown): boolean =>
  [statement.text, ...corrections.map(({ text }) => text)].every(
    (text) => !screenText(text, '').some(({ why }) => why === 'identifier'),
  );

/**
 * What a list of warnings is, to whoever holds the secret of the cards' tree, and nothing to anybody else: 16 bytes.
 * @param tree 32 bytes
 */
export function listDigest(tree: Uint8Array, warnings: readonly Shown[]): Bytes {
  const said = warnings
    .map(({ statement, corrections }) => [statement.id, ...corrections.map(({ text }) => text)])
    .toSorted(([a = ''], [b = '']) => (a < b ? -1 : 1));
  const key = hmac(sha256, tree, utf8('waymark/printed-list/v1'));
  return new Uint8Array(hmac(sha256, key, utf8(JSON.stringify(said))).slice(0, 16));
}
