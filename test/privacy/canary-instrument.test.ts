/** The instrument of the canary, tried on leaks that we plant: one for each way of writing a secret. */
import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { after, before, test } from 'node:test';
import { type TestDatabase, createTestDatabase } from '../support/database.ts';
import { unlz4, unpglz } from '../support/compressed.ts';
import {
  type Leak,
  type Needle,
  createScanner,
  formsOfNumber,
  formsOfText,
  leaksOf,
  writingsOf,
  writingsOfFile,
} from '../support/leak.ts';

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
    await owner.query('drop table if exists kit.planted; create table kit.planted (t bytea storage plain)');
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

const someLetters = (length: number): string =>
  [...randomBytes(length)].map((byte) => String.fromCharCode(97 + (byte % 26))).join('');
/** Where each of these was found, but for the dump, which PostgreSQL itself opens. */
async function onDisk(secrets: readonly string[]): Promise<{ base: string[]; log: string[] }> {
  const wanted = secrets.flatMap((secret) => writingsOf(secret, [secret]));
  const leaks = await leaksOf(wanted, { database, lines: [] });
  const at = (place: string) =>
    secrets.filter((of) => leaks.some((l) => l.of === of && l.where.includes(place)));
  return { base: at('/base/'), log: at('write-ahead log') };
}

// Beginnings that are all alike are what compression takes away, so that no secret stands in one piece any more. The
// first value fits its row; the second is cut into chunks.
for (const [name, others] of [
  ['a row', 0],
  ['many chunks', 600],
] as const)
  test(`twelve secrets in one value that PostgreSQL compressed into ${name} are found on disk, deleted too`, async () => {
    const { owner } = database.pools;
    const secrets = Array.from({ length: 12 }, () => `canary ${someLetters(14)}`);
    const around = Array.from({ length: others }, () => `canary ${someLetters(14)}`);
    // PostgreSQL leaves a row below 2 KB as it is.
    const kind = 'what somebody answered to a question of the desk, in words of their own. '.repeat(3);
    const fields = [...secrets, ...around].toSorted().map((answer) => ({ kind, answer }));
    await owner.query(
      'drop table if exists kit.planted; create table kit.planted (t jsonb compression pglz)',
    );
    await owner.query('insert into kit.planted values ($1)', [JSON.stringify(fields)]);
    const { rows } = await owner.query<{ size: number; whole: number; chunks: boolean }>(
      `select pg_column_size(t) as size, octet_length(t::text) as whole,
         pg_relation_size(reltoastrelid) > 0 as chunks
       from kit.planted, pg_class where pg_class.oid = 'kit.planted'::regclass`,
    );
    const [{ size, whole, chunks } = assert.fail()] = rows;
    assert.ok(size < whole && chunks === others > 0, `${size} of ${whole}`);
    assert.deepEqual(await onDisk(secrets), { base: secrets, log: secrets });
    await owner.query('delete from kit.planted');
    assert.deepEqual(await onDisk(secrets), { base: secrets, log: secrets });
    await owner.query('drop table kit.planted');
    await forget();
  });

test('a leak that another PostgreSQL compressed with lz4 would be found', async () => {
  // Written by hand after the format, since ours is built without: 20 letters as they are and then 279 from 20 before, so
  // that both lengths go on in further bytes; then the secret, of which the second half is said only as 12 before.
  const [start, half] = [someLetters(20), someLetters(12)];
  const block = Buffer.concat([
    Buffer.from([0xff, 20 - 15]),
    Buffer.from(start),
    Buffer.from([20, 0, 255, 279 - 4 - 15 - 255]),
    Buffer.from([0xc8]),
    Buffer.from(half),
    Buffer.from([12, 0]),
    Buffer.from([0x50]),
    Buffer.from('after'),
  ]);
  const whole = `${start.repeat(15).slice(0, 299)}${half}${half}after`;
  assert.equal(unlz4(block, whole.length).toString(), whole);
  const value = Buffer.alloc(8 + block.length);
  value.writeUInt32LE((value.length << 2) | 2, 0);
  value.writeUInt32LE(((1 << 30) | whole.length) >>> 0, 4);
  block.copy(value, 8);
  const { owner } = database.pools;
  await owner.query('drop table if exists kit.planted; create table kit.planted (t bytea storage plain)');
  await owner.query('insert into kit.planted values ($1)', [around(value)]);
  assert.deepEqual(await onDisk([half + half]), { base: [half + half], log: [half + half] });
  await owner.query('drop table kit.planted');
  await forget();
});

test('a value that ends early or makes no sense is opened as far as it goes', () => {
  // Eight as they are, one as it is and one tag: ten from nine before.
  const stream = Buffer.concat([
    Buffer.from([0]),
    Buffer.from('abcdefgh'),
    Buffer.from([0b10]),
    Buffer.from('i'),
    Buffer.from([0x07, 9]),
  ]);
  assert.equal(unpglz(stream, 19).toString(), 'abcdefghiabcdefghia');
  assert.equal(unpglz(stream, 12).toString(), 'abcdefghiabc');
  assert.equal(unpglz(stream.subarray(0, 12), 19).toString(), 'abcdefghi');
  assert.equal(unpglz(Buffer.from([0b10, 0x61, 0x0f, 1, 2]), 21).toString(), 'a'.repeat(21));
  assert.equal(unpglz(Buffer.from([0b10, 0x61, 0x00, 2]), 21).toString(), 'a');
  assert.equal(unlz4(Buffer.from([0x14, 0x61, 2, 0]), 21).toString(), 'a');
});

const scan = (wanted: readonly Needle[], text: string): Leak[] =>
  createScanner(wanted)(Buffer.from(text), 'here');

test('a short thing is found where it stands by itself and nowhere else', () => {
  const plate = writingsOf('plate', ['EE49 JYY', 'EE49JYY']);
  for (const text of ['seen EE49 JYY today', '{"plate":"EE49JYY"}', 'EE49%20JYY', 'x45453439204a5959x'])
    assert.ok(scan(plate, text).length > 0, text);
  assert.deepEqual(scan(plate, 'FREE49JYY and EE49JYY7'), []);
  assert.throws(() => writingsOf('plate', ['EE49 J']), RangeError);
});

test('a picture is found by a piece of it, in any writing', () => {
  const file = randomBytes(9_000);
  const mine = writingsOfFile('picture', file);
  assert.ok(scan(mine, file.toString('base64')).length > 0);
  assert.ok(scan(mine, file.subarray(4_000, 6_500).toString('hex')).length > 0);
  assert.ok(scan(mine, createHash('sha256').update(file).digest('hex')).length > 0);
  assert.deepEqual(scan(mine, randomBytes(9_000).toString('base64')), []);
  assert.throws(() => writingsOfFile('one colour', Buffer.alloc(9_000, 40)), RangeError);
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
