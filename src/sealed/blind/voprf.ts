import { ristretto255_oprf } from '@noble/curves/ed25519.js';
import { type Bytes, type RandomBytes } from '../wire.ts';

const { voprf } = ristretto255_oprf;

/** The most elements that one request may carry; the evaluator holds the same limit. */
export const MAX_BATCH = 20;

/** `blind` stays on the device; `blinded` (32 bytes) is what the evaluator sees. */
export type Blinded = { input: Bytes; blind: Bytes; blinded: Bytes };

/** What an evaluator answers: one element per blinded element, in order, and one proof (64 bytes) for all. */
export type Evaluation = { evaluated: Uint8Array[]; proof: Uint8Array };

export type Finished = { ok: true; outputs: Bytes[] } | { ok: false; why: 'unproven' };

/**
 * Blinds one input of at most 65,535 bytes. RFC 9497 §3.3.2, VOPRF mode, ristretto255-SHA512.
 * The same input blinded twice gives two unlinkable elements.
 */
export function blind(input: Uint8Array, random: RandomBytes): Blinded {
  const made = voprf.blind(input, (length = 32) => new Uint8Array(random(length)));
  return {
    input: new Uint8Array(input),
    blind: new Uint8Array(made.blind),
    blinded: new Uint8Array(made.blinded),
  };
}

/**
 * Checks the proof over the whole batch, then unblinds: one output of 64 bytes for each input, in order.
 * `unproven` covers every bad answer: wrong count, element that does not decode, wrong key, wrong proof.
 * RFC 9497 §3.3.2 `Finalize` and §2.2.2 `VerifyProof`.
 */
export function finish(pending: Blinded[], answer: Evaluation, publicKey: Uint8Array): Finished {
  if (pending.length === 0 || answer.evaluated.length !== pending.length)
    return { ok: false, why: 'unproven' };
  try {
    const items = pending.map((item, i) => ({
      ...item,
      evaluated: new Uint8Array(answer.evaluated[i] ?? []),
    }));
    const outputs = voprf.finalizeBatch(items, new Uint8Array(publicKey), new Uint8Array(answer.proof));
    return { ok: true, outputs: outputs.map((output) => new Uint8Array(output)) };
  } catch {
    // The library throws for whatever does not decode or verify; all of it came from the network.
    return { ok: false, why: 'unproven' };
  }
}
