/**
 * Somebody who reports leaves no trace of who they are: what they send in headers and address is looked for in the
 * database, the log and the answers. The instrument is tried on a planted leak first.
 */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { generateIdentity, recipientOf } from '#sealed/age-file.ts';
import { sealRecord } from '#sealed/sealed-record.ts';
import { type TestApplication, startApplication } from '../support/application.ts';

const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));
const canary = {
  agent: 'Canary-Agent-4711',
  referrer: 'https://canary-referrer.example.org/',
  address: '203.0.113.77',
  story: 'canary-story-8822',
};

let application: TestApplication;
before(async () => {
  application = await startApplication();
});
after(() => application.close());

/** Every value of every table that is not PostgreSQL's own, as text. */
async function everything(): Promise<string> {
  const { sweep, owner } = application.database.pools;
  const { rows: tables } = await owner.query<{ name: string; schema: string }>(
    `select table_schema as schema, table_name as name from information_schema.tables
     where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`,
  );
  const seen: string[] = [];
  for (const { schema, name } of tables) {
    const pool = schema === 'desks' && /^(intake_)?(record|message|attachment)$/.test(name) ? sweep : owner;
    const { rows } = await pool.query<Record<string, unknown>>(`select * from ${schema}.${name}`);
    for (const row of rows)
      for (const value of Object.values(row))
        seen.push(Buffer.isBuffer(value) ? value.toString('latin1') : String(value));
  }
  return [...seen, ...application.lines].join('\n');
}

const found = (haystack: string): string[] =>
  Object.values(canary).filter((needle) => haystack.includes(needle));

test('the instrument finds what is planted', async () => {
  const { owner } = application.database.pools;
  await owner.query('create table kit.planted (t text)');
  await owner.query('insert into kit.planted values ($1)', [`seen ${canary.address} by ${canary.agent}`]);
  assert.deepEqual(found(await everything()), [canary.agent, canary.address]);
  await owner.query('drop table kit.planted');
  assert.deepEqual(found(await everything()), []);
});

test('no address, browser, referrer or word of a report stands anywhere on the server', async () => {
  const identity = generateIdentity(random);
  const recipient = await recipientOf(identity);
  const { owner } = application.database.pools;
  await owner.query(`insert into desks.desk values ('chesterfield', 'support', 'local', current_date)`);
  await owner.query(
    `insert into desks.epoch values ('chesterfield', 'support', 0, 'current', $1, '{}', '2026-11-13', null)`,
    [recipient],
  );
  const id = randomUUID();
  const wayBack = {
    locator: Buffer.from(random(16)).toString('hex'),
    recipient: await recipientOf(generateIdentity(random)),
    verifyKey: Buffer.from(random(32)).toString('hex'),
  };
  const files = await sealRecord(
    { area: 'chesterfield', record: id, wayBack, summary: { kind: 'report' }, body: { story: canary.story } },
    recipient,
  );
  const body = {
    id,
    desk: 'support',
    epoch: 0,
    summary: Buffer.from(files.summary).toString('base64'),
    sealed: Buffer.from(files.body).toString('base64'),
    wayBack,
  };
  const answer = await fetch(`${application.origin}/api/areas/chesterfield/reports?canary=${canary.agent}`, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: {
      'content-type': 'application/json',
      'user-agent': canary.agent,
      referer: canary.referrer,
      'x-forwarded-for': canary.address,
    },
  });
  assert.equal(answer.status, 201);
  assert.deepEqual(found(await answer.text()), []);
  assert.deepEqual(found(await everything()), []);
  const { rows } = await application.database.pools.sweep.query<Record<string, unknown>>(
    'select * from desks.intake_record where id = $1',
    [id],
  );
  const finest = Object.values(rows[0] ?? {}).filter(
    (value) => value instanceof Date || /\d{2}:\d{2}/.test(typeof value === 'string' ? value : ''),
  );
  assert.deepEqual(finest, [], 'a time finer than a day was kept');
});
