import { type Bytes, concat, uint, utf8 } from '../wire.ts';

/** What a desk worker asks the evaluator: no token, but a signature and a daily ceiling. */
export type DeskRequest = { area: string; workerId: string; day: string; blinded: Uint8Array[] };

/**
 * The bytes that a desk worker's Ed25519 key signs to have identifiers evaluated. They hold blinded elements
 * only; the day keeps an old request from being played again.
 */
export function deskRequestBytes(request: DeskRequest): Bytes {
  const fields = [request.area, request.workerId, request.day].map((field) => utf8(field));
  return concat(
    utf8('waymark/desk-evaluate/v1'),
    ...fields.flatMap((field) => [uint(field.length, 2), field]),
    uint(request.blinded.length, 1),
    ...request.blinded,
  );
}
