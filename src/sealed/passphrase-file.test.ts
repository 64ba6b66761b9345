import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { Decrypter } from 'age-encryption';
import { generatePassphrase, lockWithPassphrase } from './passphrase-file.ts';
import { utf8 } from './wire.ts';
import { loadWords } from './words.ts';

test('an age tool opens it with the six words, and with no others', async () => {
  const words = generatePassphrase((length) => new Uint8Array(randomBytes(length)), await loadWords());
  assert.equal(words.split(' ').length, 6);
  const file = await lockWithPassphrase(utf8('what she allows'), words);
  assert.match(Buffer.from(file).toString('latin1'), /^age-encryption\.org\/v1\n-> scrypt \S+ 17\n/);
  const open = async (phrase: string): Promise<string> => {
    const decrypter = new Decrypter();
    decrypter.addPassphrase(phrase);
    return await decrypter.decrypt(file, 'text');
  };
  assert.equal(await open(words), 'what she allows');
  await assert.rejects(open(`${words} x`));
});
