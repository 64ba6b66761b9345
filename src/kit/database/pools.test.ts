import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { sql, type Kysely } from 'kysely';
import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts';
import { asDesks, asLocator, commitTogether, insertDurably } from './pools.ts';

type Tables = { 'kit.area': { id: string }; 'kit.nightly': { name: string; day: string } };
const code = (wanted: string) => (error: unknown) => (error as pg.DatabaseError).code === wanted;

void describe('the pools of the zones', () => {
  let db: TestDatabase;
  before(async () => {
    db = await createTestDatabase();
  });
  after(async () => await db.drop());

  const put = (name: string) => ({
    name: 'put',
    text: 'insert into kit.nightly values ($1, $2)',
    values: [name, '2026-03-29'],
  });
  const nights = async () =>
    (
      await (db.sweep as Kysely<Tables>).selectFrom('kit.nightly').select('name').orderBy('name').execute()
    ).map(({ name }) => name);

  void test('a day comes back as the ISO text it is', async () => {
    assert.deepEqual(await insertDurably(db.pools.sweep, put('day')), { ok: true, rows: 1 });
    const row = await (db.sweep as Kysely<Tables>)
      .selectFrom('kit.nightly')
      .select('day')
      .where('name', '=', 'day')
      .executeTakeFirstOrThrow();
    assert.equal(row.day, '2026-03-29');
  });

  void test('a row that is there already is a value, not an exception', async () => {
    assert.deepEqual(await insertDurably(db.pools.sweep, put('day')), { ok: false, why: 'already-there' });
  });

  void test('statements that go together are kept together or not at all', async () => {
    await commitTogether(db.pools.sweep, [put('one'), put('two')]);
    await assert.rejects(
      commitTogether(db.pools.sweep, [put('three'), put('one'), put('four')]),
      code('23505'),
    );
    assert.deepEqual(await nights(), ['day', 'one', 'two']);
    await commitTogether(db.pools.sweep, [put('five')]);
  });

  void test('a setting holds inside the transaction and nowhere after', async () => {
    const setting = sql<{ desks: string | null }>`select current_setting('app.desks', true) as desks`;
    const inside = await asDesks(
      db.support,
      ['support', 'health'],
      async (tx) => (await setting.execute(tx)).rows,
    );
    assert.deepEqual(inside, [{ desks: 'support,health' }]);
    for (let i = 0; i < 6; i += 1) {
      const { rows } = await setting.execute(db.support);
      assert.ok(rows[0]?.desks === null || rows[0]?.desks === '');
    }
  });

  void test('what is no desk and no locator never reaches the database', async () => {
    await assert.rejects(
      asDesks(db.support, ["x', false); --"], async () => 1),
      TypeError,
    );
    await assert.rejects(
      asLocator(db.support, 'ABC', async () => 1),
      TypeError,
    );
  });

  void test('work that throws is undone, and the connection is whole again', async () => {
    await assert.rejects(
      asDesks(db.sweep as Kysely<Tables>, ['support'], async (tx) => {
        await tx.insertInto('kit.nightly').values({ name: 'gone', day: '2026-01-01' }).execute();
        throw new Error('no');
      }),
      /^Error: no$/,
    );
    assert.ok(!(await nights()).includes('gone'));
  });

  void test('a swallowed failure is no commit', async () => {
    await assert.rejects(
      asDesks(db.sweep as Kysely<Tables>, ['support'], async (tx) => {
        await tx
          .insertInto('kit.nightly')
          .values({ name: 'one', day: '2026-01-01' })
          .execute()
          .catch(() => undefined);
      }),
      /rolled back/,
    );
  });

  void test('a lost connection fails what was in flight and nothing after', async () => {
    const slow = sql`select pg_sleep(5)`.execute(db.support);
    const failed = assert.rejects(slow, code('57P01'));
    await new Promise((resolve) => setTimeout(resolve, 100));
    const client = new pg.Client(db.superuserConnection);
    await client.connect();
    await client.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'waymark_support' and datname = current_database()",
    );
    await client.end();
    await failed;
    // The pool's idle connections learn of it a moment later; one that is used before that fails too.
    await new Promise((resolve) => setTimeout(resolve, 100));
    assert.equal((await sql`select 1`.execute(db.support)).rows.length, 1);
  });

  void test('a table that changes under prepared statements costs one failure at most', async () => {
    const owner = db.owner;
    await sql`create table kit.shape (a int)`.execute(owner);
    await sql`grant select on kit.shape to waymark_town`.execute(owner);
    const all = async () => await sql`select * from kit.shape where ${1} = 1`.execute(db.town);
    await all();
    await sql`alter table kit.shape add b int`.execute(owner);
    await assert.rejects(all(), code('0A000'));
    await all();
  });

  for (const [zone, statement] of [
    ['town', 'select * from desks.record'],
    ['town', 'select * from kit.migration'],
    ['support', 'create table kit.mine ()'],
    ['support', 'set role waymark_owner'],
    ['support', 'alter table desks.record disable row level security'],
    ['support', 'truncate desks.record'],
    ['sweep', 'alter system set fsync = off'],
    ['sweep', "copy kit.area to '/tmp/x'"],
    ['support', "select pg_read_file('/etc/passwd')"],
    ['support', 'create temporary table t ()'],
    ['owner', 'create role waymark_other'],
  ] as const)
    void test(`${zone} may not: ${statement}`, async () => {
      await assert.rejects(db.pools[zone].query(statement), code('42501'));
    });

  void test('the evaluator sees its own schema only', async () => {
    const client = new pg.Client(db.evaluatorConnection);
    await client.connect();
    await assert.rejects(client.query('select * from desks.record'), code('42501'));
    await client.end();
  });
});
