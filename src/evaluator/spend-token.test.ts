import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, test } from 'node:test';
import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '../../test/support/database.ts';
import { forgetSpentTokens, spendToken } from './spend-token.ts';

let db: TestDatabase;
let pool: pg.Pool;
before(async () => {
  db = await createTestDatabase();
  await db.pool('owner').query(`insert into kit.area (id) values ('testfield') on conflict do nothing`);
  pool = new pg.Pool({ ...db.evaluatorConnection, max: 8 });
  pool.on('error', () => undefined);
});
after(async () => {
  await pool.end();
  await db.drop();
});

const spend = (week = 2968) => ({
  area: 'testfield',
  week,
  nonce: randomBytes(32),
  blinded: [randomBytes(32)],
});

test('a token is spent once; the same request again costs nothing', async () => {
  const one = spend();
  assert.deepEqual(await spendToken(pool, one), { ok: true, first: true });
  assert.deepEqual(await spendToken(pool, one), { ok: true, first: false });
  assert.deepEqual(await spendToken(pool, { ...one, blinded: [randomBytes(32)] }), {
    ok: false,
    why: 'spent',
  });
});

test('of many who spend one token at once for different elements, one may', async () => {
  const one = spend();
  const all = await Promise.all(
    Array.from({ length: 16 }, async () => await spendToken(pool, { ...one, blinded: [randomBytes(32)] })),
  );
  assert.equal(all.filter(({ ok }) => ok).length, 1);
});

test('what was spent is remembered as long as its key is accepted', async () => {
  const [last, older] = [spend(2967), spend(2966)];
  await spendToken(pool, last);
  await spendToken(pool, older);
  await forgetSpentTokens(pool, 2968);
  assert.deepEqual(await spendToken(pool, last), { ok: true, first: false });
  assert.deepEqual(await spendToken(pool, older), { ok: true, first: true });
});

test('no other role can read or write it', async () => {
  for (const role of ['support', 'town', 'sweep'] as const) {
    await assert.rejects(db.pool(role).query('select from evaluator.spent_token'), { code: '42501' });
  }
});
