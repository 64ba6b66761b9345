import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { type TestDatabase, createTestDatabase } from '../../../test/support/database.ts';
import { asDesks, commitTogether } from '#kit/database/pools.ts';
import type { Kysely } from 'kysely';
import type { DesksTables } from '../tables.ts';
import { shuffleIntake } from './shuffle-intake.ts';
import { attachmentMissing, claimAttachments, storeAttachment } from './store-attachment.ts';
import { storeRecord } from './store-record.ts';
import { sweepAttachments } from './sweep-attachments.ts';

let database: TestDatabase;
before(async () => {
  database = await createTestDatabase();
  await database.pools.owner.query(`insert into kit.area (id) values ('testford')`);
  await database.pools.owner.query(
    `insert into desks.desk values ('testford', 'support', 'org', current_date)`,
  );
});
after(() => database.drop());

const bytes = () => ({ key: randomBytes(20), body: randomBytes(20) });
const attachment = (change = {}) => ({
  area: 'testford',
  id: randomUUID(),
  day: '2026-11-24',
  sealed: bytes(),
  bodyHash: randomBytes(32),
  ...change,
});
const record = (attachments: string[], change = {}) => ({
  area: 'testford',
  id: randomUUID(),
  desk: 'support',
  kind: 'report',
  day: '2026-11-24',
  epoch: 0,
  lengthBucket: 1,
  summary: bytes(),
  sealed: bytes(),
  bodyHash: randomBytes(32),
  wayBack: { locator: randomBytes(16), recipient: 'age1pq1x', verifyKey: randomBytes(32) },
  quarantined: false,
  attachments,
  ...change,
});
const put = (one: ReturnType<typeof attachment>) => storeAttachment(database.pools.support, one);
const seenBy = async (desk: string): Promise<string[]> =>
  await asDesks(database.support as Kysely<DesksTables>, [desk], async (tx) =>
    (await tx.selectFrom('desks.every_attachment').select('id').execute()).map(({ id }) => id),
  );

test('the same bytes again are known as such, before the night and after it; others are another attachment', async () => {
  const one = attachment();
  assert.deepEqual(await put(one), { ok: true, first: true });
  assert.deepEqual(await put(one), { ok: true, first: false });
  await shuffleIntake(database.pools.sweep);
  assert.deepEqual(await put(one), { ok: true, first: false });
  assert.deepEqual(await put({ ...one, bodyHash: randomBytes(32) }), { ok: false, why: 'another-body' });
});

test('a report claims its pictures with itself, also those of the day before; nobody sees one before', async () => {
  const [yesterdays, todays] = [attachment(), attachment()];
  await put(yesterdays);
  await shuffleIntake(database.pools.sweep);
  await put(todays);
  assert.equal((await seenBy('support')).includes(todays.id), false);
  const report = record([yesterdays.id, todays.id]);
  assert.deepEqual(await storeRecord(database.pools.support, report), {
    ok: true,
    first: true,
    day: '2026-11-24',
  });
  assert.deepEqual(await storeRecord(database.pools.support, report), {
    ok: true,
    first: false,
    day: '2026-11-24',
  });
  assert.deepEqual((await seenBy('support')).toSorted(), [yesterdays.id, todays.id].toSorted());
  assert.deepEqual(await seenBy('other'), []);
});

test('a report whose picture is gone, or is another’s, is not stored; its sender is told', async () => {
  const one = attachment();
  await put(one);
  const lost = record([one.id, randomUUID()]);
  assert.deepEqual(await storeRecord(database.pools.support, lost), { ok: false, why: 'attachment-missing' });
  const mine = record([one.id]);
  assert.ok((await storeRecord(database.pools.support, mine)).ok);
  const thief = record([one.id]);
  assert.deepEqual(await storeRecord(database.pools.support, thief), {
    ok: false,
    why: 'attachment-missing',
  });
  const { rows } = await database.pools.sweep.query('select id from desks.every_record where id = any ($1)', [
    [lost.id, thief.id],
  ]);
  assert.equal(rows.length, 0);
  assert.deepEqual(await storeRecord(database.pools.support, { ...mine, bodyHash: randomBytes(32) }), {
    ok: false,
    why: 'another-body',
  });
});

test('a message claims in its own transaction, and fails with a name for it', async () => {
  const claim = claimAttachments({
    area: 'testford',
    record: randomUUID(),
    desk: 'support',
    locator: randomBytes(16),
    ids: [randomUUID()],
  });
  await assert.rejects(commitTogether(database.pools.support, [claim]), attachmentMissing);
});

test('what nobody claims goes on the second night, what belongs to a report stays', async () => {
  const [kept, lost, fresh] = [attachment(), attachment(), attachment({ day: '2026-11-25' })];
  for (const one of [kept, lost, fresh]) await put(one);
  assert.ok((await storeRecord(database.pools.support, record([kept.id]))).ok);
  assert.equal(await sweepAttachments(database.pools.sweep, '2026-11-25'), 0);
  await sweepAttachments(database.pools.sweep, '2026-11-26');
  const { rows } = await database.pools.sweep.query<{ id: string }>('select id from desks.every_attachment');
  const ids = rows.map(({ id }) => id);
  assert.ok(ids.includes(kept.id) && ids.includes(fresh.id) && !ids.includes(lost.id));
});
