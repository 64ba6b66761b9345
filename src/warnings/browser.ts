/** The only door to warnings in the browser. */
export { type Member, readMember } from './browser/member-store.ts';
export { payOnce } from './browser/pay-once.ts';
