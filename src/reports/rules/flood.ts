/**
 * What is asked of senders when many write at once. There is nobody to count by, so cost rises for everyone, and most
 * for a network that sends most; what was paid for is always stored.
 */

/** Reports stored in this hour: in all, and from the sender's network; null where nobody can say (the onion address). */
export type Load = { all: number; mine: number | null };
/** Up to these nothing is asked. */
export type Marks = { all: number; mine: number };

/** A town's desk gets a few reports a week. */
export const reportMarks: Marks = { all: 300, mine: 30 };
/** Five pictures a report. */
export const attachmentMarks: Marks = { all: 1_500, mine: 150 };

const LEAST_BITS = 10;
const MOST_BITS = 20;

/** How many times the nearer mark has been reached: below 1 all is calm. */
const pressure = ({ all, mine }: Load, marks: Marks): number =>
  Math.max(all / marks.all, mine === null ? 0 : mine / marks.mine);

/** Zero bits of work that JavaScript must show: one more each time the load doubles. */
export function workWanted(load: Load, marks: Marks): number {
  const times = pressure(load, marks);
  return times < 1 ? 0 : Math.min(MOST_BITS, LEAST_BITS + Math.floor(Math.log2(times)));
}

/** Seconds between getting the form and sending it, where JavaScript is off. Whoever really writes takes longer. */
export function waitWanted(load: Load, marks: Marks): number {
  const times = pressure(load, marks);
  return times < 1 ? 0 : Math.min(60, 15 + 5 * Math.floor(Math.log2(times)));
}

/**
 * Quarantined reports are stored like any other, and the desk's list keeps them apart (`desks/rules/record-age.ts`): there
 * they bury nobody. The first two of a network never are because of others.
 */
export const isQuarantined = ({ all, mine }: Load, marks: Marks): boolean =>
  (mine !== null && mine >= marks.mine) || (all >= marks.all && (mine === null || mine >= 2));

/**
 * Whether a sealed body may be stored on what disk is left. Past the mark only short texts without pictures: they are
 * what must still get through.
 */
export function mayStore(
  room: 'plenty' | 'reserve' | 'none',
  kib: number,
  attachments: number,
): { ok: true } | { ok: false; why: 'no-room' | 'only-short' } {
  if (room === 'none') return { ok: false, why: 'no-room' };
  if (room === 'reserve' && (attachments > 0 || kib > 8)) return { ok: false, why: 'only-short' };
  return { ok: true };
}
