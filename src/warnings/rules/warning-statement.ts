import * as v from 'valibot';

export const severities = [1, 2, 3] as const;
export const TEXT_LONGEST = 1_200;
/** A warning names at most this many identifiers: every publication has as many slots. */
export const MOST_IDENTIFIERS = 4;
/** Days for which a warning stands, unless it is renewed. */
export const STANDS_DAYS = 90;

/**
 * What a warning says and two members of its desk sign. It names no day and no place finer than the area, and no count:
 * nothing in it may point at the person who reported. How to know the person, car or van included, stands in the text: what
 * she was shown, what was screened and what a second worker signed is all there is.
 */
export const WarningStatement = v.strictObject({
  version: v.literal(1),
  area: v.string(),
  /** 16 random bytes as hex. */
  id: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/)),
  desk: v.string(),
  /** The number of the desk's epoch whose members sign. */
  epoch: v.pipe(v.number(), v.integer(), v.minValue(0)),
  severity: v.picklist(severities),
  kinds: v.array(v.string()),
  text: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(TEXT_LONGEST)),
  /** The last three digits of a number, or nothing: for a printed sheet. */
  hint: v.pipe(v.string(), v.regex(/^\d{0,3}$/)),
  language: v.string(),
  expires: v.pipe(v.string(), v.isoDate()),
});
export type WarningStatement = v.InferOutput<typeof WarningStatement>;

/** A later word of the desk about a warning that stands. */
export const Correction = v.strictObject({
  version: v.literal(1),
  area: v.string(),
  id: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/)),
  desk: v.string(),
  epoch: v.pipe(v.number(), v.integer(), v.minValue(0)),
  text: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(TEXT_LONGEST)),
  expires: v.pipe(v.string(), v.isoDate()),
});
export type Correction = v.InferOutput<typeof Correction>;

/** What is sealed as a warning's text in the bundle: envelopes, to be verified by whoever shows them. */
export const WarningText = v.strictObject({
  warning: v.unknown(),
  corrections: v.array(v.unknown()),
});

/** What a desk keeps of a draft, sealed to itself. */
export const DraftKept = v.strictObject({
  version: v.literal(1),
  /** Signed by its author alone. */
  envelope: v.unknown(),
  identifiers: v.pipe(
    v.array(v.strictObject({ kind: v.string(), canonical: v.pipe(v.string(), v.maxLength(600)) })),
    v.minLength(1),
    v.maxLength(MOST_IDENTIFIERS),
  ),
  record: v.string(),
  /** Of the report: author and approver must have belonged to the desk then. */
  recordEpoch: v.number(),
  /** How many opened reports of the desk named each identifier when the draft was written, this one among them. */
  repeats: v.array(v.pipe(v.number(), v.integer(), v.minValue(0))),
  /** And how many of those came from cards. */
  fromCards: v.optional(v.array(v.pipe(v.number(), v.integer(), v.minValue(0))), []),
  /** What the second worker wrote when sending it back. */
  sentBack: v.string(),
});
export type DraftKept = v.InferOutput<typeof DraftKept>;
