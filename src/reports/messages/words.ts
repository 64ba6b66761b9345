import type { en } from './en.ts';

/** What every language must say about reports. */
export type ReportWords = typeof en;
