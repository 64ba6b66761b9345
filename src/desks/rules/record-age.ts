/** Whole days between two ISO dates. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

export type Waiting = { waitingOn: 'desk' | 'reporter' | 'nobody'; waitingSince: string };

/**
 * By how many days the desk has missed its answering time for this record; 0 where it has not, and where it is not its turn.
 * @param within days that the desk promises, of its area pack @param today ISO date
 */
export const daysLate = ({ waitingOn, waitingSince }: Waiting, within: number, today: string): number =>
  waitingOn === 'desk' ? Math.max(0, daysBetween(waitingSince, today) - within) : 0;

export type Listed = {
  day: string;
  urgent: boolean;
  /** Days, of `daysLate`. */
  late: number;
  /** It came in a flood. */
  quarantined: boolean;
  /** The desk has written to whoever sent it. */
  answered: boolean;
};

/**
 * Urgent ones first, then those that the desk lets wait longer than it promised, the longest first, then the newest day;
 * within a day the order is left as it is, which is random. What came in a flood stands apart, in the same order, until
 * somebody here has answered it: whoever sends a hundred that all say "danger" must not bury one that does.
 */
export function inOrder<Record extends Listed>(
  records: readonly Record[],
): { list: Record[]; flood: Record[] } {
  const sorted = records.toSorted(
    (a, b) =>
      Number(b.urgent) - Number(a.urgent) || b.late - a.late || (a.day < b.day ? 1 : a.day > b.day ? -1 : 0),
  );
  const apart = ({ quarantined, answered }: Record): boolean => quarantined && !answered;
  return { list: sorted.filter((record) => !apart(record)), flood: sorted.filter(apart) };
}
