import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { base64 } from '@scure/base';
import { bytesToHex } from '@noble/hashes/utils.js';
import { AuditAct, MessageValue } from '#desks/index.ts';
import { generateIdentity, recipientOf } from '#sealed/age-file.ts';
import { sealPadded } from '#sealed/padding.ts';
import { appendRow, commit } from '#sealed/audit-chain.ts';
import type { EpochStatement } from '#sealed/epoch-chain.ts';
import { sealMessage } from '#sealed/sealed-record.ts';
import { verifyKeyOf } from '#sealed/signed.ts';
import type { WayBackKeys } from '#sealed/way-back-code.ts';
import { utf8 } from '#sealed/wire.ts';
import { type RecordRead, openConversation } from './open-conversation.ts';

const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));
const [area, id] = ['testford', '6a2f4f4e-8f52-4a5e-9a6c-0d5f3c7b1a20'];
const worker = 'b3b5c9a2-5d0e-4c35-8b0b-3f5a1b1d7e11';
const schemas = { message: MessageValue, act: AuditAct };
let keys: WayBackKeys;
let chain: EpochStatement[];
const deskSeed = random(32);

before(async () => {
  const identity = generateIdentity(random);
  const signingSeed = random(32);
  keys = {
    locator: random(16),
    identity,
    recipient: await recipientOf(identity),
    signingSeed,
    verifyKey: verifyKeyOf(signingSeed),
  };
  const recipient = await recipientOf(generateIdentity(random));
  chain = [
    {
      area,
      desk: 'support',
      number: 0,
      recipient,
      members: [{ worker, recipient, verifyKey: bytesToHex(verifyKeyOf(deskSeed)) }],
      recovery: null,
      previous: null,
      root: '00'.repeat(32),
    },
  ];
});

async function message(
  sequence: number,
  value: MessageValue,
  change: { seed?: Uint8Array; fromDesk?: boolean; sealedAs?: number; shownFromDesk?: boolean } = {},
): Promise<RecordRead['messages'][number]> {
  const { seed = deskSeed, fromDesk = true, sealedAs = sequence, shownFromDesk = fromDesk } = change;
  const sealed = await sealMessage(
    { area, record: id, sequence: sealedAs, from: fromDesk ? 'desk' : 'reporter' },
    value,
    seed,
    [chain[0]?.recipient ?? '', keys.recipient],
  );
  return {
    id: `m${sequence}`,
    sequence,
    fromDesk: shownFromDesk,
    epoch: 0,
    day: '2026-11-24',
    sealed: base64.encode(sealed),
  };
}
const record = (messages: RecordRead['messages'], change: Partial<RecordRead> = {}): RecordRead => ({
  id,
  desk: 'support',
  kind: 'report',
  day: '2026-11-20',
  openedDay: null,
  waitingOn: 'desk',
  late: false,
  counted: null,
  hiddenDay: null,
  audit: [],
  messages,
  ...change,
});
const hello = { type: 'text' as const, text: 'Hello.', files: [] };
const read = async (one: RecordRead, known: EpochStatement[] | null = chain) =>
  await openConversation(area, one, keys, known, schemas);

test('both sides are shown in order, each over its own signature', async () => {
  const hers = await message(2, hello, { fromDesk: false, seed: keys.signingSeed });
  const opened = await read(record([hers, await message(1, { ...hello, worker, firstName: 'Ada' })]));
  assert.deepEqual(
    opened.lines.map(({ sequence, fromDesk }) => [sequence, fromDesk]),
    [
      [1, true],
      [2, false],
    ],
  );
  assert.deepEqual([opened.unverified, opened.next], [0, 3]);
});

test('nothing is shown that another signed, that stood elsewhere, that speaks for a stranger, or without a chain', async () => {
  const bad = [
    await message(1, hello, { seed: random(32) }),
    await message(1, hello, { sealedAs: 2 }),
    await message(1, hello, { fromDesk: false, seed: keys.signingSeed, shownFromDesk: true }),
    await message(1, { ...hello, worker: id, firstName: 'Ada' }),
    { ...(await message(1, hello)), epoch: 1 },
    { ...(await message(1, hello)), sealed: 'no base64' },
  ];
  for (const one of bad) {
    const opened = await read(record([one]));
    assert.deepEqual([opened.lines.length, opened.unverified, opened.next], [0, 1, 2]);
  }
  assert.equal((await read(record([await message(1, hello)]), null)).unverified, 1);
});

test('a message that was left out is told; after the desk destroyed a record, only its note is left and nothing is missing', async () => {
  assert.equal((await read(record([await message(3, hello)]))).unverified, 2);
  const note = await message(3, { type: 'destroyed', reason: 'Sent twice.', worker, firstName: 'Ada' });
  const opened = await read(record([note], { kind: 'destroyed' }));
  assert.deepEqual([opened.lines.length, opened.unverified], [1, 0]);
  const answer = await message(4, hello, { seed: random(32) });
  assert.equal((await read(record([note, answer], { kind: 'destroyed' }))).unverified, 1);
});

test('the list of what the desk did is shown whole or not at all', async () => {
  const act = { act: 'opened', worker, firstName: 'Ada', day: '2026-11-24' } as const;
  const opening = random(32);
  const text = JSON.stringify(act);
  const row = appendRow(area, id, [], commit(opening, utf8(text)));
  const sealed = await sealPadded(utf8(JSON.stringify({ row: text, opening: bytesToHex(opening) })), [
    keys.recipient,
  ]);
  const shown = {
    sequence: 1,
    commitment: bytesToHex(row.commitment),
    hash: bytesToHex(row.hash),
    sealed: base64.encode(sealed),
  };
  const actsOf = async (audit: RecordRead['audit']) => (await read(record([], { audit }))).acts;
  assert.deepEqual(await actsOf([shown]), [act]);
  assert.deepEqual(await actsOf([{ ...shown, sealed: null }]), []);
  assert.equal(await actsOf([{ ...shown, sequence: 2 }]), null);
  assert.equal(await actsOf([{ ...shown, hash: '11'.repeat(32) }]), null);
  const other = appendRow(area, id, [], commit(opening, utf8(text.replace('opened', 'replied'))));
  const swapped = { ...shown, commitment: bytesToHex(other.commitment), hash: bytesToHex(other.hash) };
  assert.equal(await actsOf([swapped]), null);
});
