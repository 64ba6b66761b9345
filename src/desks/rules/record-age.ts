/** Whole days between two ISO dates. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

export type Listed = { day: string; urgent: boolean };

/** Urgent ones first, then the newest day; within a day the order is left as it is, which is random. */
export function inOrder<Record extends Listed>(records: readonly Record[]): Record[] {
  return records.toSorted(
    (a, b) => Number(b.urgent) - Number(a.urgent) || (a.day < b.day ? 1 : a.day > b.day ? -1 : 0),
  );
}
