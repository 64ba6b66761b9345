/**
 * Writes what the migrations make of an empty database to `schema.txt`, sorted, so that a change of a table,
 * a grant or a policy can be read in a review. `--check` compares instead; a difference is an error.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import pg from 'pg';
import { createTestDatabase, startTestCluster } from '../test/support/database.ts';

const path = 'schema.txt';
const ours = `n.nspname !~ '^pg_' and n.nspname <> 'information_schema' and n.nspname <> 'public'`;

/** Each answers lines; together they are everything that a migration of ours can make. */
const questions = [
  `select format('schema %s owner %s', n.nspname, pg_get_userbyid(n.nspowner)) from pg_namespace n where ${ours}`,
  `select format('schema %s: %s may %s', n.nspname, coalesce(nullif(a.grantee, 0)::regrole::text, 'public'), a.privilege_type)
     from pg_namespace n, aclexplode(n.nspacl) a where ${ours}`,
  `select format('%s %s.%s owner %s%s%s%s', case c.relkind when 'v' then 'view' else 'table' end, n.nspname, c.relname,
       pg_get_userbyid(c.relowner), case when c.relpersistence = 'u' then ' unlogged' end,
       case when c.relrowsecurity then ' row-security' end, case when c.relforcerowsecurity then ' forced' end)
     || case when c.reloptions is null then '' else ' ' || array_to_string(c.reloptions, ' ') end
     from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('r', 'p', 'v', 'm', 'S') and ${ours}`,
  `select format('%s.%s.%s %s%s%s%s', n.nspname, c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
       case when a.attnotnull then ' not null' end, ' default ' || pg_get_expr(d.adbin, d.adrelid),
       case when a.attstorage <> t.typstorage then ' storage ' || a.attstorage::text end)
     from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
     join pg_type t on t.oid = a.atttypid left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
     where a.attnum > 0 and not a.attisdropped and c.relkind in ('r', 'p', 'v', 'm') and ${ours}`,
  `select format('%s.%s: %s may %s', n.nspname, c.relname, coalesce(nullif(a.grantee, 0)::regrole::text, 'public'), a.privilege_type)
     from pg_class c join pg_namespace n on n.oid = c.relnamespace, aclexplode(c.relacl) a
     where a.grantee <> c.relowner and ${ours}`,
  `select format('%s.%s constraint %s %s', n.nspname, c.relname, k.conname, pg_get_constraintdef(k.oid))
     from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
     where k.contype <> 'n' and ${ours}`,
  `select pg_get_indexdef(i.indexrelid) from pg_index i join pg_class c on c.oid = i.indrelid
     join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('r', 'p', 'm') and ${ours}`,
  `select format('%s.%s policy %s for %s to %s using (%s) with check (%s)', n.nspname, c.relname, p.polname, p.polcmd,
       (select string_agg(r::regrole::text, ', ' order by r::regrole::text) from unnest(p.polroles) r),
       pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid))
     from pg_policy p join pg_class c on c.oid = p.polrelid join pg_namespace n on n.oid = c.relnamespace where ${ours}`,
  `select format('%s.%s is %s', n.nspname, c.relname, pg_get_viewdef(c.oid)) from pg_class c
     join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('v', 'm') and ${ours}`,
  `select pg_get_functiondef(f.oid) from pg_proc f join pg_namespace n on n.oid = f.pronamespace where ${ours}`,
  `select format('%s: %s may %s', f.oid::regprocedure, coalesce(nullif(a.grantee, 0)::regrole::text, 'public'), a.privilege_type)
     from pg_proc f join pg_namespace n on n.oid = f.pronamespace, aclexplode(f.proacl) a where a.grantee <> f.proowner and ${ours}`,
  `select pg_get_triggerdef(g.oid) from pg_trigger g join pg_class c on c.oid = g.tgrelid
     join pg_namespace n on n.oid = c.relnamespace where not g.tgisinternal and ${ours}`,
];

async function readSchema(): Promise<string> {
  const cluster = await startTestCluster();
  process.env['WAYMARK_TEST_CLUSTER'] = JSON.stringify(cluster.connection);
  try {
    const database = await createTestDatabase();
    const client = new pg.Client(database.superuserConnection);
    client.on('error', () => undefined);
    await client.connect();
    const parts: string[] = [];
    for (const text of questions) {
      const { rows } = await client.query<[string]>({ text, rowMode: 'array' });
      const lines = rows.map(([line]) => line.replaceAll(/\s+/g, ' ').trim());
      // Sorted here, by code point: a server's collation is its own.
      if (lines.length > 0) parts.push(lines.toSorted().join('\n'));
    }
    await client.end();
    await database.drop();
    return `${parts.join('\n\n')}\n`;
  } finally {
    await cluster.stop();
  }
}

const schema = await readSchema();
if (process.argv.includes('--check')) {
  const before = existsSync(path) ? readFileSync(path, 'utf8').split('\n') : [];
  const now = schema.split('\n');
  const gone = before.filter((line) => !now.includes(line)).map((line) => `- ${line}`);
  const come = now.filter((line) => !before.includes(line)).map((line) => `+ ${line}`);
  if (gone.length + come.length > 0 || before.length !== now.length) {
    console.error(
      [`${path} is not what the migrations make; run tools/node24 tools/schema.ts`, ...gone, ...come].join(
        '\n',
      ),
    );
    process.exitCode = 1;
  }
} else writeFileSync(path, schema);
