import assert from 'node:assert/strict';
import { randomBytes, scrypt as native } from 'node:crypto';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { type PinBox, fillRoom, makePinBox, openPinBox, openRoom } from './pin-box.ts';
import type { Scrypt } from './stretch.ts';
import { utf8 } from './wire.ts';

const area = 'testfield';
const random = (length: number): Uint8Array => new Uint8Array(randomBytes(length));
const run = promisify(
  native as (
    p: Uint8Array,
    s: Uint8Array,
    n: number,
    o: object,
    done: (e: Error | null, key: Buffer) => void,
  ) => void,
);
const scrypt: Scrypt = async (password, salt, { N, r, p, dkLen }) =>
  new Uint8Array(await run(password, salt, dkLen, { N, r, p, maxmem: 256 * N * r }));
const text = (bytes: Uint8Array | null): string | null => bytes && new TextDecoder().decode(bytes);

const make = async (second: string | null): Promise<PinBox> =>
  await makePinBox(
    { area, first: { pin: '2468', plain: utf8('the card') }, second: { pin: second, plain: utf8('[]') } },
    scrypt,
    random,
  );
async function read(box: PinBox, pin: string, of = area): Promise<string | null> {
  const key = await openPinBox(box, pin, of, scrypt);
  return key && text(await openRoom(box, key, of));
}

test('each PIN opens its own room, however its digits were typed, and no other PIN opens any', async () => {
  const box = await make('1357');
  assert.equal(await read(box, '2468'), 'the card');
  assert.equal(await read(box, ' ２４６８ '), 'the card');
  assert.equal(await read(box, '1357'), '[]');
  assert.equal(await read(box, '1358'), null);
  assert.equal(await read(box, '2468', 'otherfield'), null);
});

test('what an open room holds can be changed, and the other room stays as it was', async () => {
  const box = await make('1357');
  const key = (await openPinBox(box, '1357', area, scrypt)) ?? assert.fail();
  const filled = await fillRoom(box, key, utf8('["milk"]'), area, random);
  assert.equal(await read(filled, '1357'), '["milk"]');
  assert.equal(await read(filled, '2468'), 'the card');
  assert.notDeepEqual(filled.rooms[key.at], box.rooms[key.at]);
});

test('a box without a second PIN has the same lengths as one with, and either room comes first', async () => {
  const lengths = ({ salt, doors, rooms }: PinBox): number[] =>
    [salt, ...doors, ...rooms].map((part) => part.length).toSorted((a, b) => a - b);
  const [one, two] = [await make(null), await make('1357')];
  assert.deepEqual(lengths(one), lengths(two));
  const firsts = await Promise.all(
    Array.from({ length: 24 }, async () => (await make(null)).rooms[0].length),
  );
  assert.equal(new Set(firsts).size, 2);
});

test('a changed byte anywhere opens nothing, and one key does not open the other room', async () => {
  const box = await make('1357');
  const key = (await openPinBox(box, '2468', area, scrypt)) ?? assert.fail();
  const at = key.at === 0 ? 1 : 0;
  assert.equal(await openRoom(box, { at, key: key.key }, area), null);
  for (const byte of [0, 12, box.rooms[key.at].length - 1]) {
    const changed = structuredClone(box);
    changed.rooms[key.at][byte] = Number(changed.rooms[key.at][byte]) ^ 1;
    assert.equal(await openRoom(changed, key, area), null);
  }
  const salted = structuredClone(box);
  salted.salt[0] = Number(salted.salt[0]) ^ 1;
  assert.equal(await read(salted, '2468'), null);
});

test('one PIN for both is refused', async () => {
  await assert.rejects(make(' 2468'), RangeError);
});
