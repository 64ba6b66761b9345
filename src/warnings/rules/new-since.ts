import type { VerifiedWarning } from './verify-warning.ts';

type Shown = Extract<VerifiedWarning, { ok: true }>;
/** What stood when somebody read on an earlier day: for each warning's id how many corrections it had. */
export type Seen = { day: string; corrections: Readonly<Record<string, number>> };
/** What a device read last: `day` is an ISO date, `seen` what it had read on the last day before that. */
export type LastRead = { day: string; warnings: Shown[]; seen?: Seen };

/** What is kept after reading today. What is new stays new until the day is over, however often the page is opened. */
export function readToday(last: LastRead | null, today: string, warnings: Shown[]): LastRead {
  const seen = last === null || last.day === today ? last?.seen : seenIn(last);
  return { day: today, warnings, ...(seen === undefined ? {} : { seen }) };
}

const seenIn = ({ day, warnings }: LastRead): Seen => ({
  day,
  corrections: Object.fromEntries(
    warnings.map(({ statement, corrections }) => [statement.id, corrections.length]),
  ),
});

/** Whether a warning is new or was corrected since the last day of reading. The first time nothing is: all of it is new. */
export function sinceThen(
  { statement, corrections }: Shown,
  seen: Seen | undefined,
): 'new' | 'changed' | null {
  if (seen === undefined) return null;
  const before = seen.corrections[statement.id];
  if (before === undefined) return 'new';
  return corrections.length > before ? 'changed' : null;
}
