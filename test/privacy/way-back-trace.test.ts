/**
 * Somebody who comes back without JavaScript shows the server a code and words for a moment. Afterwards neither stands
 * anywhere, and the server cannot tell how often anybody came or failed.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import pg from 'pg';
import { type TestApplication, startApplication } from '../support/application.ts';
import { type TestDesk, setUpDesk } from '../support/desk.ts';
import { formsOfText, leaksOf, writingsOf } from '../support/leak.ts';
import { type TestReporter, sendReport } from '../support/way-back.ts';

let app: TestApplication;
let desk: TestDesk;
let hers: TestReporter;
const canary = {
  private: 'canary-lantern-5512',
  story: 'canary story of the way back 7731',
  agent: 'Canary-Agent-9921',
};
before(async () => {
  app = await startApplication();
  desk = await setUpDesk(app);
  hers = await sendReport(app, desk, { private: canary.private });
});
after(() => app.close());

async function post(fields: Record<string, string>): Promise<{ status: number; text: string }> {
  const answer = await fetch(`${app.origin}/back`, {
    method: 'POST',
    body: new URLSearchParams(fields),
    headers: { 'user-agent': canary.agent, 'sec-fetch-site': 'same-origin' },
  });
  return { status: answer.status, text: await answer.text() };
}
/** How many rows each table has; only a superuser sees past the policies of all of them. */
async function counts(): Promise<Record<string, number>> {
  const client = new pg.Client(app.database.superuserConnection);
  await client.connect();
  try {
    const { rows: tables } = await client.query<{ name: string }>(
      `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
       where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`,
    );
    const found: Record<string, number> = {};
    for (const { name } of tables) {
      const { rows } = await client.query<{ count: string }>(`select count(*) from ${name}`);
      found[name] = Number(rows[0]?.count);
    }
    return found;
  } finally {
    await client.end();
  }
}

test('coming back and failing to leave no row but a random nonce that the night forgets', async () => {
  const before = await counts();
  assert.equal((await post({ code: hers.words })).status, 404);
  assert.equal((await post({ code: hers.words, private: 'wrong' })).status, 404);
  assert.deepEqual(await counts(), before);
  assert.equal((await post({ code: hers.words, private: canary.private })).status, 200);
  const now = await counts();
  assert.equal(now['desks.spent_nonce'], (before['desks.spent_nonce'] ?? 0) + 1);
  assert.deepEqual({ ...now, 'desks.spent_nonce': 0 }, { ...before, 'desks.spent_nonce': 0 });
});

test('neither code nor private word nor words stand anywhere on the server afterwards', async () => {
  const planted = 'canary planted 1188 somewhere';
  await app.database.pools.owner.query('create table kit.planted (t text)');
  await app.database.pools.owner.query('insert into kit.planted values ($1)', [planted]);
  const [first] = (await post({ code: hers.words, private: canary.private })).text.match(
    /[0-9a-f]{8}-[0-9a-f-]{27}/,
  ) ?? [''];
  const sent = await post({
    code: hers.words,
    private: canary.private,
    act: 'add',
    record: hers.record,
    message: first,
    text: canary.story,
  });
  assert.equal(sent.status, 200);
  assert.ok(sent.text.includes(canary.story));
  const needles = [
    ...writingsOf('planted', formsOfText(planted)),
    ...writingsOf('words', formsOfText(hers.words)),
    ...writingsOf('digits', [hers.digits, hers.digits.replaceAll(' ', '')]),
    ...writingsOf('private', [canary.private]),
    ...writingsOf('story', formsOfText(canary.story)),
    ...writingsOf('agent', [canary.agent]),
    ...writingsOf('identity', [hers.keys.identity]),
    ...writingsOf('signing', [Buffer.from(hers.keys.signingSeed).toString('hex')]),
  ];
  const leaks = await leaksOf(needles, { database: app.database, lines: app.lines, folders: [app.keysDir] });
  assert.deepEqual([...new Set(leaks.map(({ of }) => of))], ['planted']);
});
