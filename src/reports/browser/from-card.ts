/** A member may have the report say that it comes from a card. Loaded only on a device that may hold one. */
import { holdsCard, vouchForReport } from '#warnings/browser.ts';
import type { ReportData } from '../report/page-data.ts';
import { get } from '#kit/device/get.ts';

type Vouched = { ok: true; proof: string | null } | { ok: false; why: string };

/** Shows the question where there is a card to ask about. Answers what gives the proof for a report's id, if it is wanted. */
export async function offerFromCard(data: ReportData): Promise<(id: string) => Promise<Vouched>> {
  const { area, everyDesk, rootFingerprint, words } = data;
  const proofs = new Map<string, string>();
  const box = get<HTMLInputElement>('from-card');
  if (await holdsCard(area)) get('card-question').hidden = false;
  return async (id) => {
    // A draft that was brought back may have it ticked where the card is gone.
    if (!box.checked || get('card-question').hidden) return { ok: true, proof: null };
    const known = proofs.get(id);
    if (known !== undefined) return { ok: true, proof: known };
    const vouched = await vouchForReport(id, { area, desks: everyDesk, rootFingerprint });
    if (!vouched.ok)
      return { ok: false, why: vouched.why === 'none-left' ? words.card.none : words.card.failed };
    proofs.set(id, vouched.proof);
    return vouched;
  };
}
