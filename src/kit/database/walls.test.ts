import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { sql } from 'kysely';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts';
import { asDesks, asLocator, type Handle } from './pools.ts';

void describe('row-level security, as each zone meets it', () => {
  let db: TestDatabase;
  const locators = { support: randomBytes(16), health: randomBytes(16) };
  const ids = { support: randomUUID(), health: randomUUID() };

  const put = async (handle: Handle, desk: 'support' | 'health'): Promise<void> => {
    const bytes = Buffer.alloc(1);
    await sql`insert into desks.intake_record (area_id, id, desk_id, kind, day, epoch, length_bucket, summary_key,
        summary_body, sealed_key, sealed_body, body_hash, locator, way_back_recipient, way_back_verify_key, waiting_since)
      values ('testford', ${ids[desk]}, ${desk}, 'report', '2026-03-29', 0, 1, ${bytes}, ${bytes}, ${bytes}, ${bytes},
        ${Buffer.alloc(32)}, ${locators[desk]}, 'age1pq1x', ${Buffer.alloc(32)}, '2026-03-29')`.execute(
      handle,
    );
  };
  const seen = async (handle: Handle): Promise<string[]> =>
    (
      await sql<{ id: string }>`select id from desks.every_record order by desk_id desc`.execute(handle)
    ).rows.map(({ id }) => id);

  before(async () => {
    db = await createTestDatabase();
    await put(db.support, 'support');
    await put(db.support, 'health');
  });
  after(async () => await db.drop());

  void test('who puts a record in cannot read it back', async () => {
    assert.deepEqual(await seen(db.support), []);
  });

  void test('a desk sees its own records and can neither read nor change another’s', async () => {
    assert.deepEqual(await asDesks(db.support, ['support'], seen), [ids.support]);
    assert.deepEqual(await asDesks(db.support, ['support', 'health'], seen), [ids.support, ids.health]);
    assert.deepEqual(await asDesks(db.support, [], seen), []);
    for (const statement of ['delete from desks.intake_record', "update desks.intake_record set kind = 'x'"])
      await asDesks(db.support, ['housing'], async (tx) => {
        assert.equal((await sql.raw(statement).execute(tx)).numAffectedRows, 0n);
      });
  });

  void test('a way-back code sees its own record, and the setting does not outlive its transaction', async () => {
    assert.deepEqual(await asLocator(db.support, locators.health.toString('hex'), seen), [ids.health]);
    assert.deepEqual(await asLocator(db.support, '0'.repeat(32), seen), []);
    for (let each = 0; each < 8; each += 1) assert.deepEqual(await seen(db.support), []);
  });

  void test('the town does not reach the desks at all', async () => {
    await assert.rejects(seen(db.town), { code: '42501' });
    await assert.rejects(asDesks(db.town, ['support'], seen), { code: '42501' });
  });

  void test('the night sees all, to move it', async () => {
    assert.deepEqual(await seen(db.sweep), [ids.support, ids.health]);
  });

  void test('even the owner may not change a record', async () => {
    assert.equal((await sql`delete from desks.intake_record`.execute(db.owner)).numAffectedRows, 0n);
  });
});
