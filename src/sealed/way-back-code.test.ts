import assert from 'node:assert/strict';
import { randomBytes, scrypt as nodeScrypt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { scryptAsync } from '@noble/hashes/scrypt.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import fc from 'fast-check';
import { open, seal } from './age-file.ts';
import { asDigits, asWords, dammDigit, deriveWayBack, generateWayBack } from './way-back-code.ts';
import type { Scrypt } from './stretch.ts';
import { readWayBack } from './way-back-code.ts';
import { loadWords } from './words.ts';

const list = await loadWords();
const code = fc
  .array(fc.nat(7775), { minLength: 7, maxLength: 7 })
  .map((indexes) => indexes.map((index) => String(index).padStart(4, '0')).join(''));

/** node:crypto: OpenSSL, independent of the browser's. */
const native: Scrypt = (password, salt, { N, r, p, dkLen }) =>
  new Promise((resolve, reject) =>
    nodeScrypt(password, salt, dkLen, { N, r, p, maxmem: 64 * 1024 * 1024 }, (error, key) =>
      error === null ? resolve(new Uint8Array(key)) : reject(error),
    ),
  );

describe('the Damm check digit', () => {
  test('of 572 is 4', () => {
    assert.equal(dammDigit('572'), 4);
    assert.equal(dammDigit('5724'), 0);
  });

  test('finds each wrong digit and each swap of neighbours', () => {
    fc.assert(
      fc.property(code, fc.nat(28), fc.integer({ min: 1, max: 9 }), (digits, at, by) => {
        const whole = digits + String(dammDigit(digits));
        const wrong = whole.slice(0, at) + String((Number(whole[at]) + by) % 10) + whole.slice(at + 1);
        assert.notEqual(dammDigit(wrong), 0);
        const swapped = whole.slice(0, at) + (whole[at + 1] ?? '') + (whole[at] ?? '') + whole.slice(at + 2);
        if (at < 28 && whole[at] !== whole[at + 1]) assert.notEqual(dammDigit(swapped), 0);
      }),
    );
  });
});

describe('the code', () => {
  test('is read back from words and from digits, however they are written', () => {
    fc.assert(
      fc.property(code, fc.constantFrom(' ', '-', '   ', '\n', '\u200f ', ' - '), (digits, separator) => {
        const words = asWords(digits, list);
        assert.deepEqual(readWayBack(words.join(separator), list), { ok: true, code: digits });
        assert.deepEqual(readWayBack(words.join(' ').toUpperCase(), list), { ok: true, code: digits });
        assert.deepEqual(readWayBack(asDigits(digits).join(separator), list), { ok: true, code: digits });
        assert.deepEqual(readWayBack(asDigits(digits).join(''), list), { ok: true, code: digits });
      }),
    );
  });

  test('is read in Arabic, Persian, Bengali, Thai and full-width digits', () => {
    const digits = generateWayBack(randomBytes);
    for (const zero of [0x660, 0x6f0, 0x9e6, 0xe50, 0xff10]) {
      const there = asDigits(digits)
        .join(' ')
        .replaceAll(/\d/g, (digit) => String.fromCodePoint(zero + Number(digit)));
      assert.deepEqual(readWayBack(there, list), { ok: true, code: digits });
    }
  });

  test('a wrong one says where it is wrong', () => {
    const words = asWords(generateWayBack(randomBytes), list);
    assert.deepEqual(readWayBack(words.with(4, 'xylophones').join(' '), list), {
      ok: false,
      why: 'unknown-word',
      at: 5,
    });
    assert.deepEqual(readWayBack(words.slice(1).join(' '), list), {
      ok: false,
      why: 'length',
      form: 'words',
      got: 6,
    });
    assert.deepEqual(readWayBack('1234 5678', list), { ok: false, why: 'length', form: 'digits', got: 8 });
    const large = `${'0000'.repeat(2)}9999${'0000'.repeat(4)}`;
    assert.deepEqual(readWayBack(large + String(dammDigit(large)), list), {
      ok: false,
      why: 'unknown-group',
      at: 3,
    });
    const whole = asDigits('0001'.repeat(7)).join('');
    const wrong = whole.slice(0, -1) + String((Number(whole.at(-1)) + 1) % 10);
    assert.deepEqual(readWayBack(wrong, list), { ok: false, why: 'check-digit' });
    assert.deepEqual(readWayBack(' - ', list), { ok: false, why: 'empty' });
  });

  test('anything typed is refused or read, never thrown at', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => {
        assert.equal(typeof readWayBack(text, list).ok, 'boolean');
      }),
    );
  });
});

describe('the keys behind it', () => {
  const vectors = JSON.parse(readFileSync(new URL('./vectors/way-back.json', import.meta.url), 'utf8')) as {
    vectors: Record<
      'code' | 'words' | 'area' | 'locator' | 'identity' | 'signingSeed' | 'verifyKey',
      string
    >[] &
      { privateWord: string | null }[];
  };
  for (const vector of vectors.vectors) {
    test(`are fixed for ever: ${vector.area}, ${vector.privateWord ?? 'no private word'}`, async () => {
      assert.deepEqual(readWayBack(vector.words, list), { ok: true, code: vector.code });
      for (const scrypt of [native, scryptAsync as Scrypt]) {
        const keys = await deriveWayBack(vector.code, vector.privateWord, vector.area, scrypt);
        assert.equal(bytesToHex(keys.locator), vector.locator);
        assert.equal(keys.identity, vector.identity);
        assert.equal(bytesToHex(keys.signingSeed), vector.signingSeed);
        assert.equal(bytesToHex(keys.verifyKey), vector.verifyKey);
      }
    });
  }

  test('depend on the area and on the private word, not on how the word is written', async () => {
    const cheap: Scrypt = (password, salt) => scryptAsync(password, salt, { N: 16, r: 1, p: 1, dkLen: 32 });
    const mine = generateWayBack(randomBytes);
    const locator = async (word: string | null, area: string) =>
      bytesToHex((await deriveWayBack(mine, word, area, cheap)).locator);
    const plain = await locator(null, 'testfield');
    assert.equal(await locator('  ', 'testfield'), plain);
    assert.notEqual(await locator(null, 'otherfield'), plain);
    assert.notEqual(await locator('Żółw', 'testfield'), plain);
    assert.equal(await locator(' żółw ', 'testfield'), await locator('Z\u0307O\u0301ŁW', 'testfield'));
    const marked = '\u202bZ\u200b\u0307\u00adó\u2060ł\u200dw\ufe0f\u200f\u2069\ufeff';
    assert.equal(await locator(marked, 'testfield'), await locator('żółw', 'testfield'));
    assert.equal(await locator('\u200b \u200e', 'testfield'), plain);
    await assert.rejects(deriveWayBack('123', null, 'testfield', cheap));
  });

  test('open what was sealed to them', async () => {
    const keys = await deriveWayBack(generateWayBack(randomBytes), null, 'testfield', native);
    const file = await seal(new Uint8Array([1]), [keys.recipient]);
    assert.deepEqual(await open(file, keys.identity), { ok: true, plain: new Uint8Array([1]) });
  });
});
