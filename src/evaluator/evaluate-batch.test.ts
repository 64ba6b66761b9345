import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, test } from 'node:test';
import { blind, finish } from '#sealed/blind/voprf.ts';
import { key as rfc, vectors } from '#sealed/blind/voprf.vectors.ts';
import { deriveVoprfKey, evaluateBatch, evaluateInput, newSeed } from './evaluate-batch.ts';

const bytes = (hex: string): Uint8Array => new Uint8Array(Buffer.from(hex, 'hex'));
const hex = (value: Uint8Array): string => Buffer.from(value).toString('hex');
const key = { secretKey: bytes(rfc.secretKey), publicKey: bytes(rfc.publicKey) };
const random = (length: number): Uint8Array => new Uint8Array(randomBytes(length));

describe('the key’s half of RFC 9497 A.1.2', () => {
  test('derives the key of the seed', () => {
    const derived = deriveVoprfKey(bytes(rfc.seed), bytes(rfc.keyInfo));
    assert.equal(hex(derived.secretKey), rfc.secretKey);
    assert.equal(hex(derived.publicKey), rfc.publicKey);
  });

  for (const vector of vectors) {
    test(vector.name, () => {
      const answer = evaluateBatch(key, vector.blinded.map(bytes), bytes(vector.proofRandomScalar));
      assert.ok(answer.ok);
      assert.deepEqual(answer.evaluated.map(hex), vector.evaluated);
      assert.equal(hex(answer.proof), vector.proof);
      assert.deepEqual(
        vector.input.map((input) => hex(evaluateInput(key, bytes(input)))),
        vector.output,
      );
    });
  }
});

describe('a batch', () => {
  test('of 20 is proven whole, and unblinds to what the key alone computes', () => {
    const fresh = deriveVoprfKey(newSeed(), new Uint8Array());
    const pending = Array.from({ length: 20 }, (_, i) => blind(new Uint8Array([i]), random));
    const answer = evaluateBatch(
      fresh,
      pending.map(({ blinded }) => blinded),
    );
    assert.ok(answer.ok);
    const finished = finish(pending, answer, fresh.publicKey);
    assert.ok(finished.ok);
    for (const [i, output] of finished.outputs.entries()) {
      assert.equal(hex(output), hex(evaluateInput(fresh, new Uint8Array([i]))));
    }
  });

  test('is never proven with the same scalar twice', () => {
    const { blinded } = blind(new Uint8Array([1]), random);
    const [a, b] = [evaluateBatch(key, [blinded]), evaluateBatch(key, [blinded])];
    assert.ok(a.ok && b.ok);
    assert.notEqual(hex(a.proof), hex(b.proof));
  });

  test('of none or 21 is refused', () => {
    const { blinded } = blind(new Uint8Array([1]), random);
    assert.deepEqual(evaluateBatch(key, []), { ok: false, why: 'bad-count' });
    const many = Array.from({ length: 21 }, () => blinded);
    assert.deepEqual(evaluateBatch(key, many), { ok: false, why: 'bad-count' });
  });

  test('with an element that is no point is refused whole', () => {
    const { blinded } = blind(new Uint8Array([1]), random);
    const bad = [
      new Uint8Array(32),
      new Uint8Array(32).fill(0xff),
      blinded.subarray(0, 31),
      new Uint8Array(0),
      // A negative field element: not canonical (RFC 9496 §4.3.1).
      bytes('0100000000000000000000000000000000000000000000000000000000000000'),
    ];
    for (const element of bad) {
      assert.deepEqual(evaluateBatch(key, [blinded, element]), { ok: false, why: 'bad-element' });
    }
  });
});
