import * as v from 'valibot';

/** What can be done with a record and is written into its chain. */
export const audited = [
  'opened',
  'picture-opened',
  'replied',
  'released',
  'handed-over',
  /** Its body left for a colleague's browser that seals it to another desk and shows it to nobody. */
  'taken-unopened',
  'passed-on',
  /** A picture or voice note left in the same way. */
  'picture-taken',
  'destruction-asked',
  'destroyed',
  'held',
  'acted-without-consent',
  'hold-lifted',
] as const;

/** One row of a record's chain, as it is sealed to the desk and to her. */
export const AuditAct = v.strictObject({
  act: v.picklist(audited),
  worker: v.string(),
  firstName: v.string(),
  day: v.pipe(v.string(), v.isoDate()),
  /** Of what went to another desk: which. */
  to: v.optional(v.string()),
});
export type AuditAct = v.InferOutput<typeof AuditAct>;

/** A sealed row once it is open: the row's text, and the opening (64 hex digits) of its commitment. */
export const AuditRowOpened = v.strictObject({
  row: v.string(),
  opening: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
});

/** More bodies than this in an hour by one worker, and the desk's lead is told. */
export const MANY_AN_HOUR = 30;
