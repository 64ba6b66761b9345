import assert from 'node:assert/strict';
import { test } from 'node:test';
import { base64 } from '@scure/base';
import { makeNonce, nonceKey, readNonce } from './way-back-nonce.ts';

const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));
const key = nonceKey(new Uint8Array(32).fill(1));
const today = '2026-11-24';

test('a nonce is good where and when it was made, whichever process made it', () => {
  const nonce = makeNonce(key, 'testford', today, random);
  assert.ok(readNonce(nonce, nonceKey(new Uint8Array(32).fill(1)), 'testford', today).ok);
  assert.deepEqual(readNonce(nonce, key, 'testford', '2026-11-25'), { ok: false, why: 'expired' });
  assert.deepEqual(readNonce(nonce, key, 'elsewhere', today), { ok: false, why: 'nonce' });
  const other = nonceKey(new Uint8Array(32).fill(2));
  assert.deepEqual(readNonce(nonce, other, 'testford', today), { ok: false, why: 'nonce' });
});

test('with any byte changed, cut or added it is none', () => {
  const bytes = base64.decode(makeNonce(key, 'testford', today, random));
  const read = (made: Uint8Array) => readNonce(base64.encode(made), key, 'testford', today).ok;
  for (let at = 0; at < bytes.length; at++)
    assert.equal(read(bytes.map((byte, index) => (index === at ? byte ^ 1 : byte))), false);
  for (let length = 0; length < bytes.length; length++) assert.equal(read(bytes.slice(0, length)), false);
  assert.equal(read(new Uint8Array([...bytes, 0])), false);
  assert.equal(readNonce('no base64!', key, 'testford', today).ok, false);
});
