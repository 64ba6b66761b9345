/** A card's word for a report, which the report then carries sealed. */
import { bytesToHex } from '@noble/hashes/utils.js';
import { vouched } from '#sealed/blind/vouched.ts';
import { type Refused, readEvaluationKeys, spendToken } from './evaluate.ts';
import { readMember } from './member-store.ts';
import { openFeed } from './open-feed.ts';
import { payOnce } from './pay-once.ts';

/** Whether this device holds a card that this tab may open. */
export const holdsCard = async (area: string): Promise<boolean> => (await readMember(area)) !== null;

/**
 * Spends one of the day's tokens. `proof`: 64 bytes in hex, the report's `fromCard`. Refusals are those of `openFeed`, `payOnce`
 * and `spendToken`, or `no-card`.
 * @param desks every desk of the area, since any may have signed the feed
 */
export async function vouchForReport(
  record: string,
  { area, desks, rootFingerprint }: { area: string; desks: string[]; rootFingerprint: string | null },
): Promise<{ ok: true; proof: string } | Refused> {
  const member = await readMember(area);
  if (member === null) return { ok: false, why: 'no-card' };
  if (member.rootFingerprint !== rootFingerprint) return { ok: false, why: 'not-genuine' };
  const shown = await readEvaluationKeys(area);
  if (shown === null) return { ok: false, why: 'network' };
  const opened = await openFeed(member, desks);
  if (!opened.ok) return opened;
  const paid = await payOnce(member, desks, shown.day);
  if (!paid.ok) return paid;
  const keys = opened.statement.voprfPublicKeys;
  const answer = await spendToken(area, paid.payment, vouched(area, record), keys);
  return answer.ok ? { ok: true, proof: bytesToHex(answer.y) } : answer;
}
