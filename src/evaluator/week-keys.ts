import { hkdfSync } from 'node:crypto';
import { deriveVoprfKey, type VoprfKey } from './evaluate-batch.ts';

export type WeekKey = VoprfKey & { week: number };

/**
 * The token key of one area and ISO week (`weekOf` in sealed/blind/token.ts), by HKDF-SHA256 from the master secret
 * of 32 bytes: nothing is stored for each week, and old tokens end with their week.
 */
export function tokenKeyOfWeek(masterSecret: Uint8Array, area: string, week: number): WeekKey {
  if (masterSecret.length !== 32) throw new RangeError('a master secret has 32 bytes');
  if (!Number.isInteger(week)) throw new RangeError('a week is a whole number');
  const info = Buffer.from(JSON.stringify(['waymark/token-key/v1', area, week]));
  const seed = new Uint8Array(hkdfSync('sha256', masterSecret, new Uint8Array(), info, 32));
  return { week, ...deriveVoprfKey(seed, info) };
}

/** The keys whose tokens are taken: this week's, under which tokens are issued, then last week's. */
export const acceptedKeys = (masterSecret: Uint8Array, area: string, week: number): [WeekKey, WeekKey] => [
  tokenKeyOfWeek(masterSecret, area, week),
  tokenKeyOfWeek(masterSecret, area, week - 1),
];
