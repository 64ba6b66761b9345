import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as v from 'valibot';
import { Assertion, PasskeyPosted } from './passkey-posted.ts';

const assertion = {
  id: 'AAAA',
  rawId: 'AAAA',
  type: 'public-key',
  response: { authenticatorData: 'AAAA', clientDataJSON: 'AAAA', signature: 'AAAA' },
  clientExtensionResults: {},
};
const posted = {
  credential: {
    id: 'AAAA',
    rawId: 'AAAA',
    type: 'public-key',
    response: { attestationObject: 'AAAA', clientDataJSON: 'AAAA', transports: ['internal'] },
    clientExtensionResults: {},
  },
  bundle: 'AAAA',
};

test('what a PRF gave is not taken, even where a browser sends it', () => {
  assert.ok(v.safeParse(Assertion, assertion).success);
  assert.ok(v.safeParse(PasskeyPosted, posted).success);
  const clientExtensionResults = { prf: { results: { first: 'c2VjcmV0' } } };
  assert.equal(v.safeParse(Assertion, { ...assertion, clientExtensionResults }).success, false);
  const credential = { ...posted.credential, clientExtensionResults };
  assert.equal(v.safeParse(PasskeyPosted, { ...posted, credential }).success, false);
});
