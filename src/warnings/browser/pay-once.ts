/** A card's payment for something else than a look-up, out of the same tokens. */
import { weekOf } from '#sealed/blind/token.ts';
import type { Member } from './member-store.ts';
import { type FeedOpened, openFeed } from './open-feed.ts';
import { takePayment, takeTokens } from './take-tokens.ts';

type Paid = { ok: true; payment: Uint8Array[] } | { ok: false; why: string };

/**
 * One token for each evaluator, as the check takes them: the day's batch is asked for first. Refusals are those of
 * `openFeed` and `takeTokens`, or `none-left`. @param today ISO date, as the service says it
 */
export async function payOnce(member: Member, desks: string[], today: string): Promise<Paid> {
  const opened: FeedOpened = await openFeed(member, desks);
  if (!opened.ok) return opened;
  const taken = await takeTokens(member, opened.bundle, today);
  if (!taken.ok && taken.why === 'no-such-card') return { ok: false, why: 'stopped' };
  const payment = await takePayment(member.area, weekOf(today));
  return payment === null ? { ok: false, why: 'none-left' } : { ok: true, payment };
}
