/** The only door to warnings in the browser. */
export type { Member } from './browser/member-store.ts';
export { openMember } from './browser/open-member.ts';
export { payOnce } from './browser/pay-once.ts';
export { holdsCard, vouchForReport } from './browser/vouch-for-report.ts';
