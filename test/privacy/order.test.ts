/**
 * After the night nobody with the whole disk can tell in which order people wrote or checked: file order, ctid, xmin, the
 * write-ahead log and whatever else orders rows are set against the true order. Today's order can be read from today's
 * disk: that is said in the threat model, and is what shows here that the instrument sees.
 */
import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import pg from 'pg';
import type { Kysely } from 'kysely';
import { type DesksTables, type NewRecord, shuffleIntake, storeRecord } from '#desks/index.ts';
import { storeMessage } from '#desks/queries/store-message.ts';
import { spendToken } from '#evaluator/spend-token.ts';
import { tidyNight } from '#evaluator/tidy-night.ts';
import { asDesks } from '#kit/database/pools.ts';
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

/** Stores 200 records one after another and gives their ids in that order. */
async function oneDay(): Promise<string[]> {
  const ids = Array.from({ length: RECORDS }, () => randomUUID());
  for (const id of ids) {
    const record: NewRecord = {
      area: 'chesterfield',
      id,
      desk: 'support',
      kind: 'report',
      day: '2026-11-24',
      epoch: 0,
      lengthBucket: 1,
      summary: { key: randomBytes(100), body: randomBytes(200) },
      sealed: { key: randomBytes(100), body: randomBytes(600) },
      bodyHash: randomBytes(32),
      wayBack: { locator: randomBytes(16), recipient: 'age1pq1', verifyKey: randomBytes(32) },
      quarantined: false,
    };
    assert.deepEqual(await storeRecord(database.pools.support, record), {
      ok: true,
      first: true,
      day: '2026-11-24',
    });
  }
  return ids;
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

/**
 * Every order that somebody with the disk can read: what orders, and the true places in that order.
 * @param column that holds what was written or changed, uuid or hex.
 */
async function attack(
  ids: readonly string[],
  column: 'id' | 'nonce' | 'record_id' | 'locator' = 'id',
): Promise<Map<string, number[]>> {
  const orders = new Map<string, number[]>();
  const place = new Map(ids.map((id, index) => [id, index]));
  const raw = ids.map((id) => Buffer.from(id.replaceAll('-', ''), 'hex'));
  const client = new pg.Client(database.superuserConnection);
  await client.connect();
  const { rows: tables } = await client.query<{ name: string }>(
    `select format('%I.%I', table_schema, table_name) as name from information_schema.columns
     join information_schema.tables using (table_schema, table_name)
     where column_name = $1 and table_type = 'BASE TABLE'`,
    [column],
  );
  for (const { name } of tables)
    for (const by of ['ctid', 'xmin::text::bigint', 'xmax::text::bigint, ctid', 'cmin::text::bigint, ctid']) {
      const { rows } = await client.query<{ id: string | Buffer }>(
        `select ${column} as id from ${name} order by ${by}`,
      );
      const order = rows.flatMap(
        ({ id }) => place.get(typeof id === 'string' ? id : id.toString('hex')) ?? [],
      );
      if (order.length === RECORDS) orders.set(`${name} by ${by}`, order);
    }
  await client.end();
  for (const { path, bytes } of await filesOfServer(database)) {
    const order = orderIn(bytes, raw);
    if (order.length > RECORDS / 2) orders.set(path.split('/').slice(-2).join('/'), order);
  }
  return orders;
}

const worst = (orders: Map<string, number[]>): number =>
  Math.max(...[...orders.values()].map((order) => Math.abs(kendallTau(order))));

test('the instrument reads today’s order from today’s disk, in the table and in the log of writes', async () => {
  const orders = await attack(await oneDay());
  const seen = [...orders].filter(([, order]) => Math.abs(kendallTau(order)) > LIMIT).map(([name]) => name);
  assert.ok(seen.includes('desks.intake_record by ctid'), seen.join());
  assert.ok(
    seen.some((name) => name.startsWith('pg_wal/')),
    seen.join(),
  );
});

test('after the night no order tells who wrote before whom', async () => {
  // The order is random: one night in a thousand comes near the limit by chance, so the middle one of three decides.
  const nights: number[] = [];
  for (let night = 0; night < 3; night++) {
    const ids = await oneDay();
    await shuffleIntake(database.pools.sweep);
    const orders = await attack(ids);
    assert.ok(orders.has('desks.record by ctid'), [...orders.keys()].join());
    nights.push(worst(orders));
  }
  assert.ok((nights.toSorted((a, b) => a - b)[1] ?? 1) < LIMIT, nights.join());
});

test('a night that moves the rows as they lie is found out', async () => {
  const ids = await oneDay();
  await database.pools.sweep.query('insert into desks.record select * from desks.intake_record');
  await database.pools.sweep.query('truncate desks.intake_record');
  assert.ok(worst(await attack(ids)) > LIMIT);
});

/** Two hundred people who reported before write again, in another order than the first time; gives that order. */
async function dayOfMessages(): Promise<string[]> {
  const ids = await oneDay();
  await shuffleIntake(database.pools.sweep);
  const order = ids.toSorted(() => Math.random() - 0.5);
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
  const nights: number[] = [];
  for (let night = 0; night < 3; night++) {
    const order = await dayOfMessages();
    const changed = worst(await attack(order));
    assert.ok(changed > LIMIT, 'the instrument does not see the order of changes');
    await shuffleIntake(database.pools.sweep);
    const [records, messages] = [await attack(order), await attack(order, 'record_id')];
    assert.ok(records.has('desks.record by ctid') && messages.has('desks.message by ctid'));
    nights.push(worst(new Map([...records, ...messages])));
  }
  assert.ok((nights.toSorted((a, b) => a - b)[1] ?? 1) < LIMIT, nights.join());
});

test('after the night no order tells whose card was taken up before whose', async () => {
  const nights: number[] = [];
  for (let night = 0; night < 3; night++) {
    const locators = Array.from({ length: RECORDS }, () => randomBytes(16));
    const cards = database.support as unknown as Kysely<WarningsTables>;
    const leaves = await readFreeLeaves(cards, 'chesterfield', RECORDS);
    const printed = locators.map((locator, at) => ({
      leaf: leaves[at] ?? 0,
      locator,
      sealedPath: randomBytes(558),
    }));
    assert.ok((await storeCards(cards, 'chesterfield', printed, '2026-11-24')).ok);
    await sweepWarnings(database.sweep as unknown as Kysely<WarningsTables>, '2026-11-24');
    const order = locators.toSorted(() => Math.random() - 0.5);
    for (const locator of order) {
      const verifyKey = randomBytes(32);
      assert.ok((await redeemCard(cards, 'chesterfield', { locator, verifyKey }, '2026-11-25')).ok);
    }
    const names = order.map((locator) => locator.toString('hex'));
    assert.ok(worst(await attack(names, 'locator')) > LIMIT, 'the instrument does not see it');
    await sweepWarnings(database.sweep as unknown as Kysely<WarningsTables>, '2026-11-25');
    await shuffleIntake(database.pools.sweep);
    const orders = await attack(names, 'locator');
    assert.ok(orders.has('warnings.card by ctid'), [...orders.keys()].join());
    nights.push(worst(orders));
  }
  assert.ok((nights.toSorted((a, b) => a - b)[1] ?? 1) < LIMIT, nights.join());
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
  const today = await attack(await dayOfChecks(), 'nonce');
  assert.equal(kendallTau(today.get('evaluator.intake_spent_token by ctid') ?? []), 1);
  const nights: number[] = [];
  for (let night = 0; night < 3; night++) {
    const spent = await dayOfChecks();
    await tidyNight(evaluator, 2969, '2026-11-24');
    const orders = await attack(spent, 'nonce');
    assert.ok(orders.has('evaluator.spent_token by ctid'), [...orders.keys()].join());
    nights.push(worst(orders));
  }
  assert.ok((nights.toSorted((a, b) => a - b)[1] ?? 1) < LIMIT, nights.join());
});

test('a night that moves spent tokens as they lie is found out', async () => {
  const nonces = await dayOfChecks();
  await evaluator.query('insert into evaluator.spent_token select * from evaluator.intake_spent_token');
  await evaluator.query('truncate evaluator.intake_spent_token');
  assert.ok(worst(await attack(nonces, 'nonce')) > LIMIT);
});
