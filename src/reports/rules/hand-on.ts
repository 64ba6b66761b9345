/** What of a report another desk is given: the whole as it stands now, or for a liaison only the fields that she allows. */
import { allowedFields } from './release-text.ts';
import type { ReportBody, releaseFields } from './report-form.ts';
import { type TakenBack, wishesNow } from './wishes-now.ts';

type Field = (typeof releaseFields)[number];
/** What a report holds beside the fields of a release, and what goes along with the whole. */
export const alsoHanded = ['voice', 'safe-contact', 'about-you', 'wishes'] as const;
export type HandedField = Field | (typeof alsoHanded)[number];

/** New ids of the pictures and the voice note, by their old ones; what is not in it is not handed on. */
export type NewIds = ReadonlyMap<string, string>;

/** Whose desk it is, where it is not one of support: hers to say yes to, not a colleague's to choose. */
export type Liaison = 'police' | 'slavery';

const renamed = (ids: readonly string[], files: NewIds): string[] =>
  ids.map((id) => files.get(id)).filter((id) => id !== undefined);

/** The whole report for another desk. What she took back is a no there too: her messages stay where they are. */
export const wholeBody = (body: ReportBody, takenBack: readonly TakenBack[], files: NewIds): ReportBody => ({
  ...body,
  wishes: wishesNow(body, takenBack),
  pictures: renamed(body.pictures, files),
  voice: body.voice === null ? null : (files.get(body.voice) ?? null),
  // It vouches for the record of the desk that she chose, and for no other.
  fromCard: null,
});

/** Everything that this body says, by the names under which she reads of it. */
export function fieldsSaid(body: ReportBody): HandedField[] {
  const { kinds, when, whenWords, place, identifiers, description, vehicle, story, pictures, contact } = body;
  const said: Record<HandedField, boolean> = {
    what: kinds.length > 0,
    when: when !== null || whenWords !== '',
    place: place !== null,
    identifiers: identifiers.length > 0,
    description: description !== '',
    vehicle: vehicle !== '',
    story: story !== '',
    pictures: pictures.length > 0,
    contact: contact !== '',
    voice: body.voice !== null,
    'safe-contact': body.safeContact !== '',
    'about-you': body.under18 || body.danger || body.aboutSomeoneElse,
    wishes: true,
  };
  return (Object.keys(said) as HandedField[]).filter((field) => said[field]);
}

/**
 * The fields that she allows a liaison now; none where she said no, or where one of those who read there is one whom she
 * was never asked about (modern slavery).
 */
export function fieldsForLiaison(
  body: ReportBody,
  liaisons: readonly Liaison[],
  takenBack: readonly TakenBack[],
): readonly Field[] {
  return liaisons.length > 0 && liaisons.every((one) => one === 'police')
    ? allowedFields(body, 'police', takenBack)
    : [];
}

/**
 * Only these fields, and of everything else nothing: no wishes, so that nothing is passed on from there; no language,
 * which can tell where somebody is from, unless she can be reached.
 */
export function releasedBody(body: ReportBody, fields: readonly Field[], files: NewIds): ReportBody {
  const gives = (field: Field): boolean => fields.includes(field);
  const text = (field: 'description' | 'vehicle' | 'story' | 'contact'): string =>
    gives(field) ? body[field] : '';
  return {
    version: 1,
    language: gives('contact') ? body.language : 'en',
    kinds: gives('what') ? body.kinds : [],
    when: gives('when') ? body.when : null,
    whenWords: gives('when') ? body.whenWords : '',
    place: gives('place') ? body.place : null,
    aboutSomeoneElse: false,
    under18: false,
    danger: false,
    identifiers: gives('identifiers') ? body.identifiers : [],
    description: text('description'),
    vehicle: text('vehicle'),
    story: text('story'),
    wishes: {
      warn: null,
      warnOnly: false,
      talk: false,
      heard: false,
      police: 'no',
      policeFields: [],
      uglyMugs: false,
      uglyMugsFields: [],
    },
    contact: text('contact'),
    safeContact: '',
    pictures: gives('pictures') ? renamed(body.pictures, files) : [],
    voice: null,
    fromCard: null,
  };
}
