/** The only door to reports in the browser: what an opened report holds. */
import { wordsIn } from './messages/index.ts';
import { labelsOf, templateText } from './rules/exact-words.ts';
import type { ReportBody } from './rules/report-form.ts';

export {
  ReportBody,
  ReportSummary,
  identifierKinds,
  kinds,
  places,
  releaseFields,
  summarise,
  whens,
} from './rules/report-form.ts';
export { en as reportWords } from './messages/en.ts';
export { type ReleaseTo, allowedFields, releaseText } from './rules/release-text.ts';
export { type TakenBack, wishesNow } from './rules/wishes-now.ts';
export {
  type HandedField,
  type Liaison,
  type NewIds,
  fieldsForLiaison,
  fieldsSaid,
  releasedBody,
  wholeBody,
} from './rules/hand-on.ts';
export { ContestBody, summariseContest } from './rules/contest-form.ts';
export { contestEn as contestWords } from './messages/contest.en.ts';

/** The standard text of a warning in the very words, and the language, in which she was shown it. */
export const warningTemplate = (body: ReportBody, language: string = body.language): string =>
  templateText(body, labelsOf(wordsIn(language)));
