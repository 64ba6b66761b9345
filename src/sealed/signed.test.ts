import assert from 'node:assert/strict';
import { createPrivateKey, randomBytes, sign as cryptoSign } from 'node:crypto';
import { describe, test } from 'node:test';
import { hexToBytes } from '@noble/hashes/utils.js';
import fc from 'fast-check';
import { coSign, digest, keyId, labels, pae, readUnverified, type Signature, sign } from './signed.ts';
import { verify, verifyKeyOf, verifyPayload } from './signed.ts';

const seeds = Array.from({ length: 3 }, () => new Uint8Array(randomBytes(32)));
const [a, b, c] = seeds as [Uint8Array, Uint8Array, Uint8Array];
const [keyA, keyB, keyC] = seeds.map(verifyKeyOf) as [Uint8Array, Uint8Array, Uint8Array];
const hello = { area: 'testfield', text: 'grüße, سلام' };

describe('DSSE', () => {
  test('the pre-authentication encoding of the specification', () => {
    const encoded = pae('http://example.com/HelloWorld', new TextEncoder().encode('hello world'));
    assert.equal(new TextDecoder().decode(encoded), 'DSSEv1 29 http://example.com/HelloWorld 11 hello world');
  });

  test('lengths are of bytes, and an empty body leaves a space at the end', () => {
    const encoded = pae('application/vnd.exämple+json', new Uint8Array(0));
    assert.equal(new TextDecoder().decode(encoded), 'DSSEv1 29 application/vnd.exämple+json 0 ');
  });

  // RFC 8032 section 7.1, TEST 1: the keys are the RFC's; node:crypto is the second implementation that signs.
  const seed = hexToBytes('9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60');
  const key = hexToBytes('d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a');
  const pkcs8 = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]);
  const theirs = (type: string, body: Uint8Array) =>
    cryptoSign(null, pae(type, body), createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' }));

  test('the RFC’s seed has the RFC’s key', () => assert.deepEqual(verifyKeyOf(seed), key));

  test('another implementation signs the same bytes to the same signature', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 200 }),
        fc.constantFrom(...Object.values(labels)),
        (body, type) => {
          const payload = Buffer.from(body).toString('base64');
          const ours = coSign({ payloadType: type, payload, signatures: [] }, seed);
          assert.equal(ours.signatures[0]?.sig, theirs(type, body).toString('base64'));
        },
      ),
      { numRuns: 25 },
    );
  });

  test('verifiers take either alphabet of base64 and a signature without a key id', () => {
    const body = new Uint8Array([0xfb, 0xff, 0xbf, 0x3e, 0x3f]);
    const sig = theirs(labels.message, body).toString('base64').replaceAll('+', '-').replaceAll('/', '_');
    const envelope = { payloadType: labels.message, payload: '-_-_Pj8=', signatures: [{ sig } as Signature] };
    assert.deepEqual(verifyPayload(envelope, [key], 1), body);
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
      fc.property(
        fc.nat(envelope.payload.length - 1),
        fc.constantFrom('A', 'Q', 'g', 'w', 'z', '0', '9', '+', '/'),
        (at, letter) => {
          const payload = envelope.payload.slice(0, at) + letter + envelope.payload.slice(at + 1);
          fc.pre(payload !== envelope.payload);
          assert.equal(verify({ ...envelope, payload }, labels.message, [keyC]), null);
        },
      ),
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
