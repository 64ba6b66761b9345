import * as v from 'valibot';

const uuid = v.pipe(v.string(), v.uuid());
const isoDay = v.pipe(v.string(), v.isoDate());
const warningId = v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/));
/** Who of the desk speaks: the id that the desk's epoch lists, and the first name they chose. */
const speaker = { worker: uuid, firstName: v.pipe(v.string(), v.maxLength(40)) };

export const MESSAGE_LONGEST = 10_000;
const words = v.pipe(v.string(), v.trim(), v.maxLength(MESSAGE_LONGEST, 'too-long'));

/** A file beside a message; its bytes are an attachment of this id, sealed to the same two. */
export const MessageFile = v.strictObject({
  id: uuid,
  kind: v.picklist(['picture', 'voice']),
  name: v.pipe(v.string(), v.maxLength(100)),
});

/** What she may take back her yes for. */
export const wishes = ['warn', 'police', 'ugly-mugs', 'all'] as const;

/** What a message about a record can say, from either side; sealed and signed by `sealMessage`. */
export const MessageValue = v.variant('type', [
  v.strictObject({
    type: v.literal('text'),
    text: words,
    files: v.pipe(v.array(MessageFile), v.maxLength(5)),
    worker: v.optional(uuid),
    firstName: v.optional(v.pipe(v.string(), v.maxLength(40))),
  }),
  /** From her: what she said yes to, no longer. */
  v.strictObject({ type: v.literal('take-back'), what: v.picklist(wishes) }),
  /** To her, where she said "ask me first": the exact words of a warning. */
  v.strictObject({
    type: v.literal('draft'),
    draft: uuid,
    text: words,
    severity: v.picklist([1, 2, 3]),
    fields: v.array(v.string()),
    ...speaker,
  }),
  /** From her: yes or no to it, and what she would change. */
  v.strictObject({ type: v.literal('draft-answer'), draft: uuid, yes: v.boolean(), text: words }),
  /** To her, the release log: who was given what, in these exact words. */
  v.strictObject({
    type: v.literal('release'),
    to: v.string(),
    toName: v.pipe(v.string(), v.maxLength(200)),
    fields: v.array(v.string()),
    /** A whole report has two long fields and twelve short ones. */
    text: v.pipe(v.string(), v.trim(), v.maxLength(30_000, 'too-long')),
    day: isoDay,
    ...speaker,
  }),
  /** To her: what was done without her yes, or that a hold has ended. */
  v.strictObject({
    type: v.literal('acted'),
    ground: v.picklist(['child', 'life', 'court', 'lift']),
    toName: v.pipe(v.string(), v.maxLength(200)),
    text: v.pipe(v.string(), v.maxLength(20_000)),
    held: v.boolean(),
    day: isoDay,
    ...speaker,
  }),
  v.strictObject({ type: v.literal('destroyed'), reason: words, ...speaker }),
  v.strictObject({ type: v.literal('published'), warning: warningId, expires: isoDay }),
  v.strictObject({ type: v.literal('withdrawn'), warning: warningId }),
]);
export type MessageValue = v.InferOutput<typeof MessageValue>;
