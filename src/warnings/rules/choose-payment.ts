/** Tokens of one day's batch. A payment is one token for each evaluator. `week`: of the keys that made them. */
export type Batch = { day: string; week: number; payments: Uint8Array[][] };

export type Chosen = { ok: true; payment: Uint8Array[]; left: Batch[] } | { ok: false; why: 'none-left' };

/**
 * Takes one payment, of the oldest day that is still good: a token of an earlier day was asked for on a day when this
 * device looked up something else or nothing, so that the hour of asking and the hour of looking up do not go together.
 * @param week the week of today's keys: tokens of it and of the one before are taken.
 */
export function choosePayment(batches: readonly Batch[], week: number): Chosen {
  const good = keepGood(batches, week);
  const [oldest, ...others] = good;
  const [payment, ...rest] = oldest?.payments ?? [];
  if (oldest === undefined || payment === undefined) return { ok: false, why: 'none-left' };
  return { ok: true, payment, left: keepGood([{ ...oldest, payments: rest }, ...others], week) };
}

/** Without what is empty or of a week that no key accepts any more, oldest first. */
export const keepGood = (batches: readonly Batch[], week: number): Batch[] =>
  batches
    .filter((batch) => batch.payments.length > 0 && batch.week >= week - 1)
    .toSorted((a, b) => (a.day < b.day ? -1 : 1));
