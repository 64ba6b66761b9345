/** The only door to reports: how they are received. */
import type { Handlers } from '#kit/http/index.ts';
import type { Frame } from '#guide/index.ts';
import { type ReceiveReport, receiveReport } from './receive-report/receive-report.api.ts';
import { reportClosedPage } from './report/report.page.ts';

export {
  ReportBody,
  ReportSummary,
  readReportForm,
  identifierKinds,
  kinds,
  places,
  releaseFields,
  whens,
} from './rules/report-form.ts';

export function reportHandlers(services: ReceiveReport & { frame: Frame }): Handlers {
  return {
    report: { get: reportClosedPage(services) },
    apiReports: { post: receiveReport(services) },
  };
}
