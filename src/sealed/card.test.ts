import assert from 'node:assert/strict';
import { hkdfSync, randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { openEpoch, sealEpoch } from './broadcast/epoch-header.ts';
import { pathKeys } from './broadcast/tree.ts';
import {
  type CardHolds,
  SEALED_PATH_LENGTH,
  deriveCard,
  generateCard,
  openPath,
  readCardWords,
  sealPath,
} from './card.ts';
import { loadWords } from './words.ts';

const random = (length: number): Uint8Array => new Uint8Array(randomBytes(length));
const list = await loadWords();
const area = 'chesterfield';
const phrase = 'abacus yo-yo zoom abdomen unissued zit yonder drop-down abacus yelp';
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const treeSecret = random(32);
const holds = (leaf: number): CardHolds => ({
  leaf,
  path: pathKeys(treeSecret, area, leaf),
  rootFingerprint: '00112233445566778899aabbccddeeff',
  serviceKey: random(32),
});

test('a card is ten words, and reads back however it was written', () => {
  const made = generateCard(random, list);
  assert.equal(made.split(' ').length, 10);
  for (const written of [
    made,
    made.toUpperCase(),
    made.replaceAll(' ', '-'),
    `  ${made.replaceAll(' ', ',\n')}. `,
  ])
    assert.deepEqual(readCardWords(written, list), { ok: true, phrase: made });
  assert.deepEqual(readCardWords(phrase.replaceAll(' ', '-'), list), { ok: true, phrase });
  assert.deepEqual(readCardWords('abacus zoom', list), { ok: false, why: 'length', got: 2 });
  assert.deepEqual(readCardWords(phrase.replace('zoom', 'zomb'), list), {
    ok: false,
    why: 'unknown-word',
    at: 3,
  });
});

test('place and key are those of a second implementation of HKDF, and never change', () => {
  const keys = deriveCard(phrase, area);
  const other = (name: string, length: number) =>
    Buffer.from(
      hkdfSync('sha256', phrase, Buffer.alloc(0), `waymark/card/v1/${area}/${name}`, length),
    ).toString('hex');
  assert.equal(hex(keys.locator), other('locator', 16));
  assert.equal(hex(keys.pathKey), other('path', 32));
  // Printed cards are in people's pockets: a change here locks them out.
  assert.equal(hex(keys.locator), 'a35c287a9c8bc8ab138e8c49e2ff8023');
  assert.notEqual(hex(deriveCard(phrase, 'elsewhere').locator), hex(keys.locator));
});

test('what a card holds opens with its words, and opens an epoch of the feed', async () => {
  const keys = deriveCard(phrase, area);
  for (const leaf of [0, 4_812, 16_383]) {
    const inside = holds(leaf);
    const sealed = await sealPath(area, keys, inside, random);
    assert.equal(sealed.length, SEALED_PATH_LENGTH);
    const opened = await openPath(area, keys, sealed);
    assert.deepEqual(opened, inside);
    const secret = random(32);
    const header = await sealEpoch({ area, epoch: 1, secret, treeSecret, revoked: [77] }, random);
    assert.deepEqual(await openEpoch(header, area, opened?.path ?? []), {
      ok: true,
      epoch: 1,
      secret: new Uint8Array(secret),
    });
  }
});

test('other words, another area, a changed byte or a cut end open nothing', async () => {
  const keys = deriveCard(phrase, area);
  const sealed = await sealPath(area, keys, holds(5), random);
  assert.equal(await openPath(area, deriveCard(generateCard(random, list), area), sealed), null);
  assert.equal(await openPath('elsewhere', keys, sealed), null);
  for (const at of [0, 12, 100, sealed.length - 1]) {
    const changed = sealed.slice();
    changed[at] = (changed[at] ?? 0) ^ 1;
    assert.equal(await openPath(area, keys, changed), null);
  }
  for (const length of [0, 11, 12, 20, sealed.length - 1])
    assert.equal(await openPath(area, keys, sealed.subarray(0, length)), null);
});
