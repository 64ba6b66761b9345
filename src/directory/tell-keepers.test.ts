import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import type { Kysely } from 'kysely';
import { loadAreaPack } from '#kit/area-pack.ts';
import { standingClock } from '#kit/clock.ts';
import { openPool } from '#kit/database/pools.ts';
import { roleOf } from '#kit/database/roles.ts';
import { openMail } from '#kit/mail/open-mail.ts';
import { type TestDatabase, createTestDatabase } from '../../test/support/database.ts';
import { type MailServer, startMailServer } from '../../test/support/mail.ts';
import { sayWithheld } from './rules/withheld.ts';
import { keepService } from './queries/keep-service.ts';
import { exampleService } from './rules/example-service.fixture.ts';
import type { DirectoryTables } from './tables.ts';
import { tellKeepers } from './tell-keepers.ts';

let database: TestDatabase;
let mail: MailServer;
let db: Kysely<DirectoryTables>;
const area = 'chesterfield';
const loaded = loadAreaPack('areas/chesterfield');
assert.ok(loaded.ok);
const [support, outside] = loaded.pack.desks;
assert.ok(support && outside);
const pack = {
  ...loaded.pack,
  desks: [
    { ...support, factsMail: 'support@example.org' },
    { ...outside, factsMail: 'outside@example.org' },
    { ...outside, id: 'third', factsMail: 'support@example.org' },
    { ...outside, id: 'fourth' },
  ],
};
/** Of the example's facts the first are hidden on this day. */
const hidden = '2027-01-31';
const clock = standingClock(`${hidden}T07:30:00Z`);

before(async () => {
  [database, mail] = await Promise.all([createTestDatabase(), startMailServer()]);
  db = database.town as unknown as Kysely<DirectoryTables>;
  await database.pools.owner.query('insert into kit.area (id) values ($1)', [area]);
  await keepService(db, area, exampleService());
  await keepService(db, area, { ...exampleService(), id: '3f0f5a3e-8a3f-4f5e-9a51-0a4f9d4b6b01' });
});
beforeEach(async () => {
  mail.letters.length = 0;
  clock.set(`${hidden}T07:30:00Z`);
  await database.pools.owner.query('delete from directory.told');
});
after(async () => {
  await mail.close();
  await database.drop();
});
const tell = async (handle = db) =>
  await tellKeepers({
    db: handle,
    areas: [pack],
    clock,
    origin: 'https://waymark.example.org',
    send: openMail({ smtpUrl: mail.url, from: 'waymark@example.org' }),
  });

test('each address is told a number and where to look, and nothing of any service', async () => {
  assert.equal(await tell(), 2);
  assert.deepEqual(
    mail.letters.map(({ to }) => to.join()),
    ['support@example.org', 'outside@example.org'],
  );
  for (const { source } of mail.letters) {
    assert.match(
      source,
      /\r\n\r\n2 services need a look\. Sign in at https:\/\/waymark\.example\.org\/desk\/facts\r\n/,
    );
    assert.doesNotMatch(source, /Example drop-in|Example Trust|Exampleton|warm room/);
    const withheld = {
      numbers: new Set(['1632960001', '1632960002', '1632960003']),
      phrases: ['1 example street'],
    };
    assert.equal(sayWithheld(source, withheld), null);
  }
});

test('several processes at once send one letter a day', async () => {
  const town = { ...database.superuserConnection, user: roleOf('town') };
  const processes = [1, 2, 3].map(() => openPool(town, { max: 1 }));
  const sent = await Promise.all(
    processes.map(async ({ handle }) => await tell(handle as unknown as Kysely<DirectoryTables>)),
  );
  await Promise.all(processes.map(async ({ close }) => await close()));
  assert.equal(
    sent.reduce((sum, one) => sum + one, 0),
    2,
  );
  clock.set(`${hidden}T23:30:00Z`);
  assert.equal(await tell(), 0);
  assert.equal(mail.letters.length, 2);
});

test('nobody is told on other days; a day on which nobody was awake is made up for', async () => {
  const days = [
    '2027-01-01',
    '2027-01-02',
    '2027-01-16',
    '2027-01-20',
    '2027-01-29',
    '2027-01-31',
    '2027-02-01',
  ];
  const told: string[] = [];
  for (const day of days) {
    clock.set(`${day}T07:30:00Z`);
    if ((await tell()) > 0) told.push(day);
  }
  // 30 days before is 1 January, 14 the 17th (told on the 20th), 3 the 28th (told on the 29th).
  assert.deepEqual(told, ['2027-01-01', '2027-01-20', '2027-01-29', '2027-01-31']);
});

test('a letter that was not taken is sent again with the same name, and keeps no other desk waiting', async () => {
  mail.refuse(1);
  await assert.rejects(tell());
  assert.deepEqual(
    mail.letters.map(({ to }) => to.join()),
    ['outside@example.org'],
  );
  assert.equal(await tell(), 1);
  const ids = mail.letters.map(({ source }) => /^Message-ID: (.*)\r$/im.exec(source)?.[1]);
  assert.deepEqual(ids, [
    '<services.2027-01-31.chesterfield.outside@example.org>',
    '<services.2027-01-31.chesterfield.support@example.org>',
  ]);
});
