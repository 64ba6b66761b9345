import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, test } from 'node:test';
import { Evaluation, EvaluationRequest, Oprf, VOPRFClient, VOPRFServer } from '@cloudflare/voprf-ts';
import { CryptoNoble } from '@cloudflare/voprf-ts/crypto-noble';
import { blind, finish } from './voprf.ts';
import { key, vectors } from './voprf.vectors.ts';

const bytes = (text: string): Uint8Array<ArrayBuffer> => new Uint8Array(Buffer.from(text, 'hex'));
const hex = (value: Uint8Array): string => Buffer.from(value).toString('hex');
const random = (length: number): Uint8Array => new Uint8Array(randomBytes(length));

const suite = Oprf.Suite.RISTRETTO255_SHA512;
const publicKey = bytes(key.publicKey);

describe('the device’s half of RFC 9497 A.1.2', () => {
  for (const vector of vectors) {
    const pending = vector.input.map((input, i) => ({
      input: bytes(input),
      blind: bytes(vector.blind[i] ?? ''),
      blinded: bytes(vector.blinded[i] ?? ''),
    }));
    const answer = { evaluated: vector.evaluated.map(bytes), proof: bytes(vector.proof) };

    test(`${vector.name}: proof and outputs`, () => {
      const finished = finish(pending, answer, publicKey);
      assert.ok(finished.ok);
      assert.deepEqual(finished.outputs.map(hex), vector.output);
    });

    test(`${vector.name}: one changed bit anywhere is refused`, () => {
      const flip = (value: Uint8Array): Uint8Array => value.map((byte, i) => (i === 5 ? byte ^ 1 : byte));
      const refused = { ok: false, why: 'unproven' };
      assert.deepEqual(finish(pending, { ...answer, proof: flip(answer.proof) }, publicKey), refused);
      const evaluated = answer.evaluated.map((element, i) => (i === 0 ? flip(element) : element));
      assert.deepEqual(finish(pending, { ...answer, evaluated }, publicKey), refused);
      assert.deepEqual(finish(pending, { ...answer, evaluated: [] }, publicKey), refused);
      assert.deepEqual(finish(pending, answer, bytes(vector.blinded[0] ?? '')), refused);
      assert.deepEqual(finish([], { evaluated: [], proof: answer.proof }, publicKey), refused);
    });
  }

  test('two evaluations in the wrong order are refused', () => {
    const pending = ['00', '01'].map((input) => blind(bytes(input), random));
    const answer = { evaluated: pending.map((item) => item.blinded).toReversed(), proof: random(64) };
    assert.deepEqual(finish(pending, answer, publicKey), { ok: false, why: 'unproven' });
  });
});

describe('against a second implementation (cloudflare/voprf-ts)', () => {
  const server = new VOPRFServer(suite, bytes(key.secretKey), CryptoNoble);

  for (const size of [1, 2, 20]) {
    test(`its evaluation of ${size} of ours is proven and gives its outputs`, async () => {
      const pending = Array.from({ length: size }, (_, i) => blind(random(i + 1), random));
      const group = Oprf.getGroup(suite, CryptoNoble);
      const request = new EvaluationRequest(pending.map((item) => group.desElt(item.blinded)));
      const made = await server.blindEvaluate(request);
      assert.ok(made instanceof Evaluation && made.proof);
      const answer = {
        evaluated: made.evaluated.map((element) => element.serialize(true)),
        proof: made.proof.serialize(),
      };
      const finished = finish(pending, answer, publicKey);
      assert.ok(finished.ok);
      for (const [i, item] of pending.entries()) {
        const theirs = await server.evaluate(item.input);
        assert.equal(hex(finished.outputs[i] ?? new Uint8Array()), hex(theirs));
      }
    });
  }

  test('its client blinds to the vectors’ outputs too', async () => {
    const client = new VOPRFClient(suite, publicKey, CryptoNoble);
    const [data, request] = await client.blind([bytes('00')]);
    const [output] = await client.finalize(data, await server.blindEvaluate(request));
    assert.equal(hex(output ?? new Uint8Array()), vectors[0]?.output[0]);
  });
});
