import { hexToBytes } from '@noble/hashes/utils.js';
import { verifyArea } from '#sealed/area-statement.ts';

/**
 * Which of this service's keys differs from what the area's root has signed: a key file that was lost, and made anew at
 * the start, would else answer for the area until somebody notices. Null where all agree.
 * @param root as the server has it. @param keys hex; `voprfPublicKeys` null where other organisations hold them.
 */
export function differsFromRoot(
  area: string,
  root: { verifyKey: string; statement: unknown },
  keys: { serviceKey: string; voprfPublicKeys: readonly string[] | null },
): 'statement' | 'service-key' | 'evaluator-key' | null {
  const signed = verifyArea(root.statement, hexToBytes(root.verifyKey), area);
  if (signed === null) return 'statement';
  if (signed.serviceKey !== keys.serviceKey) return 'service-key';
  const ours = keys.voprfPublicKeys;
  return ours === null || ours.join() === signed.voprfPublicKeys.join() ? null : 'evaluator-key';
}
