import { base64 } from '@scure/base';
import * as v from 'valibot';
import { open } from '#sealed/age-file.ts';
import { combineRecovery } from '#sealed/recovery.ts';
import { signOpening } from '../browser/make-epoch.ts';
import { DeskRefused, type OpenedDesk, deskFetch } from '../browser/open-desk.ts';

const TestRecord = v.object({ epoch: v.number(), sealed: v.string(), recovery: v.nullable(v.string()) });

/**
 * Proves that this worker can open what is sealed to the desk: opens the test record and signs that it did.
 * @param shares what is on the recovery papers; null: with the worker's own key
 * @returns what the server answered; null where the papers open nothing
 * @throws DeskRefused where the desk's key does not open its own record
 */
export async function openTest(
  opened: OpenedDesk,
  shares: readonly string[] | null,
): Promise<Response | null> {
  const test = v.parse(TestRecord, await (await deskFetch(`${opened.desk}/test-record`)).json());
  const identity =
    shares === null ? await opened.identityOf(test.epoch) : await recoveredIdentity(shares, test.recovery);
  if (identity === null && shares !== null) return null;
  const envelope =
    identity === null
      ? null
      : await signOpening(opened, test, identity, shares === null ? 'own-key' : 'recovery');
  if (envelope === null) throw new DeskRefused('swapped-key');
  return await deskFetch(`${opened.desk}/test-record`, { method: 'POST', body: { envelope } });
}

async function recoveredIdentity(shares: readonly string[], recovery: string | null): Promise<string | null> {
  const combined = await combineRecovery([...shares]);
  if (!combined.ok || recovery === null) return null;
  const file = await open(base64.decode(recovery), combined.identity);
  return file.ok ? new TextDecoder().decode(file.plain) : null;
}
