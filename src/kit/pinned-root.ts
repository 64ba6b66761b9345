import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The fingerprint that an area's root key must have (32 hex digits), from outside the database: null before set-up. */
export type PinnedRoots = {
  read(area: string): string | null;
  /** Remembers it once; false when another one is pinned already. */
  pin(area: string, fingerprint: string): boolean;
};

/**
 * Pins stand in files of `keysDir`, so that whoever changes the database alone cannot put another root in its place. A
 * fingerprint in the area pack comes first.
 */
export function openPinnedRoots(
  keysDir: string,
  packs: readonly { id: string; rootFingerprint: string | null }[],
): PinnedRoots {
  const read = (area: string): string | null => {
    const written = packs.find(({ id }) => id === area)?.rootFingerprint ?? null;
    if (written !== null) return written;
    try {
      const text = readFileSync(join(keysDir, `${area}.root`), 'utf8').trim();
      return /^[0-9a-f]{32}$/.test(text) ? text : null;
    } catch {
      return null;
    }
  };
  return {
    read,
    pin(area, fingerprint) {
      if (!/^[0-9a-f]{32}$/.test(fingerprint)) throw new TypeError('a fingerprint is 32 hex digits');
      mkdirSync(keysDir, { recursive: true, mode: 0o700 });
      try {
        writeFileSync(join(keysDir, `${area}.root`), `${fingerprint}\n`, { flag: 'wx', mode: 0o600 });
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      }
      return read(area) === fingerprint;
    },
  };
}
