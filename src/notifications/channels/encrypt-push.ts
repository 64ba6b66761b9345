import { createCipheriv, createECDH, createHmac, randomBytes } from 'node:crypto';

/** Every message has this length, so that a push service cannot tell the words by it. */
const PLAIN_LENGTH = 512;
const RECORD = 4096;

const hmac = (key: Uint8Array, ...parts: readonly Uint8Array[]): Buffer =>
  parts.reduce((mac, part) => mac.update(part), createHmac('sha256', key)).digest();
const info = (name: string): Buffer => Buffer.from(`Content-Encoding: ${name}\0`);
const ONE = Buffer.from([1]);

/** Base64url as a browser's PushSubscription says it: its P-256 point (65 bytes) and its secret (16). */
export type PushKeys = { p256dh: string; auth: string };

/**
 * RFC 8291 over RFC 8188 `aes128gcm`, one record: what only the browser of these keys can open. Throws where the point is
 * not on the curve. `fixed`: key (32 bytes), salt (16) and no padding, for the vector of RFC 8291.
 */
export function encryptPush(
  plain: Uint8Array,
  { p256dh, auth }: PushKeys,
  fixed?: { key: Uint8Array; salt: Uint8Array },
): Buffer {
  const theirs = Buffer.from(p256dh, 'base64url');
  const ours = createECDH('prime256v1');
  const point = fixed ? (ours.setPrivateKey(fixed.key), ours.getPublicKey()) : ours.generateKeys();
  const salt = fixed?.salt ?? randomBytes(16);
  // RFC 8291 §3.4, then RFC 8188 §2.2 and §2.3; one block of HKDF-Expand each.
  const keyPrk = hmac(Buffer.from(auth, 'base64url'), ours.computeSecret(theirs));
  const ikm = hmac(keyPrk, Buffer.from('WebPush: info\0'), theirs, point, ONE);
  const prk = hmac(salt, ikm);
  const cipher = createCipheriv(
    'aes-128-gcm',
    hmac(prk, info('aes128gcm'), ONE).subarray(0, 16),
    hmac(prk, info('nonce'), ONE).subarray(0, 12),
  );
  const padding = Buffer.alloc(fixed ? 0 : Math.max(0, PLAIN_LENGTH - plain.length));
  // 2 marks the last record; zeros after it are padding.
  const sealed = [cipher.update(plain), cipher.update(Buffer.from([2])), cipher.update(padding)];
  sealed.push(cipher.final(), cipher.getAuthTag());
  const size = Buffer.alloc(4);
  size.writeUInt32BE(RECORD);
  return Buffer.concat([salt, size, Buffer.from([point.length]), point, ...sealed]);
}
