import { createPrivateKey, sign } from 'node:crypto';
import { type Signer, keyId, verifyKeyOf } from '#sealed/signed.ts';

/** RFC 8410, section 7: what stands before the 32 bytes of an Ed25519 seed in PKCS #8. */
const before = Buffer.from('302e020100300506032b657004220420', 'hex');

/** OpenSSL's Ed25519: the same bytes as the core's own, about fifty times faster. @param seed 32 bytes */
export function createSigner(seed: Uint8Array): Signer {
  const key = createPrivateKey({ key: Buffer.concat([before, seed]), format: 'der', type: 'pkcs8' });
  return { keyid: keyId(verifyKeyOf(seed)), sign: (message) => sign(null, message, key) };
}
