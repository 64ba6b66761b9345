/** A card's tokens: a full batch at the first opening of a day, kept on the device, each spent once. */
import { bytesToHex } from '@noble/hashes/utils.js';
import type { Bundle } from '#sealed/bundle/bundle.ts';
import { choosePayment, keepGood } from '../rules/choose-payment.ts';
import { requestTokens } from './evaluate.ts';
import { type Member, changeMember } from './member-store.ts';

/** Refusals are those of the service, or `network`; the earlier tokens are still there. */
export type TokensTaken = { ok: true } | { ok: false; why: string };

/** Asks once a day, whether tokens are left or not: the request says only that the card was opened. @param today ISO date */
export async function takeTokens(member: Member, bundle: Bundle, today: string): Promise<TokensTaken> {
  if (member.batchDay === today) return { ok: true };
  // The keys of the signed file are the same for everyone, so no key can mark this card's tokens.
  const taken = await requestTokens(member, today, bundle.tokenKeys.map(bytesToHex));
  if (!taken.ok) return taken;
  const batch = { day: today, week: bundle.tokenWeek, payments: taken.payments };
  await changeMember(member.area, (kept) => ({
    ...kept,
    batchDay: today,
    batches: keepGood([...kept.batches, batch], bundle.tokenWeek),
  }));
  return { ok: true };
}

/** Takes one payment out of what is kept; null when none is left. */
export async function takePayment(area: string, week: number): Promise<Uint8Array[] | null> {
  let payment: Uint8Array[] | null = null;
  await changeMember(area, (kept) => {
    const chosen = choosePayment(kept.batches, week);
    if (!chosen.ok) return null;
    payment = chosen.payment;
    return { ...kept, batches: chosen.left };
  });
  return payment;
}
