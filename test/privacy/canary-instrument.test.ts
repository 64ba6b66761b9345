/** The instrument of the canary, tried on leaks that we plant: one for each way of writing a secret. */
import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { after, before, test } from 'node:test';
import { type TestDatabase, createTestDatabase } from '../support/database.ts';
import { formsOfNumber, formsOfText, leaksOf, writingsOf } from '../support/leak.ts';

const story = `Café près du pont ${randomBytes(9).toString('base64url')} & plus`;
const number = '07700 900431';
const needles = [...writingsOf('story', formsOfText(story)), ...writingsOf('number', formsOfNumber(number))];

let database: TestDatabase;
before(async () => {
  database = await createTestDatabase({ alone: true });
});
after(() => database.drop());

const bytes = Buffer.from(story);
const utf16 = Buffer.from(story, 'utf16le');
const around = (secret: string | Buffer): Buffer =>
  Buffer.concat([randomBytes(5), Buffer.from(secret), randomBytes(4)]);
const plants: Record<string, Buffer> = {
  'utf-8': around(story),
  'utf-16le': around(utf16),
  'utf-16be': around(Buffer.from(utf16).swap16()),
  'base64 at the start': around(Buffer.from(bytes).toString('base64')),
  'base64 after one byte': around(Buffer.concat([randomBytes(1), bytes, randomBytes(1)]).toString('base64')),
  'base64 after two bytes': around(Buffer.concat([randomBytes(2), bytes, randomBytes(2)]).toString('base64')),
  hex: around(bytes.toString('hex').toUpperCase()),
  percent: around(encodeURIComponent(story)),
  normalised: around(
    story
      .normalize('NFKD')
      .replaceAll(/\p{M}/gu, '')
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, ''),
  ),
  'E.164': around('+447700900431'),
  'SHA-1': around(createHash('sha1').update('+447700900431').digest('hex')),
  'SHA-256': around(createHash('sha256').update(story).digest()),
};

test('nothing is found where nothing was planted', async () => {
  assert.deepEqual(await leaksOf(needles, { database, lines: ['hour=12 event=started'] }), []);
});

for (const [name, planted] of Object.entries(plants))
  test(`a leak as ${name} is found in a table, on disk and in the write-ahead log`, async () => {
    const { owner } = database.pools;
    await owner.query('create table kit.planted (t bytea storage plain)');
    await owner.query('insert into kit.planted values ($1)', [planted]);
    const where = (await leaksOf(needles, { database, lines: [] })).map((leak) => leak.where);
    await owner.query('drop table kit.planted');
    assert.ok(where.includes('dump'), 'dump');
    assert.ok(where.includes('write-ahead log'), 'write-ahead log');
    assert.ok(
      where.some((path) => path.includes('/base/')),
      'disk',
    );
    // Each plant must be found for itself, so what is left of it goes before the next.
    await forget();
  });

for (const compression of ['pglz', 'lz4'] as const)
  test(`a leak that PostgreSQL compressed with ${compression} is found on disk`, async (context) => {
    const { owner } = database.pools;
    const built = await owner.query<{ methods: string[] }>(
      `select enumvals as methods from pg_settings where name = 'default_toast_compression'`,
    );
    if (!built.rows[0]?.methods.includes(compression)) {
      context.skip(`this PostgreSQL was built without ${compression}`);
      return;
    }
    const secret = randomBytes(24).toString('base64url');
    const mine = writingsOf('compressed', [secret]);
    await owner.query(`create table kit.planted (t text compression ${compression})`);
    await owner.query(`insert into kit.planted values ($1)`, [
      `${'again and '.repeat(400)}${secret}${' again'.repeat(400)}`,
    ]);
    const stored = await owner.query<{ size: number }>('select pg_column_size(t) as size from kit.planted');
    assert.ok((stored.rows[0]?.size ?? 9999) < 1000, 'it was not compressed');
    const leaks = (await leaksOf(mine, { database, lines: [] })).filter(({ where }) => where !== 'dump');
    await owner.query('drop table kit.planted');
    assert.ok(leaks.some(({ where }) => where.includes('/base/')));
    assert.ok(leaks.some(({ where }) => where === 'write-ahead log'));
    await forget();
  });

test('a leak in a log line is found', async () => {
  assert.deepEqual(await leaksOf(needles, { database, lines: [`ring ${number} now`] }), [
    { of: 'number', as: 'utf-8', where: 'log' },
  ]);
});

async function forget(): Promise<void> {
  const { default: pg } = await import('pg');
  const client = new pg.Client(database.superuserConnection);
  await client.connect();
  await client.query('select pg_switch_wal()');
  await client.query('checkpoint');
  await client.end();
}
