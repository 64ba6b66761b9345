import { type ReleaseWords, allowedFields, releaseText } from './release-text.ts';
import type { ReportBody } from './report-form.ts';
import type { ReportWords } from '../messages/words.ts';

/** Words of answers in the reader's language. */
export type Labels = ReleaseWords & {
  /** With `{what}` and `{place}`, which is empty or `templatePlace` with `{where}`. */
  template: string;
  templatePlace: string;
};

/** The labels that release texts are made of. */
export const labelsOf = ({ what, when, place, wishes, exact }: ReportWords): Labels => ({
  kinds: what.kinds,
  whens: when.options,
  places: place.options,
  fields: wishes.fields,
  template: exact.template,
  templatePlace: exact.templatePlace,
});

/** The standard text of a warning: what was ticked, and no day, no words of hers, nothing finer than a kind of place. */
export function templateText({ kinds, place }: ReportBody, labels: Labels): string {
  const what = kinds.map((kind) => labels.kinds[kind]?.toLowerCase() ?? kind).join(', ');
  const known = place !== null && place !== 'unknown' && place !== 'my-place';
  const where = known ? (labels.places[place]?.toLowerCase() ?? '') : '';
  return labels.template
    .replace('{what}', what === '' ? (labels.kinds['other']?.toLowerCase() ?? '') : what)
    .replace('{place}', where === '' ? '' : labels.templatePlace.replace('{where}', where));
}

/** Text that may leave the desk, by whom it goes to; empty where nothing was agreed to. */
export type ExactWords = Record<'warn' | 'police' | 'ugly-mugs', string>;

/** Made by the same rule as the text that the desk sends. */
export function exactWords(body: ReportBody, labels: Labels): ExactWords {
  // She is about to say it for the first time: there is nothing yet to take back.
  const to = (recipient: 'police' | 'ugly-mugs') =>
    releaseText(body, allowedFields(body, recipient, []), labels);
  return {
    warn: body.wishes.warn === 'template' ? templateText(body, labels) : '',
    police: to('police'),
    'ugly-mugs': to('ugly-mugs'),
  };
}
