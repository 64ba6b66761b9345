import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  chownSync,
  existsSync,
  openSync,
  closeSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { serverName } from './find-binaries.ts';
import { placeCluster, type Place } from './place-cluster.ts';
import { createRole, databaseGrants, roleNames, sweepGrants, type Connection } from './roles.ts';

export type Embedded = {
  /** The superuser, for making databases; nothing that serves people may use it. */
  superuser: Connection;
  /** Stops within about 8 s; what was committed is kept whatever happens. */
  stop(): Promise<void>;
  /** The server's process, or null while it is being started again. */
  pid(): number | null;
  place: Place;
};
export type Started = { ok: true; cluster: Embedded } | { ok: false; why: string };

const superuserName = 'postgres';

/**
 * Given on the command line, so that nobody can change them from inside. The log must never carry a value
 * that a person sent: `log` ranks above `error`, so errors, their details and their statements stay out.
 */
const settings: Record<string, string> = {
  listen_addresses: '',
  unix_socket_permissions: '0700',
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  wal_level: 'replica',
  max_wal_senders: '2',
  wal_recycle: 'off',
  track_commit_timestamp: 'off',
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
  log_min_messages: 'log',
  log_statement: 'none',
  log_parameter_max_length: '0',
  log_parameter_max_length_on_error: '0',
  log_connections: '',
  log_disconnections: 'off',
  log_checkpoints: 'off',
  log_autovacuum_min_duration: '-1',
  log_min_duration_statement: '-1',
  log_timezone: 'UTC',
  timezone: 'UTC',
  max_connections: '80',
  jit: 'off',
};

/**
 * The parent's death closes the pipe on fd 3, and the server is asked to stop: a killed Waymark leaves no
 * server behind. The reader is ended first when the server goes by itself, so that it signals no stranger.
 */
const guard =
  'exec 3<&0; "$@" </dev/null 3<&- & p=$!; (read -r _ <&3; kill -INT $p) 2>/dev/null & g=$!; wait $p; s=$?; kill $g 2>/dev/null; exit $s';

const environment = { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };

/** A lock that the kernel lets go when we die, whatever way: an abstract socket named for the folder. */
async function holdFolder(folder: string): Promise<Server | null> {
  const { dev, ino } = statSync(folder);
  const server = createServer((socket) => socket.destroy());
  server.unref();
  return await new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(null) : reject(error),
    );
    server.listen({ path: `\0waymark-${dev}-${ino}` }, () => resolve(server));
  });
}

/** The live server of this cluster, from its own lock file; a process id that now is someone else's is none. */
function liveServer(cluster: string): number | null {
  const lock = join(cluster, 'postmaster.pid');
  if (!existsSync(lock)) return null;
  const pid = Number(readFileSync(lock, 'utf8').split('\n')[0]);
  try {
    const program = readlinkSync(`/proc/${pid}/exe`).replace(/ \(deleted\)$/, '');
    const folder = readlinkSync(`/proc/${pid}/cwd`);
    const here = statSync(cluster);
    const there = statSync(folder);
    if (program.endsWith(`/${serverName}`) && here.ino === there.ino && here.dev === there.dev) return pid;
  } catch (error) {
    // EACCES: a process of another user, whom PostgreSQL itself does not believe either.
    if (!['ENOENT', 'ESRCH', 'EACCES'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
  return null;
}

async function initialise({ binaries, home, runAs }: Place): Promise<void> {
  const cluster = join(home, 'cluster');
  if (existsSync(join(cluster, 'PG_VERSION'))) return;
  // Made beside and renamed: a start that was interrupted leaves nothing that looks like a database.
  const half = join(home, 'cluster.half');
  rmSync(half, { recursive: true, force: true });
  const child = spawn(
    binaries.initdb,
    ['-D', half, '-U', superuserName, '-A', 'peer', '--no-locale', '-E', 'UTF8', '--data-checksums'],
    { cwd: '/', env: environment, stdio: ['ignore', 'ignore', 'pipe'], ...identity(runAs) },
  );
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  const [status] = (await once(child, 'close')) as [number | null];
  if (status !== 0) throw new Error(`initdb ended with ${status}: ${said.trim().split('\n').at(-1) ?? ''}`);
  renameSync(half, cluster);
}

const identity = (runAs: Place['runAs']) => (runAs === null ? {} : { uid: runAs.uid, gid: runAs.gid });

/** Only our own operating-system user may log in, by the kernel's word (peer), as each of our roles. */
function writeAccess({ home, ourName, runAs }: Place): void {
  const files = {
    'pg_hba.conf': 'local all all peer map=waymark\nlocal replication postgres peer map=waymark\n',
    'pg_ident.conf': [superuserName, ...roleNames].map((role) => `waymark "${ourName}" ${role}\n`).join(''),
  };
  for (const [name, text] of Object.entries(files)) {
    const file = join(home, 'cluster', name);
    writeFileSync(file, text, { mode: 0o600 });
    if (runAs !== null) chownSync(file, runAs.uid, runAs.gid);
  }
}

function launch({ binaries, home, socket, runAs }: Place, extra: Record<string, string>): ChildProcess {
  const log = openSync(join(home, 'log'), 'w', 0o600);
  const flags = Object.entries({ ...settings, ...extra, unix_socket_directories: socket });
  const child = spawn(
    '/bin/sh',
    [
      '-c',
      guard,
      'sh',
      binaries.postgres,
      '-D',
      join(home, 'cluster'),
      ...flags.flatMap(([k, v]) => ['-c', `${k}=${v}`]),
    ],
    // Detached: Ctrl-C is for the application, which drains and then stops the server itself.
    { cwd: '/', env: environment, stdio: ['pipe', log, log], detached: true, ...identity(runAs) },
  );
  child.stdin?.on('error', () => undefined);
  // The server keeps nobody alive: whoever needs it does, and the guard stops it when they are gone.
  child.unref();
  (child.stdin as Socket | null)?.unref();
  closeSync(log);
  return child;
}

/** Whether the server keeps our process alive: while it is started or stopped, yes; else what it serves does. */
function keep(child: ChildProcess, alive: boolean): void {
  const pipe = child.stdin as (typeof child.stdin & { ref(): void; unref(): void }) | null;
  if (alive) child.ref();
  else child.unref();
  if (alive) pipe?.ref();
  else pipe?.unref();
}

/** Asks by connecting: the line "ready to accept connections" never comes at our log level. */
async function answers(superuser: Connection, child: ChildProcess, patience: number): Promise<boolean> {
  const until = performance.now() + patience;
  while (child.exitCode === null && child.signalCode === null && performance.now() < until) {
    const client = new pg.Client({ ...superuser, connectionTimeoutMillis: 5000 });
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.end();
      return true;
    } catch {
      await client.end().catch(() => undefined);
      await pause(25);
    }
  }
  return false;
}

async function prepare(superuser: Connection, database: string): Promise<void> {
  const client = new pg.Client(superuser);
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rows } = await client.query<{ rolname: string }>('select rolname from pg_roles');
    const known = new Set(rows.map(({ rolname }) => rolname));
    for (const role of roleNames) if (!known.has(role)) await client.query(createRole(role, null));
    for (const grant of sweepGrants.slice(0, 1)) await client.query(grant);
    const found = await client.query('select 1 from pg_database where datname = $1', [database]);
    if (found.rowCount === 0) await client.query(`create database ${database}`);
    for (const grant of databaseGrants(database)) await client.query(grant);
  } finally {
    await client.end();
  }
  // A grant on a function of the system catalogue belongs to one database.
  const inside = new pg.Client({ ...superuser, database });
  inside.on('error', () => undefined);
  await inside.connect();
  try {
    for (const grant of sweepGrants) await inside.query(grant);
  } finally {
    await inside.end();
  }
}

/**
 * Starts PostgreSQL from npm for one DATA_DIR, with our roles and the database `waymark`, and keeps it
 * running until `stop`. A second start on the same folder is refused; a server whose parent was killed is
 * waited for; a server that dies is started again (the pools connect anew).
 * @param say receives lines for the operator. @param extra further server settings, for tests.
 */
export async function startEmbedded(options: {
  dataDir: string;
  database?: string;
  say?: (line: string) => void;
  extra?: Record<string, string>;
}): Promise<Started> {
  const { dataDir, database = 'waymark', say = () => undefined, extra = {} } = options;
  const placed = placeCluster(dataDir, say);
  if (!placed.ok) return placed;
  const { place } = placed;
  const cluster = join(place.home, 'cluster');
  const refusal = `A database is already running on ${dataDir}: stop that Waymark first, or give this one another DATA_DIR.`;
  const held = await holdFolder(place.home);
  if (held === null) return { ok: false, why: refusal };
  const letGo = async (why: string): Promise<Started> => {
    held.close();
    return { ok: false, why };
  };

  // We hold the folder, so a live server is one whose parent was killed: it is about to stop.
  for (let waited = 0; liveServer(cluster) !== null; waited += 50) {
    if (waited >= 10_000) return await letGo(refusal);
    await pause(50);
  }
  rmSync(join(cluster, 'postmaster.pid'), { force: true });

  const superuser: Connection = { host: place.socket, port: 5432, database: 'postgres', user: superuserName };
  await initialise(place);
  writeAccess(place);

  let stopping = false;
  let child = launch(place, extra);
  const raise = async (): Promise<boolean> => {
    // A killed server's own children may hold its memory for a moment and make a first try fail.
    for (let attempt = 0; attempt < 10 && !stopping; attempt += 1) {
      if (attempt > 0) child = launch(place, extra);
      if (await answers(superuser, child, 600_000)) return true;
      await pause(250);
    }
    return false;
  };
  if (!(await raise())) {
    const last = readFileSync(join(place.home, 'log'), 'utf8').trim().split('\n').at(-1) ?? '';
    return await letGo(`PostgreSQL does not start (${last}); its log is ${join(place.home, 'log')}.`);
  }
  await prepare(superuser, database);
  keep(child, false);

  const watch = async (): Promise<void> => {
    while (!stopping) {
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
      child.stdin?.destroy();
      if (stopping) return;
      say('PostgreSQL stopped by itself and is started again.');
      for (let waited = 0; liveServer(cluster) !== null && waited < 10_000; waited += 50) await pause(50);
      rmSync(join(cluster, 'postmaster.pid'), { force: true });
      child = launch(place, extra);
      if (!(await raise()) && !stopping) {
        say(`PostgreSQL does not start again; its log is ${join(place.home, 'log')}. Trying on.`);
        await pause(5000);
      }
      keep(child, false);
    }
  };
  const watching = watch();

  return {
    ok: true,
    cluster: {
      superuser,
      place,
      pid: () => liveServer(cluster),
      async stop() {
        if (stopping) return await watching;
        stopping = true;
        child.ref();
        const gone = child.exitCode !== null || child.signalCode !== null ? null : once(child, 'exit');
        keep(child, true);
        child.stdin?.end();
        if (gone !== null) {
          const slow = new AbortController();
          const late = pause(7000, undefined, { signal: slow.signal }).then(
            () => {
              const pid = liveServer(cluster);
              if (pid !== null) process.kill(pid, 'SIGQUIT');
            },
            () => undefined,
          );
          await gone;
          slow.abort();
          await late;
        }
        await watching;
        held.close();
      },
    },
  };
}

/** Where the running cluster of a DATA_DIR answers, for a second process such as a backup; null if none runs. */
export function findRunning(dataDir: string): Connection | null {
  if (!existsSync(dataDir)) return null;
  const placed = placeCluster(dataDir, () => undefined);
  if (!placed.ok || liveServer(join(placed.place.home, 'cluster')) === null) return null;
  return { host: placed.place.socket, port: 5432, database: 'postgres', user: superuserName };
}

/** Runs a throw-away command as the server's user would; for tests of what that user can reach. */
export const runAsServer = (runAs: Place['runAs'], command: string): number | null =>
  spawnSync('/bin/sh', ['-c', command], { cwd: '/', ...identity(runAs) }).status;
