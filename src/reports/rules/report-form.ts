import * as v from 'valibot';

/** What can be said of what happened. The first that is urgent by itself comes first on the page. */
export const kinds = [
  'violence',
  'sexual-violence',
  'robbery',
  'refused-to-pay',
  'condom',
  'image-blackmail',
  'deposit-fraud',
  'online-pressure',
  'stalking',
  'other',
] as const;
export const whens = ['today', 'this-week', 'this-month', 'this-year', 'longer', 'unknown'] as const;
/** Kinds of place, never a place: where somebody works is not ours to hold. */
export const places = [
  'street',
  'vehicle',
  'their-place',
  'my-place',
  'hotel',
  'online',
  'other',
  'unknown',
] as const;
export const identifierKinds = ['phone', 'email', 'handle', 'plate', 'bank', 'advert'] as const;
/** What may be handed to police or National Ugly Mugs, field by field. */
export const releaseFields = [
  'what',
  'when',
  'place',
  'identifiers',
  'description',
  'vehicle',
  'story',
  'pictures',
  'contact',
] as const;
export const warnWishes = ['ask-first', 'template', 'never'] as const;
export const policeWishes = ['no', 'anonymised', 'with-contact'] as const;

/** Letters. `warnOnly`: what it takes to know somebody by, and too little for what happened. */
export const LONGEST = { story: 10_000, line: 300, warnOnly: 300 } as const;

const line = v.optional(v.pipe(v.string(), v.trim(), v.maxLength(LONGEST.line, 'too-long')), '');
const story = v.optional(v.pipe(v.string(), v.trim(), v.maxLength(LONGEST.story, 'too-long')), '');
const choice = <const T extends readonly string[]>(options: T) =>
  v.optional(v.nullable(v.picklist(options)), null);
const choices = <const T extends readonly string[]>(options: T) =>
  v.optional(v.array(v.picklist(options)), []);
const yes = v.optional(v.boolean(), false);

/** What is sealed to the desk. Every part may be empty: nobody owes us an answer. */
export const ReportBody = v.strictObject({
  version: v.literal(1),
  language: v.pipe(v.string(), v.regex(/^[a-z]{2}(-[A-Z]{2})?$/)),
  kinds: choices(kinds),
  when: choice(whens),
  whenWords: line,
  place: choice(places),
  aboutSomeoneElse: yes,
  under18: yes,
  danger: yes,
  identifiers: v.pipe(
    v.array(
      v.strictObject({
        kind: v.picklist(identifierKinds),
        platform: line,
        text: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(LONGEST.line, 'too-long')),
      }),
    ),
    v.maxLength(12),
  ),
  description: story,
  vehicle: line,
  story,
  wishes: v.strictObject({
    warn: choice(warnWishes),
    warnOnly: yes,
    talk: yes,
    heard: yes,
    police: v.optional(v.picklist(policeWishes), 'no'),
    policeFields: choices(releaseFields),
    uglyMugs: yes,
    uglyMugsFields: choices(releaseFields),
  }),
  contact: line,
  safeContact: line,
  pictures: v.optional(v.pipe(v.array(v.pipe(v.string(), v.uuid())), v.maxLength(5)), []),
  /** The attachment that is a voice note. */
  voice: v.optional(v.nullable(v.pipe(v.string(), v.uuid())), null),
  /** A card's word for this report (`sealed/blind/vouched.ts`), hex. */
  fromCard: v.optional(v.nullable(v.pipe(v.string(), v.regex(/^[0-9a-f]{128}$/))), null),
});
export type ReportBody = v.InferOutput<typeof ReportBody>;

/** What the desk's list shows before a report is opened. */
export const ReportSummary = v.strictObject({
  version: v.literal(1),
  kind: v.literal('report'),
  urgent: v.boolean(),
  language: v.string(),
  kinds: choices(kinds),
  pictures: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(5)),
  voice: v.optional(v.boolean(), false),
});
export type ReportSummary = v.InferOutput<typeof ReportSummary>;

/** Fields as a form sends them: each name with every value it had, in order. */
export type Fields = ReadonlyMap<string, readonly string[]>;

/** `field` is a form field's name; `why` a key of the messages. */
export type FieldError = {
  field: string;
  why: 'too-long' | 'too-long-for-warning' | 'nothing-said' | 'not-an-option';
};

export type ReadForm =
  | { ok: true; body: ReportBody; summary: ReportSummary }
  | { ok: false; errors: FieldError[] };

const rows = Array.from({ length: 6 }, (_, i) => i + 1);

/** Reads the report's form, the same with JavaScript and without. Unknown fields are ignored. */
export function readReportForm(fields: Fields, language: string): ReadForm {
  const one = (name: string) => fields.get(name)?.[0] ?? '';
  const chosen = (name: string) => one(name) || null;
  const all = (name: string) => [...(fields.get(name) ?? [])].filter((value) => value !== '');
  const ticked = (name: string) => one(name) === 'yes';
  const warnOnly = ticked('warn-only');
  const draft = {
    version: 1,
    language,
    kinds: all('kinds'),
    when: chosen('when'),
    whenWords: warnOnly ? '' : one('when-words'),
    place: chosen('place'),
    aboutSomeoneElse: ticked('about-someone-else'),
    under18: ticked('under-18'),
    danger: ticked('danger'),
    identifiers: identifiersIn(fields),
    description: one('description'),
    vehicle: one('vehicle'),
    // "Warn only" exists so that there is no narrative which a court could order the desk to show: no words of her own,
    // no voice, no picture, and of the person only so much that others can know him.
    story: warnOnly ? '' : one('story'),
    wishes: {
      warn: chosen('warn'),
      warnOnly,
      talk: ticked('talk'),
      heard: ticked('heard'),
      police: one('police') || 'no',
      policeFields: all('police-fields'),
      // National Ugly Mugs is for people over 18.
      uglyMugs: ticked('ugly-mugs') && !ticked('under-18'),
      uglyMugsFields: all('ugly-mugs-fields'),
    },
    contact: one('contact'),
    safeContact: one('safe-contact'),
    pictures: [],
    voice: null,
    fromCard: null,
  };
  const parsed = v.safeParse(ReportBody, draft);
  if (!parsed.success) return { ok: false, errors: parsed.issues.map(fieldError) };
  const body = parsed.output;
  if (warnOnly && body.description.length > LONGEST.warnOnly)
    return { ok: false, errors: [{ field: 'description', why: 'too-long-for-warning' }] };
  if (!saysSomething(body)) return { ok: false, errors: [{ field: 'story', why: 'nothing-said' }] };
  return { ok: true, body, summary: summarise(body) };
}

/** The rows of details about a person, without the empty ones; still to be held to a schema. */
export function identifiersIn(fields: Fields): { kind: string; platform: string; text: string }[] {
  const one = (name: string) => fields.get(name)?.[0] ?? '';
  return rows
    .map((row) => ({
      kind: one(`identifier-kind-${row}`) || 'phone',
      platform: one(`identifier-platform-${row}`),
      text: one(`identifier-${row}`),
    }))
    .filter(({ text }) => text.trim() !== '');
}

type Allows = Pick<ReportBody, 'under18' | 'kinds' | 'wishes'>;

/** Not from a person under 18, not where pictures are what somebody is blackmailed with, and not with "warn only". */
export function mayAddPictures({ under18, kinds: said, wishes }: Allows): boolean {
  return !under18 && !said.includes('image-blackmail') && !wishes.warnOnly;
}

/** A voice tells as much as a story, and whose it is. */
export const mayAddVoice = ({ wishes }: Allows): boolean => !wishes.warnOnly;

/** Urgent by what was said, not by who: danger now, a person under 18, or violence today. */
export function summarise(body: ReportBody): ReportSummary {
  const violent = body.kinds.includes('violence') || body.kinds.includes('sexual-violence');
  return {
    version: 1,
    kind: 'report',
    urgent: body.danger || body.under18 || (violent && body.when === 'today'),
    language: body.language,
    kinds: body.kinds,
    pictures: body.pictures.length,
    voice: body.voice !== null,
  };
}

function saysSomething(body: ReportBody): boolean {
  const { kinds: said, identifiers, description, vehicle, story: told, wishes } = body;
  return (
    said.length > 0 ||
    identifiers.length > 0 ||
    [description, vehicle, told, body.whenWords].some((text) => text !== '') ||
    wishes.talk ||
    wishes.heard ||
    body.danger
  );
}

const fieldOf: Record<string, string> = {
  whenWords: 'when-words',
  identifiers: 'identifier-1',
  description: 'description',
  vehicle: 'vehicle',
  story: 'story',
  contact: 'contact',
  safeContact: 'safe-contact',
  kinds: 'kinds',
  when: 'when',
  place: 'place',
  wishes: 'warn',
  wants: 'wants',
};

/** At which field of the form, and which words say it. */
export function fieldError(issue: v.BaseIssue<unknown>): FieldError {
  const key = v.getDotPath(issue)?.split('.')[0] ?? '';
  return { field: fieldOf[key] ?? 'story', why: issue.message === 'too-long' ? 'too-long' : 'not-an-option' };
}
