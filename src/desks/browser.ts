/** The browser's door to desks: what pages of other capabilities may use. */
export {
  type DeskPageData,
  DeskRefused,
  type Me,
  type OpenedDesk,
  type Unlocked,
  chainOf,
  deskFetch,
  openDesk,
  readSecret,
  shareSecrets,
  showLocked,
  unlockedWorker,
  writeSecret,
} from './browser/open-desk.ts';
export {
  type MessageSent,
  type OpenedRecord,
  type RecordOpened,
  type ShownMessage,
  openRecord,
  sendMessage,
} from './browser/open-record.ts';
export { AuditAct } from './rules/audit-act.ts';
export { MESSAGE_LONGEST, MessageFile, MessageValue } from './rules/message-value.ts';
export { area as writingField, choices, hint, make, press, written } from './browser/elements.ts';
export { daysBetween } from './rules/record-age.ts';
export { showReport } from './browser/show-report.ts';
