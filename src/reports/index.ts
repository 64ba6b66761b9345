/** The only door to reports: the page that asks, and the addresses that receive. */
import type { Clock } from '#kit/clock.ts';
import { createPictureMaker } from '#kit/re-encode-picture.ts';
import { createStretchPool } from '#kit/stretch-pool.ts';
import type { Handlers } from '#kit/http/index.ts';
import { contestPage } from './contest/contest.page.ts';
import { createFloodGate, type FloodMarks } from './flood-gate.ts';
import { receiveAttachment } from './receive-attachment/receive-attachment.api.ts';
import { type ReceiveReport, receiveReport } from './receive-report/receive-report.api.ts';
import { ReportPosted } from './rules/accept-report.ts';
import { WayBackRead } from './rules/open-conversation.ts';
import { ActPosted } from './rules/way-back-act.ts';
import { nonceKey } from './rules/way-back-nonce.ts';
import { Asked as WayBackAsked, wayBackHandlers } from './way-back/way-back.api.ts';
import { type WayBackPage, wayBackPage } from './way-back/way-back.page.ts';
import { type ReportPage, reportPage } from './report/report.page.ts';
import { trustDesks } from './report/trust-desks.ts';

export {
  ReportBody,
  ReportSummary,
  readReportForm,
  identifierKinds,
  kinds,
  places,
  releaseFields,
  summarise,
  whens,
} from './rules/report-form.ts';
/** What machines send here and get, for the description of the addresses. */
export const reportSchemas = { ReportPosted, WayBackAsked, ActPosted, WayBackRead };
export { dueDay } from './rules/way-back-days.ts';
export type { FloodMarks } from './flood-gate.ts';

export type ReportServices = Omit<ReceiveReport, 'flood'> &
  Omit<ReportPage, 'flood' | 'makePicture' | 'openDesks' | 'stretch'> & {
    clock: Clock;
    /** Any secret that all processes share: signs challenges and tickets. */
    floodSecret: Uint8Array;
    /** Other marks than the usual ones, for a measurement. */
    floodMarks?: FloodMarks;
  };

export function reportHandlers(services: ReportServices): Handlers {
  const { clock, floodSecret: secret, floodMarks: marks } = services;
  const flood = createFloodGate(marks === undefined ? { clock, secret } : { clock, secret, marks });
  const openDesks = trustDesks(services);
  const makePicture = createPictureMaker();
  // Whoever tries out codes waits for others who do; a report never does.
  const [tries, stretch] = [createStretchPool(), createStretchPool()];
  const wayBack: WayBackPage = { ...services, makePicture, stretch: tries, nonceKey: nonceKey(secret) };
  return {
    ...wayBackHandlers(wayBack),
    back: wayBackPage(wayBack),
    contest: contestPage({ ...services, flood, stretch, openDesks }),
    report: reportPage({ ...services, flood, stretch, makePicture, openDesks }),
    apiReports: { post: receiveReport({ ...services, flood }) },
    apiAttachment: { put: receiveAttachment({ ...services, flood }) },
  };
}
