import * as v from 'valibot';

/** `child`, `life`: at risk, one may act at once. `court`: an order, two and advice. `lift`: ends a hold, by two. */
export const grounds = ['child', 'life', 'court', 'lift'] as const;
export type Ground = (typeof grounds)[number];
export const ways = ['phone', 'person', 'email', 'post'] as const;

const line = v.pipe(v.string(), v.trim(), v.maxLength(200));
const words = v.pipe(v.string(), v.trim(), v.maxLength(4_000));

/** What is signed and sealed to the desk about one act. */
export const WithoutConsent = v.strictObject({
  ground: v.picklist(grounds),
  /** To whom, as a person would say it; and how it was given. */
  toName: line,
  how: v.picklist(ways),
  fields: v.array(v.string()),
  /** The exact words that go out. */
  text: v.pipe(v.string(), v.maxLength(20_000)),
  why: words,
  /** For a court's order: who advised, and what. */
  advice: words,
  hold: v.boolean(),
  /** Empty where she is told. */
  notToldWhy: words,
  tellBy: v.nullable(v.pipe(v.string(), v.isoDate())),
  day: v.pipe(v.string(), v.isoDate()),
  worker: v.string(),
  firstName: v.pipe(v.string(), v.maxLength(40)),
});
export type WithoutConsent = v.InferOutput<typeof WithoutConsent>;

/** What the second worker said, signed and sealed to the desk. */
export const SecondLook = v.strictObject({
  agrees: v.boolean(),
  text: words,
  day: v.pipe(v.string(), v.isoDate()),
  worker: v.string(),
  firstName: v.pipe(v.string(), v.maxLength(40)),
});
export type SecondLook = v.InferOutput<typeof SecondLook>;

/** Where a life is at risk nobody waits for a colleague; everything else needs two before it happens. */
export const kindOf = (ground: Ground): 'at-once' | 'by-two' =>
  ground === 'child' || ground === 'life' ? 'at-once' : 'by-two';

export type Missing = 'toName' | 'fields' | 'why' | 'advice' | 'notToldWhy' | 'tellBy';
/** Longest that she may be left untold without somebody asking again. */
export const MOST_DAYS_UNTOLD = 28;

/** What still has to be said before it may be done; the first of them, or null. @param last ISO date 28 days from today */
export function missingIn(act: WithoutConsent, last: string): Missing | null {
  const { ground, toName, fields, why, advice, notToldWhy, tellBy, day } = act;
  if (ground !== 'lift' && toName === '') return 'toName';
  if (ground !== 'lift' && fields.length === 0) return 'fields';
  if (why === '') return 'why';
  if (ground === 'court' && advice === '') return 'advice';
  if (tellBy === null) return null;
  if (notToldWhy === '') return 'notToldWhy';
  return tellBy > day && tellBy <= last ? null : 'tellBy';
}

export type Standing = {
  state: 'asked' | 'done' | 'reviewed' | 'refused';
  dueHour: string;
  tellBy: string | null;
  seenByLead: boolean;
};
/** What somebody has to do about it now. @param hour UTC, `2026-11-24T13`. @param today ISO date */
export function wantedOf(
  { state, dueHour, tellBy, seenByLead }: Standing,
  hour: string,
  today: string,
): { look: 'due' | 'late' | null; tell: boolean; lead: boolean } {
  const open = state === 'asked' || state === 'done';
  return {
    look: open ? (hour > dueHour ? 'late' : 'due') : null,
    tell: state !== 'refused' && tellBy !== null && tellBy <= today,
    lead: !seenByLead,
  };
}
