import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export type KeyRead = { ok: true; key: Uint8Array } | { ok: false; why: string };

/**
 * A secret of 32 bytes kept in `keysDir` as hex, readable by its owner alone; made at the first start. Two processes
 * that start together end with the same key: the file is created exclusively and read back.
 */
export function readKeyFile(keysDir: string, name: string, random: (length: number) => Uint8Array): KeyRead {
  const path = join(keysDir, name);
  mkdirSync(keysDir, { recursive: true, mode: 0o700 });
  try {
    writeFileSync(path, `${Buffer.from(random(32)).toString('hex')}\n`, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST')
      return {
        ok: false,
        why: `${name} cannot be written in KEYS_DIR (${String((error as NodeJS.ErrnoException).code)}).`,
      };
  }
  const text = readFileSync(path, 'utf8').trim();
  return /^[0-9a-f]{64}$/.test(text)
    ? { ok: true, key: new Uint8Array(Buffer.from(text, 'hex')) }
    : { ok: false, why: `${name} in KEYS_DIR is damaged: expected 64 hexadecimal digits.` };
}
