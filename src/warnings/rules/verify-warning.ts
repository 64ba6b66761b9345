import { hexToBytes } from '@noble/hashes/utils.js';
import * as v from 'valibot';
import type { EpochStatement } from '#sealed/epoch-chain.ts';
import { labels, readUnverified, verify } from '#sealed/signed.ts';
import { Correction, WarningStatement, WarningText } from './warning-statement.ts';

export type VerifiedWarning =
  | {
      ok: true;
      statement: WarningStatement;
      /** Later words of the desk, in order. */
      corrections: Correction[];
      /** ISO date after which it is not shown. */
      expires: string;
    }
  /**
   * `malformed`; `another-place`: of another area or under another id; `unknown-desk`: no verified chain of its desk;
   * `signature`: fewer than two members of its epoch signed it, or a correction was signed by none.
   */
  | { ok: false; why: 'malformed' | 'another-place' | 'unknown-desk' | 'signature' };

/**
 * A warning as the bundle carries it, held to the people who may sign: two members of one epoch of a desk whose chain was
 * verified up to the pinned root. What does not verify is not shown to anybody.
 */
export function verifyWarning(
  text: Uint8Array,
  place: { area: string; id: string },
  chains: ReadonlyMap<string, readonly EpochStatement[]>,
): VerifiedWarning {
  let parsed: WarningTextParsed;
  try {
    parsed = v.parse(WarningText, JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(text)));
  } catch {
    return { ok: false, why: 'malformed' };
  }
  const claimed = v.safeParse(WarningStatement, readUnverified(parsed.warning, labels.warning));
  if (!claimed.success) return { ok: false, why: 'malformed' };
  const statement = claimed.output;
  if (statement.area !== place.area || statement.id !== place.id) return { ok: false, why: 'another-place' };
  const chain = chains.get(statement.desk);
  const keysAt = (epoch: number): Uint8Array[] =>
    (chain?.[epoch]?.members ?? []).map(({ verifyKey }) => hexToBytes(verifyKey));
  if (chain === undefined) return { ok: false, why: 'unknown-desk' };
  if (verify(parsed.warning, labels.warning, keysAt(statement.epoch), 2) === null)
    return { ok: false, why: 'signature' };
  const corrections: Correction[] = [];
  for (const envelope of parsed.corrections) {
    const read = v.safeParse(Correction, readUnverified(envelope, labels.correction));
    if (!read.success || read.output.area !== place.area || read.output.id !== place.id)
      return { ok: false, why: 'another-place' };
    const { desk, epoch } = read.output;
    if (desk !== statement.desk || verify(envelope, labels.correction, keysAt(epoch)) === null)
      return { ok: false, why: 'signature' };
    corrections.push(read.output);
  }
  return { ok: true, statement, corrections, expires: corrections.at(-1)?.expires ?? statement.expires };
}
type WarningTextParsed = v.InferOutput<typeof WarningText>;
