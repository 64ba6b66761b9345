import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import type { Connection } from './roles.ts';

export type Migration = { capability: string; name: string; text: string; sha256: string };
export type Migrated = { ok: true; applied: string[] } | { ok: false; why: string };

const sources = fileURLToPath(new URL('../../', import.meta.url));
/** Any number of processes may start at once; one migrates, the others wait here and find it done. */
const lock = 4_981_337;

/**
 * The `.sql` files of `<root>/<capability>/migrations`, capability after capability in the given order,
 * each sorted by its number. Throws on a file that is not named `0001-what-it-does.sql`.
 */
export function readMigrations(capabilities: readonly string[], root = sources): Migration[] {
  return capabilities.flatMap((capability) => {
    const folder = join(root, capability, 'migrations');
    if (!existsSync(folder)) return [];
    const files = readdirSync(folder).toSorted();
    return files.map((name, index) => {
      if (!/^\d{4}-[a-z0-9-]+\.sql$/.test(name) || Number(name.slice(0, 4)) !== index + 1)
        throw new Error(
          `${capability}/migrations/${name}: migrations are numbered 0001-name.sql, 0002-…, without a gap`,
        );
      const text = readFileSync(join(folder, name), 'utf8');
      return { capability, name, text, sha256: createHash('sha256').update(text).digest('hex') };
    });
  });
}

function compare(
  wanted: readonly Migration[],
  applied: readonly Omit<Migration, 'text'>[],
): Migrated & { rest?: Migration[] } {
  const key = ({ capability, name }: { capability: string; name: string }) => `${capability}/${name}`;
  const files = new Map(wanted.map((migration) => [key(migration), migration]));
  const done = new Set(applied.map(key));
  for (const one of applied) {
    const file = files.get(key(one));
    if (file === undefined)
      return {
        ok: false,
        why: `The database was made by a newer Waymark: it has ${key(one)}, which this one does not know.`,
      };
    if (file.sha256 !== one.sha256)
      return {
        ok: false,
        why: `${key(one)} was changed after it was applied: put it back, and write the change as a new migration.`,
      };
  }
  return { ok: true, applied: [], rest: wanted.filter((migration) => !done.has(key(migration))) };
}

/**
 * Brings the database to these migrations, all of them or none, in one transaction as `waymark_owner`.
 * Throws when a file is wrong SQL; the message names the file and the code.
 */
export async function migrate(owner: Connection, migrations: readonly Migration[]): Promise<Migrated> {
  const client = new pg.Client(owner);
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query('begin');
    // A name without its schema is a mistake; this way it fails at once.
    await client.query('set local search_path to pg_catalog');
    await client.query('select pg_advisory_xact_lock($1)', [lock]);
    await client.query('create schema if not exists kit');
    await client.query(
      'create table if not exists kit.migration (capability text, name text, sha256 text not null, primary key (capability, name))',
    );
    const applied = await client.query<Omit<Migration, 'text'>>(
      'select capability, name, sha256 from kit.migration',
    );
    const compared = compare(migrations, applied.rows);
    if (!compared.ok) return compared;
    const rest = compared.rest ?? [];
    for (const { capability, name, text, sha256 } of rest) {
      try {
        await client.query(text);
      } catch (error) {
        const { code, message } = error as pg.DatabaseError;
        throw new Error(`migration ${capability}/${name} failed (${code}): ${message}`, { cause: error });
      }
      await client.query('insert into kit.migration values ($1, $2, $3)', [capability, name, sha256]);
    }
    const { command } = await client.query('commit');
    if (command !== 'COMMIT') throw new Error('the migrations were rolled back');
    return { ok: true, applied: rest.map(({ capability, name }) => `${capability}/${name}`) };
  } finally {
    await client.end();
  }
}
