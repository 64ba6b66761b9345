import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts';
import { groupCommit } from './group-commit.ts';
import type { Statement } from './pools.ts';

let database: TestDatabase;
before(async () => {
  database = await createTestDatabase();
  await database.pools.owner.query('create table kit.note (id integer primary key, words text not null)');
});
after(async () => await database.drop());

const put = (id: number, words: string | null): Statement => ({
  name: 'put-note',
  text: 'insert into kit.note values ($1, $2) on conflict do nothing',
  values: [id, words],
});
const transactions = async () =>
  (
    await database.pools.owner.query<{ n: number }>(
      'select count(distinct xmin::text)::int as n from kit.note',
    )
  ).rows[0]?.n;

void test('what comes together is committed together, and each gets its own answer', async () => {
  const commit = groupCommit(database.pools.owner);
  const results = await Promise.all(
    Array.from({ length: 20 }, async (_, at) => await commit(put(at % 19, 'a'))),
  );
  assert.deepEqual(
    results.map(({ rowCount }) => rowCount),
    [...Array<number>(19).fill(1), 0],
  );
  assert.equal(await transactions(), 1);
});

void test('one that fails takes no other with it', async () => {
  const commit = groupCommit(database.pools.owner);
  const settled = await Promise.allSettled([
    commit(put(100, 'a')),
    commit(put(101, null)),
    commit(put(102, 'c')),
  ]);
  assert.deepEqual(
    settled.map(({ status }) => status),
    ['fulfilled', 'rejected', 'fulfilled'],
  );
  const { rows } = await database.pools.owner.query('select id from kit.note where id >= 100 order by id');
  assert.deepEqual(rows, [{ id: 100 }, { id: 102 }]);
});

void test('with groups of one, so many lanes are under way and no more', async () => {
  const commit = groupCommit(database.pools.owner, { lanes: 2, most: 1 });
  const slow: Statement = {
    name: 'slow-note',
    text: `select count(*)::int as n from pg_stat_activity, pg_sleep(0.1) where state = 'active' and query like '%slow note%' /* slow note */`,
    values: [],
  };
  const seen = await Promise.all(Array.from({ length: 6 }, async () => await commit(slow)));
  assert.ok(seen.every(({ rows }) => (rows[0] as { n: number }).n <= 2));
});
