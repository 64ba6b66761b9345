import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '../../test/support/database.ts';
import { createIssueCount } from './count-issued.ts';

let db: TestDatabase;
let pool: pg.Pool;
before(async () => {
  db = await createTestDatabase();
  await db.pool('owner').query(`insert into kit.area (id) values ('testfield') on conflict do nothing`);
  pool = new pg.Pool({ ...db.evaluatorConnection, max: 4 });
});
after(async () => {
  await pool.end();
  await db.drop();
});

const held = async (day: string): Promise<number> => {
  const { rows } = await pool.query<{ count: number }>(
    'select count from evaluator.issued_count where day = $1',
    [day],
  );
  return rows[0]?.count ?? 0;
};

test('of many who ask at once, as many are counted as fit, and not one more', async () => {
  const [one, other] = [createIssueCount(pool), createIssueCount(pool)];
  const day = '2026-11-24';
  const asked = Array.from({ length: 60 }, (_, i) =>
    (i % 2 === 0 ? one : other)({ area: 'testfield', day, more: 20, most: 500 }),
  );
  const counted = (await Promise.all(asked)).filter(Boolean).length;
  assert.equal(counted, 25);
  assert.equal(await held(day), 500);
  assert.equal(await one({ area: 'testfield', day, more: 1, most: 500 }), false);
  // A card more, and there is room again.
  assert.equal(await one({ area: 'testfield', day, more: 20, most: 520 }), true);
});

test('more than fits on a day that has none yet is not counted', async () => {
  assert.equal(
    await createIssueCount(pool)({ area: 'testfield', day: '2026-11-25', more: 20, most: 0 }),
    false,
  );
  assert.equal(await held('2026-11-25'), 0);
});

test('a database that fails is told to everyone who waited', async () => {
  const count = createIssueCount(pool);
  const asked = [1, 2, 3].map(() => count({ area: 'nowhere', day: '2026-11-24', more: 1, most: 9 }));
  for (const result of await Promise.allSettled(asked)) assert.equal(result.status, 'rejected');
});
