/** The desk's half of asking the evaluators. In a file of its own: what a member's phone loads must not carry a desk along. */
import { ed25519 } from '@noble/curves/ed25519.js';
import { base64 } from '@scure/base';
import { type OpenedDesk, deskFetch } from '#desks/browser.ts';
import { deskRequestBytes } from '#sealed/blind/desk-request.ts';
import { MAX_BATCH, blind } from '#sealed/blind/voprf.ts';
import { type Bytes, utf8 } from '#sealed/wire.ts';
import { Answers, type Refused, joinAll, read, readEvaluationKeys } from './evaluate.ts';

const random = (length: number): Bytes => crypto.getRandomValues(new Uint8Array(length));
const sameKeys = (a: readonly string[], b: readonly string[]): boolean => a.join() === b.join();

/**
 * Evaluates canonical identifiers for one of this worker's desks: one output `y` (64 bytes) for each, in order. Counts
 * towards the worker's hundred a day; what they are is known to this browser alone.
 */
export async function evaluateForDesk(
  opened: Pick<OpenedDesk, 'area' | 'desk' | 'keys' | 'me' | 'statement'>,
  canonicals: readonly string[],
): Promise<{ ok: true; outputs: Bytes[] } | Refused> {
  const { area, desk, keys, me, statement } = opened;
  const shown = await readEvaluationKeys(area);
  if (shown === null) return { ok: false, why: 'network' };
  if (!sameKeys(shown.publicKeys, statement.voprfPublicKeys)) return { ok: false, why: 'other-keys' };
  const outputs: Bytes[] = [];
  for (let at = 0; at < canonicals.length; at += MAX_BATCH) {
    const pending = canonicals.slice(at, at + MAX_BATCH).map((one) => blind(utf8(one), random));
    const blinded = pending.map((one) => one.blinded);
    const { day } = shown;
    const signed = deskRequestBytes({ area, workerId: me.worker, day, blinded });
    const signature = base64.encode(ed25519.sign(signed, keys.signingSeed));
    const body = { desk, day, blinded: blinded.map((one) => base64.encode(one)), signature };
    const sent = await deskFetch('evaluate', { method: 'POST', body }).catch(() => null);
    if (sent === null) return { ok: false, why: 'network' };
    const answer = await read(sent, Answers);
    if (!answer.ok) return answer;
    const joined = joinAll(pending, answer.value.answers, statement.voprfPublicKeys);
    if (!joined.ok) return joined;
    outputs.push(...joined.outputs);
  }
  return { ok: true, outputs };
}
