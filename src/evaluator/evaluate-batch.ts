/**
 * The key's half of RFC 9497 in VOPRF mode, ristretto255-SHA512, by libsodium: `BlindEvaluate` (§3.3.2) with one
 * `GenerateProof` over the whole batch (§2.2.1). About 7 times as fast as the same in JavaScript.
 */
import { createHash, randomBytes } from 'node:crypto';
import sodium from 'libsodium-wrappers-sumo';

await sodium.ready;

/** The batch size that the client holds too (`MAX_BATCH` in sealed/blind/voprf.ts). 20 elements block for about 7 ms. */
export const MAX_BATCH = 20;

/** Both 32 bytes; the secret is a little-endian scalar. */
export type VoprfKey = { secretKey: Uint8Array; publicKey: Uint8Array };

export type Evaluated =
  | { ok: true; evaluated: Uint8Array[]; proof: Uint8Array }
  | { ok: false; why: 'bad-count' | 'bad-element' };

const mode = 0x01;
const context = Buffer.concat([
  Buffer.from('OPRFV1-'),
  Buffer.from([mode]),
  Buffer.from('-ristretto255-SHA512'),
]);

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(value);
  return bytes;
}
const prefixed = (bytes: Uint8Array): Buffer => Buffer.concat([uint16(bytes.length), bytes]);
const sha512 = (...parts: Uint8Array[]): Buffer => {
  const hash = createHash('sha512');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

/** RFC 9380 §5.3.1 expand_message_xmd with SHA-512, 64 bytes: one block, so b_1 is all of it. */
function expand(message: Uint8Array, tag: Buffer): Buffer {
  const tagPrime = Buffer.concat([tag, Buffer.from([tag.length])]);
  const b0 = sha512(Buffer.alloc(128), message, uint16(64), Buffer.from([0]), tagPrime);
  return sha512(b0, Buffer.from([1]), tagPrime);
}

/** RFC 9497 §4.1: 64 bytes read little-endian modulo the group's order. */
const hashToScalar = (message: Uint8Array, purpose = 'HashToScalar-'): Uint8Array =>
  sodium.crypto_core_ristretto255_scalar_reduce(
    expand(message, Buffer.concat([Buffer.from(purpose), context])),
  );

/**
 * RFC 9497 §4.7.2, 512 random bits reduced. libsodium's own draws 32 bits at a time through WebAssembly, which costs as
 * much as a multiplication of a point.
 */
const randomScalar = (): Uint8Array => sodium.crypto_core_ristretto255_scalar_reduce(randomBytes(64));

/** RFC 9497 §3.2.1 `DeriveKeyPair`. `seed` is 32 bytes. */
export function deriveVoprfKey(seed: Uint8Array, info: Uint8Array): VoprfKey {
  if (seed.length !== 32) throw new RangeError('a VOPRF seed has 32 bytes');
  for (let counter = 0; counter < 256; counter++) {
    const message = Buffer.concat([seed, prefixed(info), Buffer.from([counter])]);
    const secretKey = hashToScalar(message, 'DeriveKeyPair');
    if (sodium.is_zero(secretKey)) continue;
    return { secretKey, publicKey: sodium.crypto_scalarmult_ristretto255_base(secretKey) };
  }
  throw new Error('DeriveKeyPair found no key');
}

/**
 * Evaluates 1 to 20 blinded elements of 32 bytes, in order, and proves that all were done under one key.
 * An element that is no canonical point, or is the identity, refuses the whole batch. `proofScalar` is `r` of
 * §2.2.1, for vectors only: using one twice gives the key away.
 */
export function evaluateBatch(
  key: VoprfKey,
  blinded: Uint8Array[],
  proofScalar: Uint8Array = randomScalar(),
): Evaluated {
  if (blinded.length < 1 || blinded.length > MAX_BATCH) return { ok: false, why: 'bad-count' };
  const evaluated: Uint8Array[] = [];
  for (const element of blinded) {
    const point = multiply(key.secretKey, element);
    if (point === null) return { ok: false, why: 'bad-element' };
    evaluated.push(point);
  }
  const composite = composites(key, blinded, evaluated);
  if (composite === null) return { ok: false, why: 'bad-element' };
  const t2 = sodium.crypto_scalarmult_ristretto255_base(proofScalar);
  const t3 = sodium.crypto_scalarmult_ristretto255(proofScalar, composite.m);
  const c = hashToScalar(
    Buffer.concat([
      ...[key.publicKey, composite.m, composite.z, t2, t3].map(prefixed),
      Buffer.from('Challenge'),
    ]),
  );
  const s = sodium.crypto_core_ristretto255_scalar_sub(
    proofScalar,
    sodium.crypto_core_ristretto255_scalar_mul(c, key.secretKey),
  );
  return { ok: true, evaluated, proof: Buffer.concat([c, s]) };
}

/** RFC 9497 §3.3.2 `Evaluate`: the output (64 bytes) for an input that is known, as when a token is spent. */
export function evaluateInput(key: VoprfKey, input: Uint8Array): Uint8Array {
  const element = sodium.crypto_core_ristretto255_from_hash(
    expand(input, Buffer.concat([Buffer.from('HashToGroup-'), context])),
  );
  const point = sodium.crypto_scalarmult_ristretto255(key.secretKey, element);
  return sha512(prefixed(input), prefixed(point), Buffer.from('Finalize'));
}

/** A new random seed for a key. */
export const newSeed = (): Uint8Array => randomBytes(32);

// libsodium throws for the identity, for an encoding that is not canonical and for a wrong length alike.
function multiply(scalar: Uint8Array, element: Uint8Array): Uint8Array | null {
  try {
    return sodium.crypto_scalarmult_ristretto255(scalar, element);
  } catch {
    return null;
  }
}

/** RFC 9497 §2.2.1 `ComputeCompositesFast`; null when the sum is the identity, which only a crafted batch gives. */
function composites(
  key: VoprfKey,
  blinded: Uint8Array[],
  evaluated: Uint8Array[],
): { m: Uint8Array; z: Uint8Array } | null {
  const seedTag = Buffer.concat([Buffer.from('Seed-'), context]);
  const seed = sha512(prefixed(key.publicKey), prefixed(seedTag));
  let m: Uint8Array | undefined;
  for (const [i, c] of blinded.entries()) {
    const d = evaluated[i] ?? new Uint8Array();
    const weight = hashToScalar(
      Buffer.concat([prefixed(seed), uint16(i), prefixed(c), prefixed(d), Buffer.from('Composite')]),
    );
    const part = multiply(weight, c);
    if (part === null) return null;
    m = m ? sodium.crypto_core_ristretto255_add(m, part) : part;
  }
  const z = m && multiply(key.secretKey, m);
  return m && z ? { m, z } : null;
}
