import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import {
  createRole,
  databaseGrants,
  roleNames,
  sweepGrants,
  type Connection,
  type RoleName,
} from './roles.ts';

export type Ensured = { ok: true; passwords: Record<RoleName, string> } | { ok: false; why: string };

const fileName = 'database-roles.json';
const lock = 4_981_338;
const wrongPassword = new Set(['28P01', '28000']);
const mayNot = '42501';

/** RFC 5803: what PostgreSQL keeps instead of a password, made here so that no log can carry the password. */
export function scramVerifier(password: string, salt: Uint8Array = randomBytes(16), rounds = 4096): string {
  const salted = pbkdf2Sync(password, salt, rounds, 32, 'sha256');
  const sign = (word: string) => createHmac('sha256', salted).update(word).digest();
  const stored = createHash('sha256').update(sign('Client Key')).digest('base64');
  return `SCRAM-SHA-256$${rounds}:${Buffer.from(salt).toString('base64')}$${stored}:${sign('Server Key').toString('base64')}`;
}

/**
 * The passwords of this installation: from KEYS_DIR, or made and written there (0600) before they are used. A newer
 * Waymark may have a zone more than the file.
 */
function keepPasswords(keysDir: string): Record<RoleName, string> {
  const file = join(keysDir, fileName);
  const kept = existsSync(file)
    ? (JSON.parse(readFileSync(file, 'utf8')) as Partial<Record<RoleName, string>>)
    : {};
  const made = Object.fromEntries(
    roleNames.map((role) => [role, kept[role] ?? randomBytes(24).toString('base64url')]),
  ) as Record<RoleName, string>;
  if (roleNames.every((role) => kept[role] !== undefined)) return made;
  mkdirSync(keysDir, { recursive: true, mode: 0o700 });
  const half = `${file}.${process.pid}.half`;
  const handle = openSync(half, 'w', 0o600);
  writeSync(handle, `${JSON.stringify(made, null, 2)}\n`);
  fsyncSync(handle);
  closeSync(handle);
  renameSync(half, file);
  return made;
}

async function opens(connection: Connection, role: RoleName, password: string): Promise<boolean> {
  const client = new pg.Client({ ...connection, user: role, password, connectionTimeoutMillis: 5000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return true;
  } catch (error) {
    if (wrongPassword.has((error as pg.DatabaseError).code ?? '')) return false;
    throw error;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/**
 * On a server of the operator's: makes our roles where they are missing and grants them the database, as
 * the role of DATABASE_URL, which needs CREATEROLE and to own the database, and only for this. A role that
 * is there with a password we do not have gets a new one unless somebody is logged in with the old.
 */
export async function ensureRoles(admin: Connection, keysDir: string): Promise<Ensured> {
  const client = new pg.Client({ ...admin, connectionTimeoutMillis: 5000 });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [lock]);
    const passwords = keepPasswords(keysDir);
    const { rows } = await client.query<{ rolname: string }>('select rolname from pg_roles');
    const known = new Set(rows.map(({ rolname }) => rolname));
    for (const role of roleNames) {
      const password = passwords[role];
      if (!known.has(role)) await client.query(createRole(role, scramVerifier(password)));
    }
    const database = client.escapeIdentifier(admin.database);
    for (const grant of databaseGrants(database)) await client.query(grant);
    for (const role of roleNames) {
      if (!known.has(role) || (await opens(admin, role, passwords[role]))) continue;
      const inUse = await client.query('select 1 from pg_stat_activity where usename = $1 limit 1', [role]);
      if (inUse.rowCount !== 0)
        return {
          ok: false,
          why: `Another Waymark uses the role ${role} of this server with a password that is not in ${join(keysDir, fileName)}: give this one the same KEYS_DIR.`,
        };
      await client.query(`alter role ${role} password '${scramVerifier(passwords[role])}'`);
    }
    // Only a superuser can grant these; without them the nightly move still runs and leaves more traces.
    for (const grant of sweepGrants) await client.query(grant).catch(() => undefined);
    return { ok: true, passwords };
  } catch (error) {
    if ((error as pg.DatabaseError).code !== mayNot) throw error;
    return {
      ok: false,
      why: 'The role of DATABASE_URL may not make what Waymark needs: it must own the database and have CREATEROLE.',
    };
  } finally {
    await client.end();
  }
}
