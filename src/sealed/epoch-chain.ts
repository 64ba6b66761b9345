/**
 * A desk's epochs: which key records are sealed to, and who may open them. Each is a signed statement that names the
 * one before by hash, from a first one that the area's root key signed. Whoever holds the root fingerprint can tell a
 * ghost member or a swapped recipient from what the desk itself decided.
 */
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import * as v from 'valibot';
import { isRecipient } from './recipient.ts';
import { VerifyKeyHex } from './area-statement.ts';
import { coSign, digest, type Envelope, isEnvelope, labels, readUnverified, sign, verify } from './signed.ts';
import { verifyKeyOf } from './signed.ts';

const Recipient = v.pipe(v.string(), v.check(isRecipient));
const Digest = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));

export const EpochMember = v.object({
  worker: v.pipe(v.string(), v.minLength(1), v.maxLength(80)),
  recipient: Recipient,
  verifyKey: VerifyKeyHex,
});
export const EpochStatement = v.object({
  area: v.string(),
  desk: v.string(),
  /** 0 for the first. */
  number: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  /** Records of this epoch are sealed to it; its identity is sealed to each member and to `recovery`. */
  recipient: Recipient,
  members: v.pipe(v.array(EpochMember), v.minLength(1), v.maxLength(19)),
  recovery: v.nullable(Recipient),
  /** `digest` of the epoch before; null for the first. */
  previous: v.nullable(Digest),
  /** The area root's verify key. */
  root: VerifyKeyHex,
});
export type EpochMember = v.InferOutput<typeof EpochMember>;
export type EpochStatement = v.InferOutput<typeof EpochStatement>;

/** What an epoch may say anew. */
export type EpochChoice = Pick<EpochStatement, 'recipient' | 'members' | 'recovery'>;

/**
 * `malformed`; `signature`: too few of those who must sign did; `broken-link`: hash, number, root, area or desk do not
 * follow; `twice`: a worker or key stands in it twice; `nobody-stays`: no member of the epoch before is left;
 * `old-key`: the recipient of an earlier epoch again; `empty`: no epoch at all.
 */
export type ChainFault =
  | 'malformed'
  | 'signature'
  | 'broken-link'
  | 'twice'
  | 'nobody-stays'
  | 'old-key'
  | 'empty';
export type ChainVerified =
  | { ok: true; epochs: EpochStatement[]; tip: EpochStatement; pin: Pin }
  | { ok: false; why: ChainFault; at: number };

/** What a browser remembers of the newest epoch it has verified. */
export interface Pin {
  number: number;
  digest: string;
}

/** A first epoch as its first member (`members[0]`, who holds `memberSeed`) asks the root to sign it. */
export function proposeFirstEpoch(
  place: { area: string; desk: string },
  choice: EpochChoice,
  rootVerifyKey: Uint8Array,
  memberSeed: Uint8Array,
): Envelope {
  const root = bytesToHex(rootVerifyKey);
  const statement = v.parse(EpochStatement, { ...place, number: 0, ...choice, previous: null, root });
  return sign(labels.epoch, statement, memberSeed);
}

/** The first epoch: signed by its first member and by the root. */
export function firstEpoch(
  place: { area: string; desk: string },
  choice: EpochChoice,
  rootSeed: Uint8Array,
  memberSeed: Uint8Array,
): Envelope {
  return coSign(proposeFirstEpoch(place, choice, verifyKeyOf(rootSeed), memberSeed), rootSeed);
}

/**
 * The epoch after `previous`, signed by one member. When `signaturesNeeded` is two, another member gives theirs with
 * `coSign` after reading it.
 */
export function nextEpoch(previous: Envelope, choice: EpochChoice, memberSeed: Uint8Array): Envelope {
  const before = v.parse(EpochStatement, readUnverified(previous, labels.epoch));
  const { area, desk, number, root } = before;
  const statement = { area, desk, number: number + 1, ...choice, previous: digest(previous), root };
  return sign(labels.epoch, v.parse(EpochStatement, statement), memberSeed);
}

const sameMember = (a: EpochMember, b: EpochMember) =>
  a.worker === b.worker && a.recipient === b.recipient && a.verifyKey === b.verifyKey;

/** Members of `before` who stand unchanged in `after`: when people change, only their signatures count. */
export function membersWhoStay(before: EpochStatement, after: EpochChoice): EpochMember[] {
  return before.members.filter((member) => after.members.some((one) => sameMember(one, member)));
}

/**
 * How many must sign: one member to turn the key, two (or the only one) when people or recovery change. Where fewer than
 * two members stay, the area root is the second: else one coerced member could drop the others and bring in ghosts.
 */
export function signaturesNeeded(before: EpochStatement, after: EpochChoice): number {
  const stay = membersWhoStay(before, after).length;
  const unchanged =
    stay === before.members.length && stay === after.members.length && before.recovery === after.recovery;
  return unchanged ? 1 : Math.min(2, before.members.length);
}

/** Checks every epoch from the first. `place` is what the reader asked for: a chain of another desk is refused. */
export function verifyChain(
  envelopes: readonly unknown[],
  rootVerifyKey: Uint8Array,
  place: { area: string; desk: string },
): ChainVerified {
  const epochs: EpochStatement[] = [];
  let previous: string | null = null;
  for (const [at, envelope] of envelopes.entries()) {
    const read = v.safeParse(EpochStatement, readUnverified(envelope, labels.epoch));
    if (!read.success || !isEnvelope(envelope)) return { ok: false, why: 'malformed', at };
    const epoch = read.output;
    const follows =
      epoch.number === at &&
      epoch.previous === previous &&
      epoch.area === place.area &&
      epoch.desk === place.desk &&
      epoch.root === bytesToHex(rootVerifyKey);
    if (!follows) return { ok: false, why: 'broken-link', at };
    if (hasTwice(epoch)) return { ok: false, why: 'twice', at };
    if (epochs.some(({ recipient }) => recipient === epoch.recipient))
      return { ok: false, why: 'old-key', at };
    const why = checkSigners(envelope, epoch, epochs.at(-1), rootVerifyKey);
    if (why !== null) return { ok: false, why, at };
    epochs.push(epoch);
    previous = digest(envelope);
  }
  const tip = epochs.at(-1);
  if (tip === undefined || previous === null) return { ok: false, why: 'empty', at: 0 };
  return { ok: true, epochs, tip, pin: { number: tip.number, digest: previous } };
}

function checkSigners(
  envelope: Envelope,
  epoch: EpochStatement,
  before: EpochStatement | undefined,
  rootVerifyKey: Uint8Array,
): 'signature' | 'nobody-stays' | null {
  const signed = (keys: readonly Uint8Array[], threshold: number) =>
    verify(envelope, labels.epoch, keys, threshold) !== null;
  if (before === undefined) {
    const [first] = keysOf(epoch.members);
    return first !== undefined && signed([rootVerifyKey], 1) && signed([first], 1) ? null : 'signature';
  }
  const stay = membersWhoStay(before, epoch);
  if (stay.length === 0) return 'nobody-stays';
  const needed = signaturesNeeded(before, epoch);
  const signers = stay.length < needed ? [...keysOf(stay), rootVerifyKey] : keysOf(stay);
  return signed(signers, needed) ? null : 'signature';
}

const keysOf = (members: readonly EpochMember[]) => members.map(({ verifyKey }) => hexToBytes(verifyKey));

function hasTwice({ members, recovery, recipient }: EpochStatement): boolean {
  const recipients = [...members.map((member) => member.recipient), recipient];
  if (recovery !== null) recipients.push(recovery);
  return (
    new Set(recipients).size !== recipients.length ||
    new Set(members.map(({ worker }) => worker)).size !== members.length ||
    new Set(members.map(({ verifyKey }) => verifyKey)).size !== members.length
  );
}

/**
 * Whether a chain that verified holds what this browser has seen before. A chain that is shorter, or another one from
 * some point on, does not: then nothing is sealed to it.
 */
export function extendsPinned(envelopes: readonly unknown[], pinned: Pin): boolean {
  const there = envelopes[pinned.number];
  return isEnvelope(there) && digest(there) === pinned.digest;
}
