/** The stream that open pages listen to, over a real socket, a real database and its own notices. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { type TestApplication, startApplication } from '../../../test/support/application.ts';
import { asSuperuser, setUpDesk } from '../../../test/support/desk.ts';
import { watchFeed } from './watch-feed.ts';
import { streamFeed } from './stream-feed.ts';

let app: TestApplication;
before(async () => {
  app = await startApplication();
  await setUpDesk(app);
});
after(async () => await app.close());

const address = (): string => `${app.origin}/api/areas/chesterfield/warnings.stream`;
/** What an open answer says, one counter at a time; undefined where it has ended. */
function reading(body: ReadableStream<Uint8Array> | null): () => Promise<number | undefined> {
  const reader = (body ?? assert.fail()).getReader();
  return async () => {
    const { value } = await reader.read();
    return value && (JSON.parse(Buffer.from(value).toString()) as { counter: number }).counter;
  };
}
const patient = { timeout: 30_000 };
/** What the quarter-hour of another day does: the bundle names its day. */
async function another(): Promise<number> {
  app.clock.advance({ days: 1 });
  return Number(await app.publish('chesterfield'));
}
async function until(held: () => boolean): Promise<void> {
  while (!held()) await pause(20);
}

test('before there is a feed nobody waits for one', async () => {
  const answer = await fetch(address());
  assert.deepEqual([answer.status, await answer.json()], [404, { title: 'no-feed-yet', status: 404 }]);
});

test(
  'who listens is told at once which bundle stands, and of each that takes its place',
  patient,
  async () => {
    await asSuperuser(
      app,
      `insert into warnings.feed_epoch (area_id, number, header, envelope, day)
     values ('chesterfield', 1, '\\x00', '{}', '2026-11-24')`,
      [],
    );
    const first = await another();
    const answer = await fetch(address());
    assert.equal(answer.status, 200);
    assert.deepEqual(
      ['content-type', 'cache-control', 'set-cookie', 'content-encoding'].map((name) =>
        answer.headers.get(name),
      ),
      ['application/x-ndjson', 'no-store', null, null],
    );
    const next = reading(answer.body);
    assert.equal(await next(), first);
    const second = await another();
    assert.equal(await next(), second);
    assert.ok(second > first);
  },
);

test(
  'another process hears of it by the notice; where its ear was cut off it looks, and hears again',
  patient,
  async () => {
    const cutOff = `select pg_terminate_backend(pid) from pg_stat_activity
                   where query like 'listen %' and datname = current_database()`;
    for (const [between, cuts] of [
      [3_600_000, [false]],
      [300, [true, false]],
    ] as const) {
      const watch = watchFeed({ pool: app.database.pools.support, between, spread: 0 });
      const told: number[] = [];
      watch.follow('chesterfield', { tell: (counter) => void told.push(counter), end: () => undefined });
      await until(() => told.length > 0);
      for (const cut of cuts) {
        if (cut) assert.ok((await asSuperuser(app, cutOff, [])).length >= 2);
        const counter = await another();
        await until(() => told.at(-1) === counter);
      }
      await watch.close();
    }
  },
);

test('who goes away is forgotten, and so is who reads nothing; HEAD follows nothing', patient, async () => {
  const { watch } = app;
  const before = watch.following();
  const ending = new AbortController();
  await Promise.all(
    Array.from({ length: 20 }, async () => await fetch(address(), { signal: ending.signal })),
  );
  assert.equal(watch.following(), before + 20);
  ending.abort();
  await until(() => watch.following() === before);
  assert.equal((await fetch(address(), { method: 'HEAD' })).status, 200);
  assert.equal(watch.following(), before);

  const busy = watchFeed({ pool: app.database.pools.support, spread: 0, signOfLife: 5 });
  const idle = streamFeed(busy, 'chesterfield');
  assert.ok(idle);
  await until(() => busy.following() === 0);
  const left = reading(idle.body);
  let lines = 0;
  while ((await left()) !== undefined) lines += 1;
  assert.ok(lines > 3 && lines < 20, `${lines} lines were kept for who reads nothing`);
  await busy.close();
});

test('when the process stops everybody is told that it is over', patient, async () => {
  const watch = watchFeed({ pool: app.database.pools.support });
  const next = reading(streamFeed(watch, 'chesterfield')?.body ?? null);
  await watch.close();
  while ((await next()) !== undefined);
  assert.equal(watch.following(), 0);
});
