/** A card's payment for something else than a look-up, out of the same tokens. */
import { weekOf } from '#sealed/blind/token.ts';
import type { Member } from './member-store.ts';
import { type FeedOpened, openFeed } from './open-feed.ts';
import { takePayment, takeTokens } from './take-tokens.ts';

type Paid = { ok: true; payment: Uint8Array[] } | { ok: false; why: string };

/**
 * One token for each evaluator. Only where none is left a batch is asked for first: a card that asks in the same minute as
 * somebody pays would stand beside the payment in the log of writes. Refusals are those of
 * `openFeed` and `takeTokens`, or `none-left`. @param today ISO date, as the service says it
 */
export async function payOnce(member: Member, desks: string[], today: string): Promise<Paid> {
  const kept = await takePayment(member.area, weekOf(today));
  if (kept !== null) return { ok: true, payment: kept };
  const opened: FeedOpened = await openFeed(member, desks);
  if (!opened.ok) return opened;
  const taken = await takeTokens(member, opened.bundle, today);
  if (!taken.ok && taken.why === 'no-such-card') return { ok: false, why: 'stopped' };
  const payment = await takePayment(member.area, weekOf(today));
  return payment === null ? { ok: false, why: 'none-left' } : { ok: true, payment };
}
