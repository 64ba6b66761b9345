import assert from 'node:assert/strict';
import { test } from 'node:test';
import { acknowledge, verifyAcknowledgement } from '#sealed/acknowledgement.ts';
import { verifyKeyOf } from '#sealed/signed.ts';
import { createSigner } from './create-signer.ts';

test('the system’s signature is the core’s, byte for byte', () => {
  for (let i = 0; i < 20; i++) {
    const seed = crypto.getRandomValues(new Uint8Array(32));
    const fact = {
      area: 'chesterfield',
      id: crypto.randomUUID(),
      bodyHash: 'ab'.repeat(32),
      day: '2026-11-24',
    };
    const made = acknowledge(fact, createSigner(seed));
    assert.equal(JSON.stringify(made), JSON.stringify(acknowledge(fact, seed)));
    assert.ok(verifyAcknowledgement(made, verifyKeyOf(seed), fact));
  }
});
