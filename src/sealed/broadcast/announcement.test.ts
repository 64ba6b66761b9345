import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { EpochStatement } from '../epoch-chain.ts';
import { labels, sign, verifyKeyOf } from '../signed.ts';
import { announceEpoch, announcedBy, isAnnounced, readAnnounced, writeAnnounced } from './announcement.ts';

const random = (length: number): Uint8Array<ArrayBuffer> => new Uint8Array(randomBytes(length));
const [ada, ben] = [random(32), random(32)];
const member = (seed: Uint8Array) => ({
  worker: 'w',
  recipient: 'age1pq1',
  verifyKey: bytesToHex(verifyKeyOf(seed)),
});
const epoch = (number: number, seeds: Uint8Array[]) =>
  ({ number, members: seeds.map(member) }) as unknown as EpochStatement;
const chains = new Map([['support', [epoch(0, [ada]), epoch(1, [ben])]]]);
const header = random(200);
const made = { area: 'testfield', number: 4, header, desk: 'support', epoch: 1 };

test('what a member of the desk’s epoch signed is read back, and held to that desk', () => {
  const read = readAnnounced(writeAnnounced({ header, envelope: announceEpoch(made, ben) }));
  assert.ok(read);
  assert.deepEqual(read.header, header);
  assert.equal(announcedBy(read), 'support');
  assert.equal(isAnnounced(read, 'testfield', chains), true);
  assert.equal(isAnnounced(read, 'elsewhere', chains), false);
  assert.equal(isAnnounced(read, 'testfield', new Map()), false);
  assert.equal(isAnnounced({ ...read, header: random(200) }, 'testfield', chains), false);
});

test('a card holder, a member of another epoch, and another kind of word are nobody', () => {
  for (const seed of [random(32), ada])
    assert.equal(isAnnounced({ header, envelope: announceEpoch(made, seed) }, 'testfield', chains), false);
  const statement = JSON.parse(Buffer.from(announceEpoch(made, ben).payload, 'base64').toString()) as object;
  const asEpoch = sign(labels.epoch, statement, ben);
  assert.equal(isAnnounced({ header, envelope: asEpoch }, 'testfield', chains), false);
});

test('bytes that are cut, changed at the front or not an envelope are no announcement', () => {
  const bytes = writeAnnounced({ header, envelope: announceEpoch(made, ben) });
  for (let length = 0; length < bytes.length; length++)
    assert.equal(readAnnounced(bytes.subarray(0, length)), null, `${length}`);
  for (let at = 0; at < 6; at++)
    assert.equal(readAnnounced(bytes.map((byte, i) => (i === at ? byte ^ 0x81 : byte))), null, `${at}`);
});
