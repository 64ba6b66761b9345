import type { ReportBody } from './report-form.ts';

/** What she may take back at `/back`; `all`: every yes. */
export type TakenBack = 'warn' | 'police' | 'ugly-mugs' | 'all';

/**
 * Her wishes as they stand: what she took back is a no, whatever she ticked when she reported. Every reading of a yes
 * goes through here. That somebody talks to her is no yes to giving anything, and stays.
 */
export function wishesNow(
  { wishes }: Pick<ReportBody, 'wishes'>,
  takenBack: readonly TakenBack[],
): ReportBody['wishes'] {
  const back = (what: TakenBack): boolean => takenBack.includes(what) || takenBack.includes('all');
  return {
    ...wishes,
    ...(back('warn') && wishes.warn !== null ? { warn: 'never' as const } : {}),
    ...(back('police') ? { police: 'no' as const, policeFields: [] } : {}),
    ...(back('ugly-mugs') ? { uglyMugs: false, uglyMugsFields: [] } : {}),
  };
}
