import * as v from 'valibot';
import { type FieldError, type Fields, ReportBody, fieldError, identifiersIn } from './report-form.ts';

/** What somebody may ask about what is kept of them. */
export const wants = ['wrong', 'see', 'correct', 'delete', 'object'] as const;

const { language, identifiers, story, contact } = ReportBody.entries;

/** What is sealed to the desk that reads contests. */
export const ContestBody = v.strictObject({
  version: v.literal(1),
  language,
  wants: v.array(v.picklist(wants)),
  identifiers,
  story,
  contact,
});
export type ContestBody = v.InferOutput<typeof ContestBody>;

export type ContestRead = { ok: true; body: ContestBody } | { ok: false; errors: FieldError[] };

/** Reads the form of `/contest`, the same with JavaScript and without. Unknown fields are ignored. */
export function readContestForm(fields: Fields, language: string): ContestRead {
  const one = (name: string) => fields.get(name)?.[0] ?? '';
  const parsed = v.safeParse(ContestBody, {
    version: 1,
    language,
    wants: [...(fields.get('wants') ?? [])],
    identifiers: identifiersIn(fields),
    story: one('story'),
    contact: one('contact'),
  });
  if (!parsed.success) return { ok: false, errors: parsed.issues.map(fieldError) };
  const body = parsed.output;
  if (body.wants.length === 0 && body.identifiers.length === 0 && body.story === '')
    return { ok: false, errors: [{ field: 'story', why: 'nothing-said' }] };
  return { ok: true, body };
}

/** The list shows that it is a contest; nothing in one is more urgent than another. */
export const summariseContest = ({ language }: ContestBody) => ({
  version: 1,
  kind: 'contest',
  urgent: false,
  language,
});
