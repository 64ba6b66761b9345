import * as v from 'valibot';
import { isRecipient } from '#sealed/recipient.ts';
import { VerifyKeyHex } from '#sealed/area-statement.ts';
import { EpochStatement, type ChainVerified, verifyChain } from '#sealed/epoch-chain.ts';
import { type Envelope, isEnvelope, labels, readUnverified, verify } from '#sealed/signed.ts';
import { hexToBytes } from '@noble/hashes/utils.js';

const uuid = v.pipe(v.string(), v.uuid());
const sealed = v.pipe(v.string(), v.base64(), v.maxLength(96 * 1024));
const envelope = v.custom<Envelope>(isEnvelope, 'a signed envelope');

/** A newcomer's public half and their keys, which only their phrase and passkeys open. */
export const WorkerPosted = v.strictObject({
  id: uuid,
  recipient: v.pipe(v.string(), v.check(isRecipient)),
  verifyKey: VerifyKeyHex,
  signInKey: VerifyKeyHex,
  bundle: sealed,
  bundleRecipient: v.pipe(v.string(), v.check(isRecipient)),
});
export type WorkerPosted = v.InferOutput<typeof WorkerPosted>;

/** An epoch with everything that its members need to use it. */
export const EpochPosted = v.strictObject({
  envelope,
  /** The epoch's identity, sealed to each member. */
  keys: v.pipe(v.array(v.strictObject({ worker: uuid, sealed })), v.minLength(1), v.maxLength(19)),
  /** Random bytes sealed to the epoch; whoever can name their hash has opened it. */
  testRecord: v.strictObject({ sealed, plainHash: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)) }),
  /** The identity sealed to the printed recovery identity. */
  recovery: v.nullable(sealed),
  /** The desk's secrets, sealed anew. */
  secrets: v.pipe(
    v.array(v.strictObject({ name: v.pipe(v.string(), v.regex(/^[a-z][a-z0-9/-]{0,60}$/)), sealed })),
    v.maxLength(200),
  ),
});
export type EpochPosted = v.InferOutput<typeof EpochPosted>;

/** Ids of the workers whom an epoch names; none for what is no epoch. Says nothing about who signed it. */
export function membersOf(envelope: unknown): string[] {
  const read = v.safeParse(EpochStatement, readUnverified(envelope, labels.epoch));
  return read.success ? read.output.members.map(({ worker }) => worker) : [];
}

export type EpochDecision =
  | { ok: true; state: 'current' | 'proposed'; epoch: EpochStatement }
  | { ok: false; why: 'malformed' | 'does-not-follow' | 'nobody-signed' | 'keys-missing' };

/**
 * What becomes of a posted epoch: it follows and everyone who must has signed (`current`), it follows but one more must
 * sign (`proposed`), or it is refused. Browsers decide this again for themselves; the server only keeps order.
 */
export function decideEpoch(
  chain: readonly Envelope[],
  posted: EpochPosted,
  rootVerifyKey: Uint8Array,
  place: { area: string; desk: string },
): EpochDecision {
  const read = v.safeParse(EpochStatement, readUnverified(posted.envelope, labels.epoch));
  if (!read.success) return { ok: false, why: 'malformed' };
  const epoch = read.output;
  const sealedTo = new Set(posted.keys.map(({ worker }) => worker));
  if (
    !epoch.members.every(({ worker }) => sealedTo.has(worker)) ||
    (epoch.recovery === null) !== (posted.recovery === null)
  )
    return { ok: false, why: 'keys-missing' };
  const verified: ChainVerified = verifyChain([...chain, posted.envelope], rootVerifyKey, place);
  if (verified.ok) return { ok: true, state: 'current', epoch };
  if (verified.at !== chain.length || verified.why !== 'signature')
    return { ok: false, why: 'does-not-follow' };
  const before = v.safeParse(EpochStatement, readUnverified(chain.at(-1), labels.epoch));
  const mayPropose = before.success ? before.output.members : epoch.members.slice(0, 1);
  const keys = mayPropose.map(({ verifyKey }) => hexToBytes(verifyKey));
  return verify(posted.envelope, labels.epoch, keys) === null
    ? { ok: false, why: 'nobody-signed' }
    : { ok: true, state: 'proposed', epoch };
}
