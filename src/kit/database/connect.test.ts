import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { sql } from 'kysely';
import pg from 'pg';
import { openDatabase, parseDatabaseUrl, rememberAreas, type Database, type Opened } from './connect.ts';
import { startEmbedded, type Embedded } from './embedded.ts';
import { migrate, readMigrations, type Migration } from './migrate.ts';
import { roleNames, type Connection } from './roles.ts';

const folders: string[] = [];
function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'waymark-connect-'));
  chmodSync(made, 0o711);
  folders.push(made);
  return made;
}
after(() => {
  for (const each of folders) rmSync(each, { recursive: true, force: true });
});

const capabilities = ['kit'];
function taken(opened: Opened): Database {
  assert.ok(opened.ok, opened.ok ? '' : opened.why);
  return opened.database;
}
async function refusal(opening: Promise<Opened>): Promise<string> {
  const opened = await opening;
  if (opened.ok) await opened.database.close();
  assert.ok(!opened.ok, 'it was opened');
  assert.doesNotMatch(opened.why, /\n/);
  return opened.why;
}
async function run(connection: Connection, ...statements: string[]): Promise<void> {
  const client = new pg.Client(connection);
  client.on('error', () => undefined);
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

void describe('a database of our own', () => {
  void test('is started, migrated and opened for each zone, and stopped with the last of it', async () => {
    const dataDir = folder();
    const options = { dataDir, keysDir: join(dataDir, 'unused'), databaseUrl: null, capabilities };
    const database = taken(await openDatabase(options));
    const who = sql<{ me: string }>`select current_user as me`;
    for (const zone of ['support', 'town', 'sweep'] as const)
      assert.equal((await who.execute(database[zone])).rows[0]?.me, `waymark_${zone}`);
    assert.ok(database.applied.includes('kit/0001-areas.sql'));
    assert.equal(await database.ready(), true);
    await rememberAreas(database.sweep, ['testford']);
    await rememberAreas(database.sweep, ['testford', 'elsewhere']);
    assert.match(await refusal(openDatabase(options)), /^A database is already running/);
    await database.close();
    await assert.rejects(run(database.evaluatorConnection, 'select 1'));

    const again = taken(await openDatabase(options));
    assert.deepEqual(again.applied, []);
    const { rows } = await sql<{ id: string }>`select id from kit.area order by id`.execute(again.town);
    assert.deepEqual(rows, [{ id: 'elsewhere' }, { id: 'testford' }]);
    await again.close();
  });
});

void describe('a database of somebody else’s, by DATABASE_URL', () => {
  let embedded: Embedded;
  let server: Connection;
  const keysDir = join(folder(), 'keys');
  const open = async (change: { keysDir?: string; databaseUrl?: string } = {}): Promise<Opened> =>
    await openDatabase({ dataDir: folder(), keysDir, databaseUrl: url(), capabilities, ...change });
  const url = (database = 'town') =>
    `postgres://postgres@localhost/${database}?host=${encodeURIComponent(embedded.superuser.host)}`;

  before(async () => {
    const access = join(folder(), 'hba');
    writeFileSync(access, 'local all postgres peer map=waymark\nlocal all all scram-sha-256\n', {
      mode: 0o644,
    });
    const started = await startEmbedded({ dataDir: folder(), extra: { hba_file: access } });
    assert.ok(started.ok, started.ok ? '' : started.why);
    embedded = started.cluster;
    server = { ...embedded.superuser, database: 'town' };
    await run(
      embedded.superuser,
      'drop database waymark',
      ...roleNames.toReversed().map((role) => `drop role ${role}`),
      'create database town',
    );
  });
  after(async () => await embedded.stop());

  void test('gets roles with passwords that only KEYS_DIR knows, also when two processes come at once', async () => {
    const both = (await Promise.all([open(), open()])).map(taken);
    assert.deepEqual(
      both.flatMap(({ applied }) => applied),
      readMigrations(capabilities).map(({ capability, name }) => `${capability}/${name}`),
    );
    for (const database of both) {
      assert.equal(await database.ready(), true);
      await run(database.evaluatorConnection, 'select 1');
      await assert.rejects(run({ ...database.evaluatorConnection, password: 'guessed' }), { code: '28P01' });
      await database.close();
    }
    const file = join(keysDir, 'database-roles.json');
    assert.equal(statSync(file).mode & 0o777, 0o600);
    assert.equal(
      new Set(Object.values(JSON.parse(readFileSync(file, 'utf8')) as object)).size,
      roleNames.length,
    );
  });

  void test('is not taken from a Waymark that is using it, and is once that has gone', async () => {
    const database = taken(await open());
    await database.ready();
    const other = join(folder(), 'keys');
    assert.match(await refusal(open({ keysDir: other })), /Another Waymark uses the role .* same KEYS_DIR/);
    await database.close();
    await taken(await open({ keysDir: other })).close();
    await taken(await open()).close();
  });

  for (const [what, spoil, mend, why] of [
    [
      'a zone does not wait for the disk',
      'alter role waymark_support set synchronous_commit = off',
      'alter role waymark_support reset all',
      /synchronous_commit = off/,
    ],
    [
      'it is read-only',
      'alter role waymark_support set default_transaction_read_only = on',
      'alter role waymark_support reset all',
      /standby/,
    ],
    [
      'a zone is a superuser',
      'alter role waymark_town superuser',
      'alter role waymark_town nosuperuser',
      /waymark_town is a superuser/,
    ],
    [
      'a zone passes row-level security',
      'alter role waymark_sweep bypassrls',
      'alter role waymark_sweep nobypassrls',
      /waymark_sweep is a superuser, bypasses/,
    ],
    [
      'a zone owns a table',
      'create table kit.its (); alter table kit.its owner to waymark_town',
      'drop table kit.its',
      /waymark_town owns tables/,
    ],
    [
      'a zone is a member of the owner',
      'grant waymark_owner to waymark_support',
      'revoke waymark_owner from waymark_support',
      /waymark_support owns tables or is a member/,
    ],
  ] as const)
    void test(`is refused when ${what}`, async () => {
      await run(server, spoil);
      try {
        assert.match(await refusal(open()), why);
      } finally {
        await run(server, mend);
      }
      await taken(await open()).close();
    });

  void test('is refused in one line when nothing answers, or there is no such database', async () => {
    assert.match(await refusal(open({ databaseUrl: url('village') })), /cannot be reached \(3D000\)/);
    assert.match(
      await refusal(open({ databaseUrl: url().replace('postgres@', 'stranger:guessed@') })),
      /cannot be reached \(28/,
    );
  });
});

void test('a server that does not flush is refused', async () => {
  const started = await startEmbedded({ dataDir: folder(), extra: { fsync: 'off' } });
  assert.ok(started.ok);
  const { cluster } = started;
  const databaseUrl = `postgres://postgres@localhost/waymark?host=${encodeURIComponent(cluster.superuser.host)}`;
  const why = await refusal(
    openDatabase({ dataDir: folder(), keysDir: join(folder(), 'keys'), databaseUrl, capabilities }),
  );
  assert.match(why, /fsync = off, so it can lose what it said it kept/);
  await cluster.stop();
});

void describe('migrations', () => {
  let embedded: Embedded;
  let owner: Connection;
  before(async () => {
    const started = await startEmbedded({ dataDir: folder() });
    assert.ok(started.ok);
    embedded = started.cluster;
    owner = { ...embedded.superuser, database: 'waymark', user: 'waymark_owner' };
  });
  after(async () => await embedded.stop());

  const file = (name: string, text: string): Migration => ({
    capability: 'trial',
    name,
    text,
    sha256: createHash('sha256').update(text).digest('hex'),
  });
  const first = file('0001-begin.sql', 'create schema trial; create table trial.one ();');

  void test('run once, whoever comes first', async () => {
    const both = await Promise.all([migrate(owner, [first]), migrate(owner, [first])]);
    assert.deepEqual(
      both.flatMap((migrated) => (migrated.ok ? migrated.applied : assert.fail(migrated.why))),
      ['trial/0001-begin.sql'],
    );
  });

  void test('are refused when one was changed after it ran, or is not known here', async () => {
    const changed = await migrate(owner, [file('0001-begin.sql', `${first.text} -- better`)]);
    assert.ok(!changed.ok);
    assert.match(changed.why, /^trial\/0001-begin\.sql was changed after it was applied/);
    const unknown = await migrate(owner, []);
    assert.ok(!unknown.ok);
    assert.match(unknown.why, /made by a newer Waymark: it has trial\/0001-begin\.sql/);
  });

  void test('that fail half-way leave nothing', async () => {
    const good = file('0002-good.sql', 'create table trial.two ();');
    const broken = file('0003-broken.sql', 'create table trial.three (); select 1/0;');
    await assert.rejects(migrate(owner, [first, good, broken]), /trial\/0003-broken\.sql failed \(22012\)/);
    await assert.rejects(run(owner, 'table trial.two'), { code: '42P01' });
    await run(owner, 'table trial.one');
  });
});

void test('a database’s address is read with its escapes, and asks for a true certificate', () => {
  assert.deepEqual(parseDatabaseUrl('postgres://us%40er:p%3Aw@db.example.org:6000/waymark?sslmode=require'), {
    host: 'db.example.org',
    port: 6000,
    database: 'waymark',
    user: 'us@er',
    password: 'p:w',
    ssl: { rejectUnauthorized: true },
  });
});
