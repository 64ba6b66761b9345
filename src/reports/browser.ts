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
