/** Kendall's rank correlation (Kendall 1938, tau-a): 1 for the same order, -1 for the reverse, about 0 for none. */
export function kendallTau(order: readonly number[]): number {
  let agreement = 0;
  for (let i = 0; i < order.length; i++)
    for (let j = i + 1; j < order.length; j++) agreement += Math.sign((order[j] ?? 0) - (order[i] ?? 0));
  return agreement / ((order.length * (order.length - 1)) / 2);
}

/** The order in which these byte strings first appear in a file, as indexes into the list; absent ones are left out. */
export function orderIn(bytes: Buffer, wanted: readonly Buffer[]): number[] {
  return wanted
    .map((needle, index) => ({ at: bytes.indexOf(needle), index }))
    .filter(({ at }) => at >= 0)
    .toSorted((a, b) => a.at - b.at)
    .map(({ index }) => index);
}
