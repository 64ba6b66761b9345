/** Turning the feed at the database: all or nothing, never behind a card that was just stopped, and nothing old is left. */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, test } from 'node:test';
import type { Kysely } from 'kysely';
import { cover } from '#sealed/broadcast/tree.ts';
import { KEPT_LENGTH } from '#sealed/bundle/keep-outputs.ts';
import { type TestDatabase, createTestDatabase } from '../../../test/support/database.ts';
import { filesOfServer } from '../../../test/support/leak.ts';
import type { WarningsTables } from '../tables.ts';
import { storeCards } from './card-mint.ts';
import { revokeCards } from './card-register.ts';
import { type FeedTurn, readFeedEpoch, readLeftOut, readStanding, turnFeed } from './feed-epoch.ts';
import { sweepWarnings } from './sweep-warnings.ts';

const area = 'chesterfield';
const today = '2026-11-24';
let database: TestDatabase;
let db: Kysely<WarningsTables>;
let sweep: Kysely<WarningsTables>;
before(async () => {
  database = await createTestDatabase({ alone: true });
  db = database.support as unknown as Kysely<WarningsTables>;
  sweep = database.sweep as unknown as Kysely<WarningsTables>;
  await database.pools.owner.query('insert into kit.area (id) values ($1) on conflict do nothing', [area]);
  await database.pools.owner.query(
    `insert into desks.desk (area_id, id, organisation_id) values ($1, 'support', 'local')`,
    [area],
  );
});
after(() => database.drop());

const sealed = () => ({ slots: randomBytes(256), nonce: randomBytes(12), sealed: randomBytes(1040) });
async function place(state: string, expires = '2027-02-20'): Promise<{ id: Buffer; sealed: Buffer }> {
  const id = randomBytes(16);
  const one = sealed();
  await database.pools.sweep.query(
    `insert into warnings.warning
       (area_id, id, desk_id, state, feed_epoch, slots, nonce, sealed, kept, publish_on, expires)
       values ($1, $2, 'support', $3, 1, $4, $5, $6, $7, '2026-11-20', $8)`,
    [area, id, state, one.slots, one.nonce, one.sealed, randomBytes(KEPT_LENGTH), expires],
  );
  return { id, sealed: one.sealed };
}
const next = async (change: Partial<FeedTurn> = {}): Promise<FeedTurn> => ({
  area,
  number: ((await readFeedEpoch(db, area))?.number ?? 0) + 1,
  header: randomBytes(100),
  nodes: cover(await readLeftOut(db, area)),
  envelope: '{}',
  resealed: (await readStanding(sweep, area, today)).map(({ id }) => ({ id, ...sealed() })),
  ...change,
});
const turn = async (wish: FeedTurn) => await turnFeed(sweep, wish, today);

test('turns with every living warning sealed anew; the old sealing has left the disk after the night', async () => {
  assert.deepEqual(await turn(await next()), { ok: true });
  const living = [await place('published'), await place('waiting')];
  const over = [await place('withdrawn'), await place('published', '2026-11-23')];
  const wish = await next();
  assert.equal(wish.resealed.length, living.length);
  assert.deepEqual(await turn(wish), { ok: true });
  const { rows } = await database.pools.sweep.query<{ id: Buffer; sealed: Buffer; feed_epoch: number }>(
    'select id, sealed, feed_epoch from warnings.warning order by id',
  );
  assert.deepEqual(
    rows.map(({ id, sealed: now, feed_epoch }) => ({ id, sealed: now, feed_epoch })),
    wish.resealed.map(({ id, sealed: now }) => ({ id, sealed: now, feed_epoch: 2 })),
  );
  await sweepWarnings(sweep, today);
  await database.pools.sweep.query('select pg_switch_wal()');
  await database.pools.sweep.query('checkpoint');
  const files = [...(await filesOfServer(database))];
  const stands = (needle: Buffer): boolean =>
    files.some(({ bytes }) => bytes.includes(needle.subarray(0, 32)));
  assert.ok(
    rows.every((row) => stands(row.sealed)),
    'the search finds what stands',
  );
  for (const gone of [...living, ...over]) assert.equal(stands(gone.sealed), false);
});

test('of two who turn at once one does; a card or a warning that came meanwhile is not passed over', async () => {
  const wish = await next();
  const both = await Promise.all([turn(wish), turn(wish)]);
  assert.deepEqual(both.map((one) => (one.ok ? 'turned' : one.why)).toSorted(), ['another-epoch', 'turned']);

  const early = await next();
  const cards = [{ leaf: 7, locator: randomBytes(16), sealedPath: randomBytes(558) }];
  assert.ok((await storeCards(db, area, { batch: 1, cards }, today)).ok);
  assert.equal(await revokeCards(db, area, { leaf: 7 }), 1);
  assert.deepEqual(await turn(early), { ok: false, why: 'another-cover' });

  const before = await next();
  await place('waiting');
  assert.deepEqual(await turn(before), { ok: false, why: 'another-standing' });
  const [first] = (await next()).resealed;
  assert.ok(first);
  const twice = await next({ resealed: [first, first] });
  assert.deepEqual(await turn(twice), { ok: false, why: 'another-standing' });
  assert.deepEqual(await turn(await next()), { ok: true });
});
