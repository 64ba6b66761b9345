import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, test } from 'node:test';
import { bytesToHex } from '@noble/hashes/utils.js';
import { generateIdentity, recipientOf } from './age-file.ts';
import {
  type EpochMember,
  extendsPinned,
  firstEpoch,
  nextEpoch,
  signaturesNeeded,
  verifyChain,
} from './epoch-chain.ts';
import { coSign, type Envelope, labels, sign, verifyKeyOf } from './signed.ts';
import { generateWorkerKeys, publicOf } from './worker-keys.ts';

const seed = () => new Uint8Array(randomBytes(32));
const recipient = () => recipientOf(generateIdentity(randomBytes));
async function worker(name: string): Promise<EpochMember & { seed: Uint8Array }> {
  const keys = generateWorkerKeys(randomBytes);
  const { recipient: own, verifyKey } = await publicOf(keys);
  return { worker: name, recipient: own, verifyKey: bytesToHex(verifyKey), seed: keys.signingSeed };
}
const place = { area: 'testfield', desk: 'support' };
const rootSeed = seed();
const root = verifyKeyOf(rootSeed);
const [ada, ben, cleo] = await Promise.all(['ada', 'ben', 'cleo'].map(worker));
assert.ok(ada && ben && cleo);
const [r0, r1, r2, r3, recovery] = await Promise.all([0, 1, 2, 3, 4].map(recipient));
assert.ok(r0 && r1 && r2 && r3 && recovery);
const plain = (...people: (EpochMember & { seed: Uint8Array })[]) =>
  people.map(({ worker: name, recipient: own, verifyKey }) => ({ worker: name, recipient: own, verifyKey }));

const first = firstEpoch(place, { recipient: r0, members: plain(ada), recovery }, rootSeed, ada.seed);
const second = nextEpoch(first, { recipient: r1, members: plain(ada, ben), recovery }, ada.seed);
const third = nextEpoch(second, { recipient: r2, members: plain(ada, ben), recovery }, ben.seed);
const refused = (envelopes: unknown[], why: string, at: number) =>
  assert.deepEqual(verifyChain(envelopes, root, place), { ok: false, why, at });

describe('a chain of epochs', () => {
  test('holds from the root to the newest', () => {
    const verified = verifyChain([first, second, third], root, place);
    assert.ok(verified.ok);
    assert.equal(verified.tip.recipient, r2);
    assert.deepEqual(verified.tip.members, plain(ada, ben));
    assert.deepEqual(
      verified.epochs.map(({ number }) => number),
      [0, 1, 2],
    );
  });

  test('survives JSON', () => {
    assert.ok(verifyChain(JSON.parse(JSON.stringify([first, second, third])) as unknown[], root, place).ok);
  });

  test('refuses another root, another desk, another area and no chain', () => {
    refused([], 'empty', 0);
    assert.equal(verifyChain([first], verifyKeyOf(seed()), place).ok, false);
    assert.equal(verifyChain([first], root, { ...place, desk: 'other' }).ok, false);
    assert.equal(verifyChain([first], root, { ...place, area: 'other' }).ok, false);
  });

  test('the first needs the root and its first member, each', () => {
    const choice = { recipient: r0, members: plain(ada, ben), recovery: null };
    refused([firstEpoch(place, choice, rootSeed, cleo.seed)], 'signature', 0);
    refused([firstEpoch(place, choice, rootSeed, ben.seed)], 'signature', 0);
    const { signatures, ...rest } = firstEpoch(place, choice, rootSeed, ada.seed);
    for (const alone of signatures) refused([{ ...rest, signatures: [alone] }], 'signature', 0);
  });

  test('a ghost member signed in by nobody of the desk is refused', () => {
    const ghost = nextEpoch(third, { recipient: r3, members: plain(ada, ben, cleo), recovery }, cleo.seed);
    refused([first, second, third, ghost], 'signature', 3);
    refused([first, second, third, coSign(ghost, rootSeed)], 'signature', 3);
  });

  test('when people change, two who stay must sign; one may turn the key', () => {
    const joins = nextEpoch(third, { recipient: r3, members: plain(ada, ben, cleo), recovery }, ada.seed);
    refused([first, second, third, joins], 'signature', 3);
    refused([first, second, third, coSign(joins, cleo.seed)], 'signature', 3);
    assert.ok(verifyChain([first, second, third, coSign(joins, ben.seed)], root, place).ok);
  });

  test('who leaves does not count, and a change of recovery is a change of people', () => {
    const leaves = nextEpoch(third, { recipient: r3, members: plain(ada), recovery }, ben.seed);
    refused([first, second, third, leaves], 'signature', 3);
    const stays = nextEpoch(third, { recipient: r3, members: plain(ada), recovery }, ada.seed);
    refused([first, second, third, stays], 'signature', 3);
    assert.ok(verifyChain([first, second, third, coSign(stays, rootSeed)], root, place).ok);
    const unsafe = nextEpoch(third, { recipient: r3, members: plain(ada, ben), recovery: null }, ada.seed);
    refused([first, second, third, unsafe], 'signature', 3);
    assert.ok(verifyChain([first, second, third, coSign(unsafe, ben.seed)], root, place).ok);
  });

  test('one member alone cannot put ghosts in everybody else’s place', async () => {
    const ghost = { ...(await worker('ghost')), worker: 'ben' };
    const taken = nextEpoch(third, { recipient: r3, members: plain(ada, ghost), recovery: null }, ada.seed);
    refused([first, second, third, taken], 'signature', 3);
    refused([first, second, third, coSign(taken, ghost.seed)], 'signature', 3);
  });

  test('a colleague with new keys is a new colleague; when nobody stays the chain ends', async () => {
    const again = { ...(await worker('ben')), worker: 'ben' };
    const swapped = nextEpoch(third, { recipient: r3, members: plain(ada, again), recovery }, again.seed);
    refused([first, second, third, swapped], 'signature', 3);
    const nobody = nextEpoch(first, { recipient: r3, members: plain(ben), recovery }, ada.seed);
    refused([first, nobody], 'nobody-stays', 1);
    refused([first, coSign(nobody, rootSeed)], 'nobody-stays', 1);
  });

  test('a changed order of members is no change of people', () => {
    const verified = verifyChain([first, second, third], root, place);
    assert.ok(verified.ok);
    const turned = { recipient: r3, members: plain(ben, ada), recovery };
    assert.equal(signaturesNeeded(verified.tip, turned), 1);
    assert.ok(verifyChain([first, second, third, nextEpoch(third, turned, ada.seed)], root, place).ok);
  });

  test('left-out, swapped, repeated and renumbered epochs are refused', () => {
    refused([first, third], 'broken-link', 1);
    refused([second], 'broken-link', 0);
    refused([first, second, second], 'broken-link', 2);
    refused([first, third, second], 'broken-link', 1);
    refused([first, { payloadType: labels.epoch }], 'malformed', 1);
    refused([first, sign(labels.area, { number: 1 }, ada.seed)], 'malformed', 1);
  });

  test('an earlier key may not come back, and nobody stands in it twice', () => {
    const old = nextEpoch(second, { recipient: r0, members: plain(ada, ben), recovery }, ada.seed);
    refused([first, second, old], 'old-key', 2);
    const twice = nextEpoch(
      first,
      { recipient: r3, members: [...plain(ada), ...plain(ada)], recovery },
      ada.seed,
    );
    refused([first, twice], 'twice', 1);
    const alias = { ...plain(ada)[0], worker: 'adah' } as EpochMember;
    refused(
      [first, nextEpoch(first, { recipient: r3, members: [...plain(ada), alias], recovery }, ada.seed)],
      'twice',
      1,
    );
  });
});

describe('a pin', () => {
  const verified = verifyChain([first, second], root, place);
  assert.ok(verified.ok);
  test('is held by what extends the chain and by nothing else', () => {
    assert.equal(extendsPinned([first, second], verified.pin), true);
    assert.equal(extendsPinned([first, second, third], verified.pin), true);
    assert.equal(extendsPinned([first], verified.pin), false);
    assert.equal(extendsPinned([], verified.pin), false);
    const fork: Envelope = nextEpoch(first, { recipient: r3, members: plain(ada), recovery }, ada.seed);
    assert.ok(verifyChain([first, fork], root, place).ok);
    assert.equal(extendsPinned([first, fork], verified.pin), false);
  });
});
