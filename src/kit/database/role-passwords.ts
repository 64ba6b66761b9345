import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { roleNames, type RoleName } from './roles.ts';

export type RolePasswords = Record<RoleName, string>;
export type PasswordsRead =
  | { ok: true; passwords: RolePasswords; /** Made just now: no role knows them yet. */ fresh: boolean }
  | { ok: false; why: string };

const iterations = 4096;

/** A SCRAM-SHA-256 verifier as PostgreSQL stores it (RFC 5803), so that no password goes to the server. */
export function scramVerifier(password: string, salt: Uint8Array): string {
  const salted = pbkdf2Sync(password, salt, iterations, 32, 'sha256');
  const hmac = (text: string) => createHmac('sha256', salted).update(text).digest();
  const storedKey = createHash('sha256').update(hmac('Client Key')).digest('base64');
  return `SCRAM-SHA-256$${iterations}:${Buffer.from(salt).toString('base64')}$${storedKey}:${hmac('Server Key').toString('base64')}`;
}

const file = v.strictObject(
  Object.fromEntries(roleNames.map((role) => [role, v.pipe(v.string(), v.minLength(32))])) as Record<
    RoleName,
    v.SchemaWithPipe<readonly [v.StringSchema<undefined>, v.MinLengthAction<string, 32, undefined>]>
  >,
);

const pathIn = (keysDir: string): string => join(keysDir, 'database-roles.json');

/** Takes back passwords that were made just now and that no role knows, so that the next start says the same. */
export const forgetRolePasswords = (keysDir: string): void => rmSync(pathIn(keysDir), { force: true });

/** The passwords of our roles on a server that is not ours, from KEYS_DIR; made on the first start. */
export function readRolePasswords(keysDir: string): PasswordsRead {
  const path = pathIn(keysDir);
  mkdirSync(keysDir, { recursive: true, mode: 0o700 });
  const made = JSON.stringify(
    Object.fromEntries(roleNames.map((role) => [role, randomBytes(24).toString('hex')])),
  );
  const half = `${path}.${process.pid}.half`;
  let fresh = true;
  try {
    writeFileSync(half, `${made}\n`, { mode: 0o600, flag: 'wx', flush: true });
    // Two processes may start at once: the first link stands, and both read it.
    linkSync(half, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    fresh = false;
  } finally {
    rmSync(half, { force: true });
  }
  if ((statSync(path).mode & 0o077) !== 0)
    return { ok: false, why: `${path} can be read by others: give it the mode 0600.` };
  const read = v.safeParse(v.pipe(v.string(), v.parseJson(), file), readFileSync(path, 'utf8'));
  if (!read.success)
    return { ok: false, why: `${path} is not what Waymark wrote: restore it from a backup.` };
  return { ok: true, passwords: read.output, fresh };
}
