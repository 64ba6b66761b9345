import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { hexToBytes } from '@noble/hashes/utils.js';
import fc from 'fast-check';
import { coSign, digest, type Envelope, keyId, labels, pae, readUnverified, sign } from './signed.ts';
import { verify, verifyKeyOf, verifyPayload } from './signed.ts';

const given = JSON.parse(readFileSync(new URL('./vectors/dsse.json', import.meta.url), 'utf8')) as {
  keys: Record<string, { seed: string; public: string }>;
  vectors: (Envelope & { id: string; trusted: string[]; threshold: number; pae?: string; accept: boolean })[];
};
const seeds = Array.from({ length: 3 }, () => new Uint8Array(randomBytes(32)));
const [a, b, c] = seeds as [Uint8Array, Uint8Array, Uint8Array];
const [keyA, keyB, keyC] = seeds.map(verifyKeyOf) as [Uint8Array, Uint8Array, Uint8Array];
const hello = { area: 'testfield', text: 'grüße, سلام' };

describe('DSSE', () => {
  test('the pre-authentication encoding of the specification', () => {
    const encoded = pae('http://example.com/HelloWorld', new TextEncoder().encode('hello world'));
    assert.equal(new TextDecoder().decode(encoded), 'DSSEv1 29 http://example.com/HelloWorld 11 hello world');
  });

  for (const vector of given.vectors) {
    test(`vector ${vector.id}`, () => {
      const trusted = vector.trusted.map((name) => hexToBytes(given.keys[name]?.public ?? ''));
      const payload = verifyPayload(vector, trusted, vector.threshold);
      assert.equal(payload !== null, vector.accept);
      if (vector.pae !== undefined && payload !== null)
        assert.deepEqual(pae(vector.payloadType, payload), hexToBytes(vector.pae));
    });
  }

  test('our own signatures are the vectors’ signatures', () => {
    const [first] = given.vectors;
    const ours = coSign({ ...(first as Envelope), signatures: [] }, hexToBytes(given.keys['A']?.seed ?? ''));
    assert.equal(ours.signatures[0]?.sig, first?.signatures[0]?.sig);
  });
});

describe('envelopes', () => {
  test('what was signed is read back under its own label only', () => {
    const envelope = sign(labels.message, hello, a);
    assert.deepEqual(verify(envelope, labels.message, [keyB, keyA]), hello);
    assert.deepEqual(verify(JSON.parse(JSON.stringify(envelope)), labels.message, [keyA]), hello);
    assert.equal(verify(envelope, labels.release, [keyA]), null);
    assert.equal(verify({ ...envelope, payloadType: labels.release }, labels.release, [keyA]), null);
    assert.equal(verify(envelope, labels.message, [keyB]), null);
    assert.equal(verify(envelope, labels.message, []), null);
    assert.equal(envelope.signatures[0]?.keyid, keyId(keyA));
  });

  test('every label is different', () => {
    assert.equal(new Set(Object.values(labels)).size, Object.keys(labels).length);
  });

  test('is deterministic, and a second signature does not change its name', () => {
    const envelope = sign(labels.epoch, hello, a);
    assert.deepEqual(sign(labels.epoch, hello, a), envelope);
    assert.equal(digest(coSign(envelope, b)), digest(envelope));
    assert.deepEqual(coSign(envelope, a), envelope);
    assert.notEqual(digest(sign(labels.epoch, { ...hello, area: 'other' }, a)), digest(envelope));
  });

  test('two of three means two different keys', () => {
    const once = sign(labels.epoch, hello, a);
    const twice = coSign(once, b);
    assert.equal(verify(once, labels.epoch, [keyA, keyB, keyC], 2), null);
    assert.equal(verify(twice, labels.epoch, [keyA, keyA, keyC], 2), null);
    assert.deepEqual(verify(twice, labels.epoch, [keyA, keyB, keyC], 2), hello);
    const doubled = { ...once, signatures: [...once.signatures, ...once.signatures] };
    assert.equal(verify(doubled, labels.epoch, [keyA, keyB, keyC], 2), null);
    assert.throws(() => verify(once, labels.epoch, [keyA], 0), RangeError);
  });

  test('a changed payload is refused', () => {
    const envelope = sign(labels.message, hello, c);
    fc.assert(
      fc.property(fc.nat(envelope.payload.length - 1), fc.constantFrom(...'ABCxyz019+/'), (at, letter) => {
        const payload = envelope.payload.slice(0, at) + letter + envelope.payload.slice(at + 1);
        fc.pre(payload !== envelope.payload);
        assert.equal(verify({ ...envelope, payload }, labels.message, [keyC]), null);
      }),
      { numRuns: 60 },
    );
  });

  test('anything else is refused and never throws', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        assert.equal(verify(value, labels.message, [keyA]), null);
        assert.equal(readUnverified(value, labels.message), null);
      }),
    );
    const list = sign(labels.message, [1, 2], a);
    assert.equal(verify(list, labels.message, [keyA]), null);
    const many = { ...list, signatures: Array.from({ length: 17 }, () => list.signatures[0]) };
    assert.equal(verify(many, labels.message, [keyA]), null);
  });

  test('a key of small order signs nothing', () => {
    const identity = new Uint8Array(32);
    identity[0] = 1;
    const forged = new Uint8Array(64);
    forged[0] = 1;
    const sig = Buffer.from(forged).toString('base64');
    const envelope = { ...sign(labels.message, hello, a), signatures: [{ keyid: keyId(identity), sig }] };
    assert.equal(verify(envelope, labels.message, [identity]), null);
  });
});
