import { scrypt } from 'node:crypto';
import type { STRETCH } from '#sealed/way-back-code.ts';

/** Thrown when so many codes are being stretched already that this one would wait too long. */
export class Busy extends Error {
  override name = 'Busy';
}

export type Stretch = (password: Uint8Array, salt: Uint8Array, cost: typeof STRETCH) => Promise<Uint8Array>;

/**
 * Scrypt for pages without JavaScript: at most `size` at a time, since each holds 32 MiB and one of the threads that
 * files and names need too; beyond `waiting` more it rejects with `Busy`. Stays a `Scrypt` of the sealed core.
 */
export function createStretchPool({
  size = 2,
  waiting = 32,
}: { size?: number; waiting?: number } = {}): Stretch {
  let running = 0;
  const queue: (() => void)[] = [];
  return async (password, salt, { N, r, p, dkLen }) => {
    if (running >= size) {
      if (queue.length >= waiting) throw new Busy('too many codes at once');
      await new Promise<void>((go) => void queue.push(go));
    } else running++;
    try {
      return await new Promise<Uint8Array>((resolve, reject) =>
        scrypt(password, salt, dkLen, { N, r, p, maxmem: 2 * 128 * N * r }, (fault, key) =>
          fault ? reject(fault) : resolve(new Uint8Array(key)),
        ),
      );
    } finally {
      // The turn is handed on, so `running` only falls when nobody waits.
      const next = queue.shift();
      if (next) next();
      else running--;
    }
  };
}
