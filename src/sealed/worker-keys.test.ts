import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, test } from 'node:test';
import { scryptAsync } from '@noble/hashes/scrypt.js';
import { recipientOf, seal } from './age-file.ts';
import { derivePhrase, generatePhrase } from './desk-phrase.ts';
import type { Scrypt } from './stretch.ts';
import { loadWords } from './words.ts';
import {
  generateWorkerKeys,
  identityFromPrf,
  openWorkerKeys,
  publicOf,
  sealWorkerKeys,
} from './worker-keys.ts';

const list = await loadWords();

describe('a worker’s keys', () => {
  const cheap: Scrypt = (password, salt) => scryptAsync(password, salt, { N: 16, r: 1, p: 1, dkLen: 32 });
  test('open with the phrase and with the passkey, and with nothing else', async () => {
    const phrase = await derivePhrase(generatePhrase(randomBytes, list), 'testfield', cheap);
    const passkey = identityFromPrf(randomBytes(32), 'testfield');
    const keys = generateWorkerKeys(randomBytes);
    const file = await sealWorkerKeys(keys, [phrase.unwrapRecipient, await recipientOf(passkey)]);
    for (const identity of [phrase.unwrapIdentity, passkey])
      assert.deepEqual(await openWorkerKeys(file, identity, await publicOf(keys)), { ok: true, keys });
    const other = identityFromPrf(randomBytes(32), 'testfield');
    assert.deepEqual(await openWorkerKeys(file, other, null), { ok: false, why: 'not-for-us' });
  });

  test('keys that the server made up are refused', async () => {
    const passkey = identityFromPrf(randomBytes(32), 'testfield');
    const recipient = await recipientOf(passkey);
    const mine = await publicOf(generateWorkerKeys(randomBytes));
    const planted = await sealWorkerKeys(generateWorkerKeys(randomBytes), [recipient]);
    assert.deepEqual(await openWorkerKeys(planted, passkey, mine), { ok: false, why: 'not-yours' });
    const nonsense = await seal(new TextEncoder().encode('{"version":1}'), [recipient]);
    assert.deepEqual(await openWorkerKeys(nonsense, passkey, mine), { ok: false, why: 'damaged' });
  });

  test('a passkey’s output belongs to one area and has 32 bytes', () => {
    const output = randomBytes(32);
    assert.notEqual(identityFromPrf(output, 'testfield'), identityFromPrf(output, 'otherfield'));
    assert.throws(() => identityFromPrf(randomBytes(31), 'testfield'), RangeError);
  });
});
