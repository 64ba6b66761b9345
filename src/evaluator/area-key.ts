import { hkdfSync } from 'node:crypto';
import { deriveVoprfKey, type VoprfKey } from './evaluate-batch.ts';

/** The key under which an area's identifiers are evaluated, by HKDF-SHA256 from the master secret of 32 bytes. */
export function areaKey(masterSecret: Uint8Array, area: string): VoprfKey {
  if (masterSecret.length !== 32) throw new RangeError('a master secret has 32 bytes');
  const info = Buffer.from(JSON.stringify(['waymark/area-key/v1', area]));
  return deriveVoprfKey(new Uint8Array(hkdfSync('sha256', masterSecret, new Uint8Array(), info, 32)), info);
}
