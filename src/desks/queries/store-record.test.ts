import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { type TestDatabase, createTestDatabase } from '../../../test/support/database.ts';
import { shuffleIntake } from './shuffle-intake.ts';
import { type NewRecord, storeRecord } from './store-record.ts';

let database: TestDatabase;
before(async () => {
  database = await createTestDatabase();
  await database.pools.owner.query(`insert into kit.area (id) values ('testford')`);
  await database.pools.owner.query(
    `insert into desks.desk values ('testford', 'support', 'org', current_date), ('testford', 'other', 'org', null)`,
  );
});
after(() => database.drop());

function record(change: Partial<NewRecord> = {}): NewRecord {
  return {
    area: 'testford',
    id: randomUUID(),
    desk: 'support',
    kind: 'report',
    day: '2026-11-24',
    epoch: 0,
    lengthBucket: 1,
    summary: { key: randomBytes(20), body: randomBytes(20) },
    sealed: { key: randomBytes(20), body: randomBytes(20) },
    bodyHash: randomBytes(32),
    wayBack: { locator: randomBytes(16), recipient: 'age1pq1x', verifyKey: randomBytes(32) },
    quarantined: false,
    ...change,
  };
}
const store = (one: NewRecord) => storeRecord(database.pools.support, one);
const count = async (id: string) =>
  Number(
    (await database.pools.sweep.query('select count(*) from desks.every_record where id = $1', [id])).rows[0]
      .count,
  );

test('a record is stored once, whoever sends it again and when', async () => {
  const one = record();
  assert.deepEqual(await store(one), { ok: true, first: true, day: '2026-11-24' });
  assert.deepEqual(await store({ ...one, day: '2026-11-25' }), { ok: true, first: false, day: '2026-11-24' });
  await shuffleIntake(database.pools.sweep);
  assert.deepEqual(await store({ ...one, day: '2026-11-25' }), { ok: true, first: false, day: '2026-11-24' });
  assert.equal(await count(one.id), 1);
});

test('the same id with another body is told apart, before and after the night', async () => {
  const one = record();
  await store(one);
  assert.deepEqual(await store(record({ id: one.id })), { ok: false, why: 'another-body' });
  await shuffleIntake(database.pools.sweep);
  assert.deepEqual(await store(record({ id: one.id })), { ok: false, why: 'another-body' });
});

test('sixteen senders of one record at once: one row', async () => {
  const one = record();
  const outcomes = await Promise.all(Array.from({ length: 16 }, () => store(one)));
  assert.equal(outcomes.filter((outcome) => outcome.ok && outcome.first).length, 1);
  assert.ok(outcomes.every(({ ok }) => ok));
  assert.equal(await count(one.id), 1);
});

test('the night loses nothing that arrives while it moves', async () => {
  const ids: string[] = [];
  const sending = Array.from({ length: 200 }, async () => {
    const one = record();
    ids.push(one.id);
    assert.ok((await store(one)).ok);
  });
  await Promise.all([...sending, shuffleIntake(database.pools.sweep)]);
  const { rows } = await database.pools.sweep.query(
    'select count(*) from desks.every_record where id = any($1)',
    [ids],
  );
  assert.equal(Number(rows[0].count), 200);
});

test('a desk sees its own records, another desk and nobody see none', async () => {
  const one = record();
  await store(one);
  const seenBy = async (desks: string) => {
    const client = await database.pools.support.connect();
    try {
      await client.query('begin');
      await client.query(`select set_config('app.desks', $1, true)`, [desks]);
      const { rowCount } = await client.query('select 1 from desks.every_record where id = $1', [one.id]);
      await client.query('commit');
      return rowCount;
    } finally {
      client.release();
    }
  };
  assert.equal(await seenBy('support'), 1);
  assert.equal(await seenBy('other,support'), 1);
  assert.equal(await seenBy('other'), 0);
  assert.equal(await seenBy(''), 0);
  await assert.rejects(database.pools.town.query('select 1 from desks.every_record'), { code: '42501' });
});
