/** The only door to reports in the browser: what an opened report holds. */
export {
  ReportBody,
  ReportSummary,
  identifierKinds,
  kinds,
  places,
  releaseFields,
  whens,
} from './rules/report-form.ts';
export { en as reportWords } from './messages/en.ts';
export { type ReleaseTo, allowedFields, releaseText } from './rules/release-text.ts';
export { ContestBody } from './rules/contest-form.ts';
export { contestEn as contestWords } from './messages/contest.en.ts';
