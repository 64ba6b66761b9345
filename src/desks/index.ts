/** The only door to desks: their records, their people's keys and sessions. */
export { endIdleSessions, readSession, type Session } from './queries/session.ts';
export { type KnownEpochs, readKnownEpochs } from './queries/read-known-epochs.ts';
export { type OpenDesk, readOpenDesks } from './queries/read-open-desks.ts';
export { shuffleIntake } from './queries/shuffle-intake.ts';
export { type NewRecord, type Stored, storeRecord } from './queries/store-record.ts';
export type { DesksTables } from './tables.ts';
