import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, test } from 'node:test';
import { scryptAsync } from '@noble/hashes/scrypt.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { derivePhrase, generatePhrase, readPhrase } from './desk-phrase.ts';
import { loadWords } from './words.ts';

const list = await loadWords();

describe('the phrase', () => {
  test('is ten words, read back however it is typed', () => {
    const phrase = generatePhrase(randomBytes, list);
    assert.deepEqual(readPhrase(`  ${phrase.toUpperCase().replaceAll(' ', ' - ')}.`, list), {
      ok: true,
      phrase,
    });
    const words = phrase.split(' ');
    assert.deepEqual(readPhrase(words.slice(1).join(' '), list), { ok: false, why: 'length', got: 9 });
    assert.deepEqual(readPhrase(words.with(9, 'nonword').join(' '), list), {
      ok: false,
      why: 'unknown-word',
      at: 10,
    });
  });

  test('gives two keys that are fixed for ever and differ by area', async () => {
    const phrase = 'abacus abdomen abdominal abide abiding ability ablaze able abnormal abrasion';
    const keys = await derivePhrase(phrase, 'testfield', scryptAsync);
    // Made with Python's hashlib and hmac.
    assert.equal(
      bytesToHex(keys.signInSeed),
      '46c38613246d9995486646745926b8293fa64bc1247d8e311f1d3ea9c4864541',
    );
    assert.equal(
      keys.unwrapIdentity,
      'AGE-SECRET-KEY-PQ-167HNYMVZFPM2WPL6GHDSQF0E6ZSXCAU9ADH3RHCNY256F36QX3GQJ3GX8A',
    );
    const elsewhere = await derivePhrase(phrase, 'otherfield', scryptAsync);
    assert.notDeepEqual(elsewhere.signInSeed, keys.signInSeed);
  });
});
