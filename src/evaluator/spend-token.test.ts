import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, test } from 'node:test';
import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '../../test/support/database.ts';
import { kendallTau } from '../../test/support/order.ts';
import { spendToken } from './spend-token.ts';
import { tidyNight } from './tidy-night.ts';

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
  blinded: randomBytes(32),
});

test('a token is spent once; the same request again costs nothing', async () => {
  const one = spend();
  assert.deepEqual(await spendToken(pool, one), { ok: true, first: true });
  assert.deepEqual(await spendToken(pool, one), { ok: true, first: false });
  assert.deepEqual(await spendToken(pool, { ...one, blinded: randomBytes(32) }), {
    ok: false,
    why: 'spent',
  });
});

test('of many who spend one token at once for different elements, one may', async () => {
  const one = spend();
  const all = await Promise.all(
    Array.from({ length: 16 }, async () => await spendToken(pool, { ...one, blinded: randomBytes(32) })),
  );
  assert.equal(all.filter(({ ok }) => ok).length, 1);
});

test('what was spent is remembered through the nights, as long as its key is accepted', async () => {
  const [last, older] = [spend(2967), spend(2966)];
  await spendToken(pool, last);
  await spendToken(pool, older);
  assert.ok((await tidyNight(pool, 2968, '2026-11-24')) >= 2);
  assert.deepEqual(await spendToken(pool, last), { ok: true, first: false });
  assert.deepEqual(await spendToken(pool, { ...last, blinded: randomBytes(32) }), {
    ok: false,
    why: 'spent',
  });
  assert.deepEqual(await spendToken(pool, older), { ok: true, first: true });
});

test('a token that is spent while the night moves rows is spent once', async () => {
  const tokens = Array.from({ length: 12 }, () => spend());
  const [night, ...spent] = await Promise.all([
    tidyNight(pool, 2968, '2026-11-24'),
    ...[...tokens, ...tokens].map(
      async (one) => await spendToken(pool, { ...one, blinded: randomBytes(32) }),
    ),
  ]);
  assert.ok(night >= 0);
  assert.equal(spent.filter(({ ok }) => ok).length, 12);
});

test('after the night the table is not in the order of spending', async () => {
  const nonces = Array.from({ length: 200 }, () => randomBytes(32));
  for (const nonce of nonces) await spendToken(pool, { ...spend(), nonce });
  const inOrder = async (table: string) => {
    const { rows } = await pool.query<{ nonce: Buffer }>(
      `select nonce from evaluator.${table} order by ctid`,
    );
    return kendallTau(
      rows.map(({ nonce }) => nonces.findIndex((one) => one.equals(nonce))).filter((at) => at >= 0),
    );
  };
  assert.equal(await inOrder('intake_spent_token'), 1);
  await tidyNight(pool, 2968, '2026-11-24');
  assert.equal((await pool.query('select from evaluator.intake_spent_token')).rowCount, 0);
  assert.ok(Math.abs(await inOrder('spent_token')) < 0.2);
  const kept = await pool.query('select from evaluator.spent_token where nonce = any ($1)', [nonces]);
  assert.equal(kept.rowCount, 200);
});

test('no other role can read or write it', async () => {
  for (const role of ['support', 'town', 'sweep'] as const) {
    for (const table of ['spent_token', 'intake_spent_token', 'desk_count', 'issued_count', 'chain_pin'])
      await assert.rejects(db.pool(role).query(`select from evaluator.${table}`), { code: '42501' });
  }
});
