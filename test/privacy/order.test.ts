/**
 * After the night nobody with the whole disk can tell in which order people wrote or checked: every column of every table
 * that names what was written, ctid, xmin, the order of bytes in files and in the write-ahead log are set against the true
 * order. Today's order can be read from today's disk: that is said in the threat model, and is what shows here that the
 * instrument sees.
 */
import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import pg from 'pg';
import type { Kysely } from 'kysely';
import {
  type DesksTables,
  type NewRecord,
  shuffleIntake,
  storeAttachment,
  storeRecord,
} from '#desks/index.ts';
import { storeMessage } from '#desks/queries/store-message.ts';
import { spendToken } from '#evaluator/spend-token.ts';
import { tidyNight } from '#evaluator/tidy-night.ts';
import { asDesks } from '#kit/database/pools.ts';
import { type NotificationsTables, sweepMessages } from '#notifications/index.ts';
import { subscribe } from '#notifications/queries/subscribe.ts';
import { type WarningsTables, sweepWarnings } from '#warnings/index.ts';
import { redeemCard } from '#warnings/queries/card-redeem.ts';
import { readFreeLeaves, storeCards } from '#warnings/queries/card-mint.ts';
import { type TestDatabase, createTestDatabase } from '../support/database.ts';
import { filesOfServer } from '../support/leak.ts';
import { kendallTau, orderIn } from '../support/order.ts';

const RECORDS = 200;
const LIMIT = 0.15;

let database: TestDatabase;
let evaluator: pg.Pool;
before(async () => {
  database = await createTestDatabase({ alone: true });
  evaluator = new pg.Pool(database.evaluatorConnection);
  await database.pools.owner.query(
    `insert into kit.area (id) values ('chesterfield') on conflict do nothing`,
  );
  await database.pools.owner.query(
    `insert into desks.desk (area_id, id, organisation_id) values ('chesterfield', 'support', 'local')`,
  );
});
after(async () => {
  await evaluator.end();
  await database.drop();
});

/** Stores 200 records one after another, with a picture each if told so; gives the ids of both in that order. */
async function oneDay({ pictures = false } = {}): Promise<{ records: string[]; attachments: string[] }> {
  const records = Array.from({ length: RECORDS }, () => randomUUID());
  const attachments = pictures ? records.map(() => randomUUID()) : [];
  const pool = database.pools.support;
  const day = '2026-11-24';
  for (const [at, id] of records.entries()) {
    const picture = attachments.slice(at, at + 1);
    for (const file of picture)
      await storeAttachment(pool, {
        area: 'chesterfield',
        id: file,
        day,
        sealed: { key: randomBytes(100), body: randomBytes(600) },
        bodyHash: randomBytes(32),
      });
    const record: NewRecord = {
      area: 'chesterfield',
      id,
      desk: 'support',
      kind: 'report',
      day,
      epoch: 0,
      lengthBucket: 1,
      summary: { key: randomBytes(100), body: randomBytes(200) },
      sealed: { key: randomBytes(100), body: randomBytes(600) },
      bodyHash: randomBytes(32),
      wayBack: { locator: randomBytes(16), recipient: 'age1pq1', verifyKey: randomBytes(32) },
      quarantined: false,
      attachments: picture,
    };
    assert.deepEqual(await storeRecord(pool, record), { ok: true, first: true, day });
  }
  return { records, attachments };
}

/** Spends 200 tokens one after another and gives their nonces in that order. */
async function dayOfChecks(): Promise<string[]> {
  const nonces = Array.from({ length: RECORDS }, () => randomBytes(32));
  for (const nonce of nonces)
    assert.ok(
      (await spendToken(evaluator, { area: 'chesterfield', week: 2969, nonce, blinded: randomBytes(32) })).ok,
    );
  return nonces.map((nonce) => nonce.toString('hex'));
}

/** What an order is read from → how near it comes to the true one (Kendall's tau). */
type Attack = ReadonlyMap<string, number>;

/**
 * Every order that somebody with the disk can read of 200 things.
 * @param written their names in the true order, uuids or hex. Whichever columns hold these names are found by looking.
 */
async function attack(written: readonly string[]): Promise<Attack> {
  const names = written.map((name) => name.replaceAll('-', ''));
  const place = new Map(names.map((name, index) => [name, index]));
  const orders = new Map<string, number>();
  const client = new pg.Client(database.superuserConnection);
  await client.connect();
  const { rows: columns } = await client.query<{ table: string; column: string; type: string }>(
    `select format('%I.%I', table_schema, table_name) as table, format('%I', column_name) as column, udt_name as type
     from information_schema.columns join information_schema.tables using (table_schema, table_name)
     where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`,
  );
  for (const [table, its] of Map.groupBy(columns, (one) => one.table)) {
    const named = its.flatMap(({ column, type }) =>
      type === 'uuid' || type === 'text'
        ? [`replace(${column}::text, '-', '')`]
        : type === 'bytea'
          ? [`encode(${column}, 'hex')`]
          : [],
    );
    // Equal values are one rank, so that a column that is the same for everybody tells nothing.
    const by = [
      'ctid',
      'xmin::text::bigint',
      'xmax::text::bigint',
      'cmin::text::bigint',
      ...its.map(({ column, type }) => (['json', 'xml'].includes(type) ? `${column}::text` : column)),
    ];
    for (const name of named) {
      const { rows } = await client.query<[string, ...string[]]>({
        text: `select ${name}, ${by.map((one) => `rank() over (order by ${one})`).join()} from ${table}
          where ${name} = any ($1)`,
        values: [names],
        rowMode: 'array',
      });
      const inTime = rows.toSorted(([a], [b]) => (place.get(a) ?? 0) - (place.get(b) ?? 0));
      if (new Set(rows.map(([one]) => one)).size < RECORDS * 0.9) continue;
      for (const [at, one] of by.entries())
        orders.set(`${table} by ${one}`, kendallTau(inTime.map((ranks) => Number(ranks[at + 1]))));
    }
  }
  await client.end();
  const raw = names.map((name) => Buffer.from(name, 'hex'));
  for (const { path, bytes } of await filesOfServer(database)) {
    const order = orderIn(bytes, raw);
    if (order.length <= RECORDS / 2) continue;
    // Files have other names each day: the worst of a folder speaks for it.
    const folder = `files of ${path.split('/').at(-2)}`;
    const tau = kendallTau(order);
    if (Math.abs(tau) >= Math.abs(orders.get(folder) ?? 0)) orders.set(folder, tau);
  }
  return orders;
}

const found = (orders: Attack): string[] =>
  [...orders].filter(([, tau]) => Math.abs(tau) > LIMIT).map(([name]) => name);

/**
 * Which orders tell, night after night. One random order in six hundred comes over the limit, and an attack reads some
 * dozens: three nights' middle decides for each of them, and five nights' where that is over the limit still.
 */
async function leaksOf(night: () => Promise<Attack>): Promise<string[]> {
  const nights: Attack[] = [];
  const leaks = (): string[] => {
    const names = new Set(nights.flatMap((one) => [...one.keys()]));
    const middle = (name: string): number =>
      nights.map((one) => one.get(name) ?? 0).toSorted((a, b) => a - b)[(nights.length - 1) / 2] ?? 1;
    return [...names].filter((name) => Math.abs(middle(name)) > LIMIT);
  };
  for (const _ of [1, 2, 3]) nights.push(await night());
  if (leaks().length > 0) for (const _ of [4, 5]) nights.push(await night());
  return leaks();
}

test('the instrument reads today’s order from today’s disk, in the tables and in the log of writes', async () => {
  const { records, attachments } = await oneDay({ pictures: true });
  const seen = found(await attack(records));
  for (const order of [
    'desks.intake_record by ctid',
    'desks.intake_record by xmin::text::bigint',
    'files of pg_wal',
  ])
    assert.ok(seen.includes(order), `${order}: ${seen.join()}`);
  assert.ok(found(await attack(attachments)).includes('desks.intake_attachment by ctid'));
});

test('after the night no order tells who wrote before whom, nor whose picture came before whose', async () => {
  const leaks = await leaksOf(async () => {
    const { records, attachments } = await oneDay({ pictures: true });
    await shuffleIntake(database.pools.sweep);
    const [ofRecords, ofAttachments] = [await attack(records), await attack(attachments)];
    assert.ok(
      ofRecords.has('desks.record by ctid') && ofRecords.has('desks.attachment by xmin::text::bigint'),
    );
    assert.ok(ofAttachments.has('desks.attachment by ctid'), [...ofAttachments.keys()].join());
    return new Map([
      ...ofRecords,
      ...[...ofAttachments].map(([name, tau]) => [`${name}, of pictures`, tau] as const),
    ]);
  });
  assert.deepEqual(leaks, []);
});

test('a night that moves rows as they lie is found out, of records and of pictures', async () => {
  const { records, attachments } = await oneDay({ pictures: true });
  for (const table of ['record', 'attachment']) {
    await database.pools.sweep.query(
      `insert into desks.${table} select * from desks.intake_${table} order by ctid`,
    );
    await database.pools.sweep.query(`truncate desks.intake_${table}`);
  }
  assert.ok(found(await attack(records)).includes('desks.record by ctid'));
  assert.ok(found(await attack(attachments)).includes('desks.attachment by ctid'));
});

test('a column that counts or tells the time is found out', async () => {
  const both = async (how: string): Promise<void> => {
    for (const table of ['desks.intake_record', 'desks.record'])
      await database.pools.owner.query(`alter table ${table} ${how}`);
  };
  for (const planted of [
    'bigint generated by default as identity',
    'timestamptz default clock_timestamp()',
  ]) {
    await both(`add column planted ${planted}`);
    const { records } = await oneDay();
    await shuffleIntake(database.pools.sweep);
    const seen = found(await attack(records));
    assert.ok(seen.includes('desks.record by planted'), `${planted}: ${seen.join()}`);
    await both('drop column planted');
  }
});

/** Two hundred people who reported before write again, in another order than the first time; gives that order. */
async function dayOfMessages(): Promise<string[]> {
  const { records } = await oneDay();
  await shuffleIntake(database.pools.sweep);
  const order = records.toSorted(() => Math.random() - 0.5);
  const support = database.support as unknown as Kysely<DesksTables>;
  for (const id of order)
    await asDesks(support, ['support'], async (tx) => {
      const stored = await storeMessage(tx, {
        area: 'chesterfield',
        id: randomUUID(),
        record: id,
        desk: 'support',
        fromDesk: false,
        sequence: 1,
        day: '2026-11-25',
        epoch: 0,
        locator: randomBytes(16),
        sealed: { key: randomBytes(100), body: randomBytes(600) },
        bodyHash: randomBytes(32),
      });
      assert.ok(stored.ok);
    });
  return order;
}

test('after the night no order tells who wrote again before whom', async () => {
  const leaks = await leaksOf(async () => {
    const order = await dayOfMessages();
    assert.notDeepEqual(found(await attack(order)), [], 'the instrument does not see the order of changes');
    await shuffleIntake(database.pools.sweep);
    const orders = await attack(order);
    assert.ok(orders.has('desks.record by ctid') && orders.has('desks.message by ctid'));
    return orders;
  });
  assert.deepEqual(leaks, []);
});

test('after the night no order tells whose card was taken up before whose', async () => {
  let batch = 1;
  const cards = database.support as unknown as Kysely<WarningsTables>;
  const sweep = database.sweep as unknown as Kysely<WarningsTables>;
  const leaks = await leaksOf(async () => {
    const locators = Array.from({ length: RECORDS }, () => randomBytes(16));
    const leaves = await readFreeLeaves(cards, 'chesterfield', RECORDS);
    const printed = locators.map((locator, at) => ({
      leaf: leaves[at] ?? 0,
      locator,
      sealedPath: randomBytes(558),
    }));
    assert.ok((await storeCards(cards, 'chesterfield', { batch: batch++, cards: printed }, '2026-11-24')).ok);
    await sweepWarnings(sweep, '2026-11-24');
    const order = locators.toSorted(() => Math.random() - 0.5);
    for (const locator of order) {
      const verifyKey = randomBytes(32);
      assert.ok((await redeemCard(cards, 'chesterfield', { locator, verifyKey }, '2026-11-25')).ok);
    }
    const names = order.map((locator) => locator.toString('hex'));
    assert.notDeepEqual(found(await attack(names)), [], 'the instrument does not see it');
    await sweepWarnings(sweep, '2026-11-25');
    await shuffleIntake(database.pools.sweep);
    const orders = await attack(names);
    assert.ok(orders.has('warnings.card by ctid'), [...orders.keys()].join());
    return orders;
  });
  assert.deepEqual(leaks, []);
});

test('PostgreSQL keeps no time of a commit and writes no statement into its log', async () => {
  const client = new pg.Client(database.superuserConnection);
  await client.connect();
  const { rows } = await client.query<{ name: string; setting: string }>(
    `select name, setting from pg_settings where name in
     ('track_commit_timestamp', 'wal_recycle', 'log_min_messages', 'log_min_error_statement', 'log_statement', 'log_error_verbosity')`,
  );
  await client.end();
  assert.deepEqual(Object.fromEntries(rows.map(({ name, setting }) => [name, setting])), {
    track_commit_timestamp: 'off',
    wal_recycle: 'off',
    log_min_messages: 'log',
    log_min_error_statement: 'panic',
    log_statement: 'none',
    log_error_verbosity: 'terse',
  });
});

test('after the night no order tells who checked before whom', async () => {
  const today = await attack(await dayOfChecks());
  assert.equal(today.get('evaluator.intake_spent_token by ctid'), 1);
  const leaks = await leaksOf(async () => {
    const spent = await dayOfChecks();
    await tidyNight(evaluator, 2969, '2026-11-24');
    const orders = await attack(spent);
    assert.ok(orders.has('evaluator.spent_token by ctid'), [...orders.keys()].join());
    return orders;
  });
  assert.deepEqual(leaks, []);
});

test('a night that moves spent tokens as they lie is found out', async () => {
  const nonces = await dayOfChecks();
  await evaluator.query('insert into evaluator.spent_token select * from evaluator.intake_spent_token');
  await evaluator.query('truncate evaluator.intake_spent_token');
  assert.ok(found(await attack(nonces)).includes('evaluator.spent_token by ctid'));
});

test('after the night it does not tell in which order people subscribed to messages', async () => {
  const db = database.support as unknown as Kysely<NotificationsTables>;
  const subscribed = async (): Promise<string[]> => {
    const ids = Array.from({ length: RECORDS }, () => randomUUID());
    for (const id of ids)
      await subscribe(
        db,
        { area: 'chesterfield', id, channel: 'email', sealed: randomBytes(900), stopHash: randomBytes(32) },
        '2026-11-24',
      );
    return ids;
  };
  const seen = found(await attack(await subscribed()));
  for (const order of ['notifications.subscription by ctid', 'notifications.message by ctid'])
    assert.ok(seen.includes(order), `not seen: ${order}`);
  const leaks = await leaksOf(async () => {
    await database.pools.owner.query('delete from notifications.message');
    await database.pools.owner.query('delete from notifications.subscription');
    const ids = await subscribed();
    await sweepMessages(database.sweep as unknown as Kysely<NotificationsTables>, '2026-11-24');
    await shuffleIntake(database.pools.sweep);
    return await attack(ids);
  });
  assert.deepEqual(leaks, []);
});
