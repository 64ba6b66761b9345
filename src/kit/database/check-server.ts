import pg from 'pg';
import { roleOf, zones, type Connection } from './roles.ts';

export type Checked = { ok: true; warnings: string[] } | { ok: false; why: string };

type Facts = {
  version: number;
  standby: boolean;
  read_only: string;
  fsync: string;
  synchronous_commit: string;
  full_page_writes: string;
  role: string;
  superuser: boolean;
  bypasses: boolean;
  creates: boolean;
  is_owner: boolean;
  owns: boolean;
} & Record<(typeof quiet)[number][0], string | null>;

/** What keeps people's words out of the server's own files; on an operator's server we can only ask for it. */
const quiet = [
  ['log_error_verbosity', 'terse'],
  ['log_min_error_statement', 'panic'],
  ['log_min_messages', 'log'],
  ['log_statement', 'none'],
  ['log_min_duration_statement', '-1'],
  ['log_parameter_max_length_on_error', '0'],
  ['track_commit_timestamp', 'off'],
  ['wal_recycle', 'off'],
] as const;

const question = `
select current_setting('server_version_num')::int as version, pg_is_in_recovery() as standby,
  current_setting('transaction_read_only') as read_only, current_setting('fsync') as fsync,
  current_setting('synchronous_commit') as synchronous_commit,
  current_setting('full_page_writes') as full_page_writes,
  rolname as role, rolsuper as superuser, rolbypassrls as bypasses, rolcreaterole or rolreplication as creates,
  case when rolname = '${roleOf('owner')}' then false else pg_has_role(rolname, '${roleOf('owner')}', 'member') end as is_owner,
  exists (select from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relowner = r.oid and c.relpersistence <> 't') as owns,
  ${quiet.map(([name]) => `current_setting('${name}', true) as ${name}`).join(', ')}
from pg_roles r where rolname = current_user`;

async function ask(connection: Connection): Promise<Facts> {
  const client = new pg.Client({ ...connection, connectionTimeoutMillis: 5000 });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rows } = await client.query<Facts>(question);
    const [facts] = rows;
    if (facts === undefined) throw new Error('the server does not know who we are');
    return facts;
  } finally {
    await client.end();
  }
}

function judge(facts: Facts, wanted: string): string | null {
  if (facts.version < 150_000) return 'Waymark needs PostgreSQL 15 or newer.';
  if (facts.standby || facts.read_only === 'on')
    return 'DATABASE_URL leads to a standby: it must name the primary, which can be written to.';
  for (const [name, allowed] of [
    ['fsync', ['on']],
    ['synchronous_commit', ['on', 'remote_apply']],
    ['full_page_writes', ['on']],
  ] as const)
    if (!(allowed as readonly string[]).includes(facts[name]))
      return `The database has ${name} = ${facts[name]}, so it can lose what it said it kept: set it to on.`;
  if (facts.role !== wanted) return `The server lets us in as ${facts.role} where ${wanted} was asked for.`;
  if (facts.superuser || facts.bypasses || facts.creates)
    return `The role ${facts.role} is a superuser, bypasses row-level security, or makes roles: it must do none of these.`;
  if (wanted !== roleOf('owner') && (facts.is_owner || facts.owns))
    return `The role ${facts.role} owns tables or is a member of ${roleOf('owner')}: a zone may not own what it reads.`;
  return null;
}

/**
 * Looks, logged in as each role, whether this server keeps what it acknowledges and holds the zones apart.
 * @param as gives the connection of one role.
 */
export async function checkServer(as: (role: string) => Connection): Promise<Checked> {
  const roles = [roleOf('owner'), ...zones.map(roleOf)];
  const asked = await Promise.all(roles.map(async (role) => await ask(as(role))));
  for (const [index, facts] of asked.entries()) {
    const why = judge(facts, roles[index] ?? '');
    if (why !== null) return { ok: false, why };
  }
  const [first] = asked;
  const loud = quiet.filter(([name, wanted]) => {
    const found = first?.[name] ?? null;
    if (name === 'log_min_messages') return found !== 'log' && found !== 'fatal' && found !== 'panic';
    return found !== null && found !== wanted;
  });
  if (loud.length === 0) return { ok: true, warnings: [] };
  const wish = loud.map(([name, wanted]) => `${name} = ${wanted}`).join(', ');
  return { ok: true, warnings: [`This PostgreSQL can write down what people send, or when; set ${wish}.`] };
}
