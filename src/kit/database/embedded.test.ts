import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  accessSync,
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, describe, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { runAsServer, startEmbedded, type Embedded } from './embedded.ts';
import type { Connection } from './roles.ts';

const isRoot = process.getuid?.() === 0;
const folders: string[] = [];
function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'waymark-embedded-'));
  chmodSync(made, 0o711);
  folders.push(made);
  return made;
}
after(() => {
  for (const each of folders) rmSync(each, { recursive: true, force: true });
});

async function start(dataDir: string, say: (line: string) => void = () => undefined): Promise<Embedded> {
  const started = await startEmbedded({ dataDir, say });
  assert.ok(started.ok, started.ok ? '' : started.why);
  return started.cluster;
}

async function ask(connection: Connection, text: string): Promise<unknown[][]> {
  const client = new pg.Client({ ...connection, connectionTimeoutMillis: 2000 });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<unknown[]>({ text, rowMode: 'array' })).rows;
  } finally {
    await client.end();
  }
}

async function eventually<Result>(attempt: () => Promise<Result>, patience = 10_000): Promise<Result> {
  const until = performance.now() + patience;
  for (;;)
    try {
      return await attempt();
    } catch (error) {
      if (performance.now() > until) throw error;
      await pause(50);
    }
}

const lives = (pid: number): boolean => existsSync(`/proc/${pid}`);

async function startOther(
  dataDir: string,
  identity: { uid?: number; gid?: number } = {},
): Promise<{
  child: ChildProcess;
  said: { ok: boolean; why?: string; pid: number; connection: Connection };
}> {
  const fixture = fileURLToPath(new URL('start-and-wait.fixture.ts', import.meta.url));
  const child = spawn(process.execPath, [fixture, dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {},
    ...identity,
  });
  assert.ok(child.stdout);
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  return { child, said: JSON.parse(line) as never };
}

void describe('PostgreSQL that we run ourselves', () => {
  void test('keeps what was committed over a kill, a stop and a process id that is someone else’s', async () => {
    const dataDir = folder();
    const said: string[] = [];
    let cluster = await start(dataDir, (line) => said.push(line));
    const here = { ...cluster.superuser, database: 'waymark' };
    await ask(here, 'create table kept (what text primary key)');
    await ask(here, "insert into kept values ('before the kill')");

    const first = cluster.pid();
    assert.ok(first !== null);
    process.kill(first, 'SIGKILL');
    assert.deepEqual(await eventually(async () => await ask(here, 'select what from kept')), [
      ['before the kill'],
    ]);
    assert.notEqual(cluster.pid(), first);
    assert.deepEqual(said, ['PostgreSQL stopped by itself and is started again.']);

    const again = await startEmbedded({ dataDir });
    assert.ok(!again.ok);
    assert.match(again.why, /^A database is already running on .*: stop that Waymark first/);

    const second = cluster.pid();
    await cluster.stop();
    await cluster.stop();
    assert.ok(second !== null && !lives(second));
    await assert.rejects(ask(here, 'select 1'));

    writeFileSync(join(cluster.place.home, 'cluster', 'postmaster.pid'), `${process.pid}\n`);
    cluster = await start(dataDir);
    assert.deepEqual(await ask(here, 'select what from kept'), [['before the kill']]);
    await cluster.stop();
  });

  void test('writes no value into its log, and is reached by a socket only', async () => {
    const cluster = await start(folder());
    const here = { ...cluster.superuser, database: 'waymark' };
    await ask(here, 'create table shut (what text primary key, many int)');
    await ask(here, "insert into shut values ('CANARY', 1)");
    for (const wrong of [
      "insert into shut values ('CANARY', 2)",
      "select 'CANARY'::int",
      "do $$ begin raise exception 'CANARY'; end $$",
      "do $$ begin raise warning 'CANARY'; end $$",
      'select CANARY from',
    ])
      await ask(here, wrong).catch(() => undefined);
    const settings = await ask(
      here,
      `select name, setting from pg_settings where name in ('listen_addresses', 'fsync', 'full_page_writes',
         'synchronous_commit', 'wal_recycle', 'track_commit_timestamp', 'data_checksums') order by name`,
    );
    assert.deepEqual(Object.fromEntries(settings), {
      data_checksums: 'on',
      fsync: 'on',
      full_page_writes: 'on',
      listen_addresses: '',
      synchronous_commit: 'on',
      track_commit_timestamp: 'off',
      wal_recycle: 'off',
    });
    await cluster.stop();
    const log = readFileSync(join(cluster.place.home, 'log'), 'utf8');
    assert.match(log, /database system is shut down/);
    assert.doesNotMatch(log, /CANARY/i);
  });

  void test('goes when its parent is killed, and the next start finds everything', async () => {
    const dataDir = folder();
    const { child, said } = await startOther(dataDir);
    assert.ok(said.ok, said.why);
    await ask({ ...said.connection, database: 'waymark' }, 'create table kept ()');
    const refused = await startEmbedded({ dataDir });
    assert.ok(!refused.ok);
    child.kill('SIGKILL');
    await once(child, 'exit');
    const cluster = await start(dataDir);
    assert.ok(!lives(said.pid));
    assert.deepEqual(await ask({ ...said.connection, database: 'waymark' }, 'table kept'), []);
    await cluster.stop();
  });

  void test('has a socket even where the path is longer than a socket’s name may be', async () => {
    const dataDir = join(folder(), 'a'.repeat(60), 'b'.repeat(60));
    const cluster = await start(dataDir);
    assert.ok(Buffer.byteLength(cluster.superuser.host) <= 93);
    assert.deepEqual(await ask(cluster.superuser, 'select 1'), [[1]]);
    await cluster.stop();
    rmSync(cluster.superuser.host, { recursive: true, force: true });
  });

  void test(
    'as root under a folder that only root may enter, lives outside it and says so',
    { skip: isRoot ? false : 'only root can start it as another user' },
    async () => {
      const closed = folder();
      chmodSync(closed, 0o700);
      const dataDir = join(closed, 'data');
      const said: string[] = [];
      const cluster = await start(dataDir, (line) => said.push(line));
      const { home, runAs } = cluster.place;
      folders.push(home);
      assert.match(home, /^\/var\/lib\/waymark\/[0-9a-f]{16}$/);
      assert.equal(said.length, 1);
      assert.ok(said[0]?.includes(home));
      assert.ok(runAs !== null);
      const { uid, mode } = statSync(home);
      assert.deepEqual([uid, mode & 0o777], [runAs.uid, 0o700]);
      const pid = cluster.pid();
      assert.match(
        readFileSync(`/proc/${pid}/status`, 'utf8'),
        new RegExp(`^Uid:\\s+${runAs.uid}\\s+${runAs.uid}`, 'm'),
      );
      await assert.rejects(ask(cluster.superuser, "select pg_read_file('/etc/shadow')"));
      assert.notEqual(runAsServer(runAs, `ls ${closed}`), 0);
      await cluster.stop();

      // Found again, even when the parent has been opened since.
      chmodSync(closed, 0o711);
      const next = await start(dataDir);
      assert.equal(next.place.home, home);
      await next.stop();
    },
  );

  void test(
    'as an ordinary user, keeps everything in DATA_DIR',
    { skip: isRoot ? false : 'the other tests already run as an ordinary user' },
    async (context) => {
      const user = readFileSync('/etc/passwd', 'utf8')
        .split('\n')
        .map((line) => line.split(':'))
        .find(([name]) => name === 'nobody' || name === 'postgres');
      assert.ok(user);
      const identity = { uid: Number(user[2]), gid: Number(user[3]) };
      if (
        runAsServer(
          { name: 'other', ...identity },
          `test -r ${fileURLToPath(import.meta.url)} && test -x ${process.execPath}`,
        ) !== 0
      )
        return context.skip('that user cannot read this checkout');
      const dataDir = join(folder(), 'data');
      mkdirSync(dataDir, { mode: 0o700 });
      chownSync(dataDir, identity.uid, identity.gid);
      const { child, said } = await startOther(dataDir, identity);
      assert.ok(said.ok, said.why);
      assert.equal(statSync(`/proc/${said.pid}`).uid, identity.uid);
      accessSync(join(dataDir, 'postgres', 'cluster', 'PG_VERSION'));
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      assert.deepEqual(await ended, [0, null]);
      assert.ok(!lives(said.pid));
      return undefined;
    },
  );
});
