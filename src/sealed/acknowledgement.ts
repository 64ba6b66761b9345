/** What a reporter may keep: the service's signature that this very body was stored on this day. */
import * as v from 'valibot';
import { type Envelope, labels, sign, type Signer, signWith, verify } from './signed.ts';

export const Acknowledgement = v.object({
  area: v.string(),
  /** The record's UUID. */
  id: v.string(),
  /** Hex SHA-256 of the body as it was stored. */
  bodyHash: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  /** `2026-11-24`: never finer. */
  day: v.pipe(v.string(), v.isoDate()),
});
export type Acknowledgement = v.InferOutput<typeof Acknowledgement>;

/** Always the same envelope, byte for byte in JSON, for the same four facts and seed: a repeat gets what the first got. */
export function acknowledge(
  { area, id, bodyHash, day }: Acknowledgement,
  service: Uint8Array | Signer,
): Envelope {
  const fact = v.parse(Acknowledgement, { area, id, bodyHash, day });
  return service instanceof Uint8Array
    ? sign(labels.acknowledgement, fact, service)
    : signWith(labels.acknowledgement, fact, service);
}

/** Null unless the service signed it for this area, id and body. */
export function verifyAcknowledgement(
  envelope: unknown,
  serviceKey: Uint8Array,
  expected: Pick<Acknowledgement, 'area' | 'id' | 'bodyHash'>,
): Acknowledgement | null {
  const read = v.safeParse(Acknowledgement, verify(envelope, labels.acknowledgement, [serviceKey]));
  if (!read.success) return null;
  const { area, id, bodyHash } = read.output;
  const same = area === expected.area && id === expected.id && bodyHash === expected.bodyHash;
  return same ? read.output : null;
}
