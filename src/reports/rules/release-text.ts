import type { ReportBody } from './report-form.ts';
import type { releaseFields } from './report-form.ts';
import { type TakenBack, wishesNow } from './wishes-now.ts';

type Field = (typeof releaseFields)[number];
export type ReleaseTo = 'police' | 'ugly-mugs';

/** What she allows for this recipient; nothing where she said no, or took her yes back. */
export function allowedFields(
  body: ReportBody,
  to: ReleaseTo,
  takenBack: readonly TakenBack[],
): readonly Field[] {
  const { police, policeFields, uglyMugs, uglyMugsFields } = wishesNow(body, takenBack);
  if (to === 'ugly-mugs') return uglyMugs ? uglyMugsFields : [];
  if (police === 'no') return [];
  // "Without anything about me" holds whatever was ticked.
  return police === 'with-contact' ? policeFields : policeFields.filter((field) => field !== 'contact');
}

/** How each field reads; the caller gives the words of kinds, times and places. */
export type ReleaseWords = {
  fields: Record<Field, string>;
  kinds: Record<string, string>;
  whens: Record<string, string>;
  places: Record<string, string>;
};

/** The exact text that goes out: the allowed fields that say something, one paragraph each. Pictures go beside it. */
export function releaseText(body: ReportBody, fields: readonly Field[], words: ReleaseWords): string {
  const said: Record<Field, string> = {
    what: body.kinds.map((kind) => words.kinds[kind] ?? kind).join(', '),
    when: [body.when === null ? '' : (words.whens[body.when] ?? body.when), body.whenWords]
      .filter((text) => text !== '')
      .join(', '),
    place: body.place === null ? '' : (words.places[body.place] ?? body.place),
    identifiers: body.identifiers
      .map(({ platform, text }) => (platform === '' ? text : `${platform}: ${text}`))
      .join('; '),
    description: body.description,
    vehicle: body.vehicle,
    story: body.story,
    pictures: '',
    contact: body.contact,
  };
  return fields
    .filter((field) => said[field] !== '')
    .map((field) => `${words.fields[field]}: ${said[field]}`)
    .join('\n\n');
}
