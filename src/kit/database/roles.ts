/** One login role per trust zone; `owner` owns and migrates and is no zone that serves anyone. */
export const zones = ['support', 'town', 'sweep', 'evaluator', 'notifier'] as const;
export type Zone = (typeof zones)[number];
export type RoleName = `waymark_${Zone | 'owner'}`;
export const roleOf = (zone: Zone | 'owner'): RoleName => `waymark_${zone}`;
export const roleNames: readonly RoleName[] = [roleOf('owner'), ...zones.map(roleOf)];

/** Where a role logs in; a superset of what `pg` takes. */
export type Connection = {
  host: string;
  port: number;
  database: string;
  user: string;
  password?: string;
  ssl?: boolean | { rejectUnauthorized: boolean };
};

const attributes = 'login nosuperuser nocreatedb nocreaterole noreplication nobypassrls noinherit';

/** @param verifier a SCRAM verifier made here, so that no password passes through a server's log. */
export const createRole = (role: RoleName, verifier: string | null): string =>
  `create role ${role} ${attributes}${verifier === null ? '' : ` password '${verifier}'`}`;

/** What each role may do with the database itself. */
export const databaseGrants = (database: string): string[] => [
  `revoke all on database ${database} from public`,
  `grant connect, create, temporary on database ${database} to ${roleOf('owner')}`,
  `grant connect on database ${database} to ${zones.map(roleOf).join(', ')}`,
];

/** The nightly moves end by leaving no trace of order in the write-ahead log; both need a superuser to grant. */
export const sweepGrants: readonly string[] = [
  `grant pg_checkpoint to ${roleOf('sweep')}, ${roleOf('evaluator')} with inherit true`,
  `grant execute on function pg_switch_wal() to ${roleOf('sweep')}, ${roleOf('evaluator')}`,
];
