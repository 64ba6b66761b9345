/** A desk's next epoch, made in the browser of the member who turns it: a new key, sealed to everyone who stays or comes. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { base64 } from '@scure/base';
import { generateIdentity, open, recipientOf, seal } from '#sealed/age-file.ts';
import { type EpochMember, nextEpoch, proposeFirstEpoch } from '#sealed/epoch-chain.ts';
import { type Envelope, labels, sign } from '#sealed/signed.ts';
import { concat, utf8 } from '#sealed/wire.ts';
import type { EpochPosted } from '../rules/epoch-posted.ts';
import { random } from './new-worker.ts';
import { type OpenedDesk, readSecret, sealSecret, secretNames } from './open-desk.ts';

/** How far long work has come; false ends it, and nothing was changed. */
export type Progress = (done: number, of: number) => boolean;

const testMark = utf8('waymark/test-record/v1\n');

/** The parts of an epoch that do not depend on what came before. */
async function sealEpoch(
  identity: string,
  members: readonly EpochMember[],
  recovery: string | null,
): Promise<Pick<EpochPosted, 'keys' | 'recovery' | 'testRecord'>> {
  const keys: EpochPosted['keys'] = [];
  for (const { worker, recipient } of members)
    keys.push({ worker, sealed: base64.encode(await seal(utf8(identity), [recipient])) });
  const plain = concat(testMark, random(32));
  return {
    keys,
    recovery: recovery === null ? null : base64.encode(await seal(utf8(identity), [recovery])),
    testRecord: {
      sealed: base64.encode(await seal(plain, [await recipientOf(identity)])),
      plainHash: bytesToHex(sha256(plain)),
    },
  };
}

/** A desk's first epoch, signed by its first member; the area's root has still to sign it. */
export async function makeFirstEpoch(
  place: { area: string; desk: string },
  member: EpochMember,
  signingSeed: Uint8Array,
  rootVerifyKey: Uint8Array,
  recovery: string | null,
): Promise<EpochPosted> {
  const identity = generateIdentity(random);
  const choice = { recipient: await recipientOf(identity), members: [member], recovery };
  const envelope = proposeFirstEpoch(place, choice, rootVerifyKey, signingSeed);
  return { envelope, secrets: [], ...(await sealEpoch(identity, [member], recovery)) };
}

/**
 * The epoch after the current one, with these members. Every secret of the desk is opened and sealed to it, `progress`
 * being told after each; null when it said stop.
 */
export async function makeNextEpoch(
  opened: OpenedDesk,
  previous: Envelope,
  members: EpochMember[],
  progress: Progress,
): Promise<EpochPosted | null> {
  const identity = generateIdentity(random);
  const recipient = await recipientOf(identity);
  const { recovery } = opened.tip;
  const names = secretNames(opened);
  const secrets: EpochPosted['secrets'] = [];
  for (const [index, name] of names.entries()) {
    if (!progress(index, names.length)) return null;
    const value = await readSecret(opened, name);
    if (value !== null) secrets.push({ name, sealed: await sealSecret(opened, name, value, recipient) });
  }
  if (!progress(names.length, names.length)) return null;
  const envelope = nextEpoch(previous, { recipient, members, recovery }, opened.keys.signingSeed);
  return { envelope, secrets, ...(await sealEpoch(identity, members, recovery)) };
}

/** Opens the test record with an epoch's identity and signs that it was opened; null when it does not open. */
export async function signOpening(
  opened: Pick<OpenedDesk, 'area' | 'desk' | 'keys'>,
  test: { epoch: number; sealed: string },
  identity: string,
  by: 'own-key' | 'recovery',
): Promise<Envelope | null> {
  const file = await open(base64.decode(test.sealed), identity);
  if (!file.ok) return null;
  const { area, desk } = opened;
  const statement = { area, desk, epoch: test.epoch, plainHash: bytesToHex(sha256(file.plain)), by };
  return sign(labels.opening, statement, opened.keys.signingSeed);
}

export const asMember = (worker: { id: string; recipient: string; verifyKey: string }): EpochMember => ({
  worker: worker.id,
  recipient: worker.recipient,
  verifyKey: worker.verifyKey,
});
