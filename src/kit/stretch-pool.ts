import { scrypt } from 'node:crypto';
import type { STRETCH } from '#sealed/stretch.ts';
import { createFairQueue } from './fair-queue.ts';

/** A `Scrypt` of the sealed core. */
export type Stretch = (password: Uint8Array, salt: Uint8Array, cost: typeof STRETCH) => Promise<Uint8Array>;
/** That of a network. Rejects with `Busy` (`fair-queue.ts`). */
export type StretchFor = (bucket: string | null) => Stretch;

/**
 * Scrypt for pages without JavaScript: at most `size` at a time, since each holds 32 MiB and one of the threads that
 * files and names need too. `waiting` of them take some four seconds.
 */
export function createStretchPool({
  size = 1,
  waiting = 32,
}: { size?: number; waiting?: number } = {}): StretchFor {
  const takeTurns = createFairQueue({ size, waiting });
  return (bucket) =>
    async (password, salt, { N, r, p, dkLen }) =>
      await takeTurns(
        bucket,
        async () =>
          await new Promise<Uint8Array>((resolve, reject) =>
            scrypt(password, salt, dkLen, { N, r, p, maxmem: 2 * 128 * N * r }, (fault, key) =>
              fault ? reject(fault) : resolve(new Uint8Array(key)),
            ),
          ),
      );
}
