import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { type DesksTables, MessageValue, completeDestruction, sweepNonces } from '#desks/index.ts';
import type { Kysely } from 'kysely';
import { base64 } from '@scure/base';
import { openMessage, sealMessage } from '#sealed/sealed-record.ts';
import type { WayBackKeys } from '#sealed/way-back-code.ts';
import { type TestApplication, startApplication } from '../../../test/support/application.ts';
import { type TestDesk, setUpDesk } from '../../../test/support/desk.ts';
import { type TestReporter, sendReport, writeToReporter } from '../../../test/support/way-back.ts';
import { type WayBackMethod, signAct } from '../rules/way-back-act.ts';
import { dueDay } from '../rules/way-back-days.ts';

const area = 'chesterfield';
let app: TestApplication;
let desk: TestDesk;
before(async () => {
  app = await startApplication();
  desk = await setUpDesk(app);
});
after(() => app.close());

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const post = async (path: string, body: unknown) => {
  const answer = await fetch(`${app.origin}/api/areas/${area}/way-back${path}`, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  });
  const said = (await answer.json()) as Record<string, unknown>;
  return { ...said, status: answer.status } as Record<string, unknown> & { status: number };
};
const nonceFor = async ({ locator }: WayBackKeys): Promise<string> =>
  (await post('', { locator: hex(locator) }))['nonce'] as string;
async function act(
  { keys, record }: TestReporter,
  method: WayBackMethod,
  body = '',
  change: Partial<Parameters<typeof signAct>[0]> & { seed?: Uint8Array; locator?: Uint8Array } = {},
) {
  const { seed = keys.signingSeed, locator = keys.locator, ...other } = change;
  const nonce = await nonceFor(keys);
  const said = { area, method, record: method === 'read' ? null : record, body, nonce, ...other };
  return await post('/acts', signAct(said, { locator, signingSeed: seed }));
}
async function message(
  { keys, record }: TestReporter,
  sequence: number,
  more: { id?: string; text?: string; recipients?: string[] } = {},
) {
  const { id = randomUUID(), text = 'Fictional words.' } = more;
  const sealed = await sealMessage(
    { area, record, sequence, from: 'reporter' },
    { type: 'text', text, files: [] },
    keys.signingSeed,
    more.recipients ?? [desk.epoch.recipient, keys.recipient],
  );
  return JSON.stringify({ id, sequence, epoch: 0, sealed: base64.encode(sealed), attachments: [] });
}
type Shown = {
  id: string;
  messages: { sequence: number; sealed: string }[];
  late: boolean;
  hiddenDay: string;
};
const recordsOf = async (reporter: TestReporter): Promise<Shown[]> =>
  (await act(reporter, 'read'))['records'] as Shown[];

test('a code reads its own record; a code that does not exist gets a nonce like any other, then clear words', async () => {
  const hers = await sendReport(app, desk);
  await sendReport(app, desk);
  assert.deepEqual(
    (await recordsOf(hers)).map(({ id }) => id),
    [hers.record],
  );
  const wrong = { ...hers, keys: { ...hers.keys, locator: new Uint8Array(16).fill(3) } };
  const refused = await act(wrong, 'read');
  assert.deepEqual([refused.status, refused['title']], [404, 'no-such-code']);
  for (let attempt = 0; attempt < 20; attempt++) assert.equal((await act(wrong, 'read')).status, 404);
  assert.equal((await recordsOf(hers)).length, 1);
});

test('another’s signature, another’s locator, another method’s envelope, another body and another area are refused', async () => {
  const [hers, other] = [await sendReport(app, desk), await sendReport(app, desk)];
  assert.equal((await act(hers, 'read', '', { seed: other.keys.signingSeed })).status, 403);
  assert.equal((await act(other, 'read', '', { locator: hers.keys.locator })).status, 403);
  assert.equal((await act(other, 'destroy', '', { record: hers.record }))['title'], 'no-such-record');
  assert.equal((await act(hers, 'read', '', { area: 'elsewhere' }))['title'], 'another-area');
  const nonce = await nonceFor(hers.keys);
  const signed = signAct({ area, method: 'message', record: hers.record, body: 'one', nonce }, hers.keys);
  assert.equal((await post('/acts', { ...signed, body: 'two' }))['title'], 'another-body');
  const payload = JSON.parse(Buffer.from(signed.envelope.payload, 'base64').toString()) as object;
  const swapped = Buffer.from(JSON.stringify({ ...payload, method: 'destroy' })).toString('base64');
  const forged = { envelope: { ...signed.envelope, payload: swapped }, body: 'one' };
  assert.equal((await post('/acts', forged)).status, 403);
  assert.equal((await act(hers, 'look' as WayBackMethod)).status, 422);
  assert.equal((await recordsOf(hers))[0]?.hiddenDay, null);
});

test('an act is done once, only with a nonce of ours and only on its day; the night forgets what was spent', async () => {
  const hers = await sendReport(app, desk);
  const nonce = await nonceFor(hers.keys);
  const signed = signAct({ area, method: 'destroy', record: hers.record, body: '', nonce }, hers.keys);
  assert.equal((await post('/acts', signed)).status, 200);
  assert.equal((await post('/acts', signed))['title'], 'replayed');
  assert.equal((await act(hers, 'undo')).status, 200);
  assert.equal((await post('/acts', signed))['title'], 'replayed');
  for (const made of ['', 'AAAA', base64.encode(new Uint8Array(58))])
    assert.equal((await act(hers, 'read', '', { nonce: made }))['title'], 'nonce');
  const yesterdays = await nonceFor(hers.keys);
  app.clock.advance({ days: 1 });
  assert.equal((await act(hers, 'read', '', { nonce: yesterdays }))['title'], 'nonce-expired');
  assert.equal((await post('/acts', signed))['title'], 'nonce-expired');
  assert.ok((await sweepNonces(app.database.pools.sweep, app.clock.today())) > 0);
  const { rows } = await app.database.pools.sweep.query('select from desks.spent_nonce');
  assert.equal(rows.length, 0);
});

test('a message arrives exactly once, opens for her and the desk, and a number that is taken gets the next', async () => {
  const hers = await sendReport(app, desk);
  const first = await message(hers, 1);
  assert.equal((await act(hers, 'message', first)).status, 201);
  assert.equal((await act(hers, 'message', first)).status, 200);
  const { id } = JSON.parse(first) as { id: string };
  assert.equal((await act(hers, 'message', await message(hers, 2, { id })))['title'], 'another-body');
  const late = await act(hers, 'message', await message(hers, 1));
  assert.deepEqual([late.status, late['title'], late['next']], [409, 'sequence', 2]);
  const [record] = await recordsOf(hers);
  assert.equal(record?.messages.length, 1);
  const place = { area, record: hers.record, sequence: 1, from: 'reporter' } as const;
  for (const identity of [hers.keys.identity, desk.epoch.identity]) {
    const opened = await openMessage(
      base64.decode(record?.messages[0]?.sealed ?? ''),
      identity,
      { ...place, recipients: [desk.epoch.recipient, hers.keys.recipient] },
      [hers.keys.verifyKey],
      MessageValue,
    );
    assert.ok(opened.ok && opened.value.type === 'text');
  }
});

test('a message to one only, to an epoch that is not, or with a picture that is not there is refused', async () => {
  const hers = await sendReport(app, desk);
  const alone = await message(hers, 1, { recipients: [hers.keys.recipient] });
  assert.equal((await act(hers, 'message', alone))['title'], 'not-sealed');
  const sent = JSON.parse(await message(hers, 1)) as object;
  const body = (change: object) => JSON.stringify({ ...sent, ...change });
  assert.equal((await act(hers, 'message', body({ epoch: 7 })))['title'], 'old-epoch');
  assert.equal((await act(hers, 'message', body({ sequence: 0 })))['title'], 'malformed');
  assert.equal(
    (await act(hers, 'message', body({ attachments: [randomUUID()] })))['title'],
    'attachment-missing',
  );
  assert.equal((await recordsOf(hers))[0]?.messages.length, 0);
});

test('destroying hides at once, is undone until the end of the third day, and is then gone with all that hangs on it', async () => {
  const [gone, kept, held] = [
    await sendReport(app, desk),
    await sendReport(app, desk),
    await sendReport(app, desk),
  ];
  await act(gone, 'message', await message(gone, 1));
  await app.database.pools.sweep.query(
    `insert into desks.intake_attachment (area_id, id, record_id, desk_id, day, locator, sealed_key, sealed_body, body_hash)
     values ($1, $2, $3, 'support', $4, $5, '\\x01', '\\x02', $6)`,
    [area, randomUUID(), gone.record, app.clock.today(), Buffer.from(gone.keys.locator), Buffer.alloc(32)],
  );
  for (const one of [gone, kept, held]) assert.equal((await act(one, 'destroy')).status, 200);
  const again = await message(gone, 2);
  assert.equal((await act(gone, 'message', again))['title'], 'hidden');
  await app.database.pools.sweep.query('update desks.intake_record set hold = true where id = $1', [
    held.record,
  ]);
  const sweep = async () =>
    await completeDestruction(
      app.database.sweep as unknown as Kysely<DesksTables>,
      dueDay(app.clock.today()),
    );
  app.clock.advance({ days: 3 });
  assert.equal(await sweep(), 0);
  // A second press begins nothing anew.
  await act(gone, 'destroy');
  assert.equal((await act(kept, 'undo')).status, 200);
  app.clock.advance({ days: 1 });
  assert.equal(await sweep(), 1);
  assert.equal((await act(gone, 'read'))['title'], 'no-such-code');
  assert.equal((await recordsOf(kept))[0]?.hiddenDay, null);
  assert.equal((await recordsOf(held)).length, 1);
  for (const table of ['every_message', 'every_attachment']) {
    const { rows } = await app.database.pools.sweep.query(`select from desks.${table} where record_id = $1`, [
      gone.record,
    ]);
    assert.equal(rows.length, 0, table);
  }
});

test('when the desk lets her wait longer than its pack says, she is told; when it has answered, she is not', async () => {
  const hers = await sendReport(app, desk);
  app.clock.advance({ days: 7 });
  assert.equal((await recordsOf(hers))[0]?.late, false);
  app.clock.advance({ days: 1 });
  assert.equal((await recordsOf(hers))[0]?.late, true);
  await writeToReporter(app, desk, hers, 1, { type: 'text', text: 'Here we are.', files: [] });
  await app.database.pools.sweep.query(
    `update desks.intake_record set waiting_on = 'reporter' where id = $1`,
    [hers.record],
  );
  assert.equal((await recordsOf(hers))[0]?.late, false);
});

test('what the desk opens stands in her list; what she hid is gone for the desk too, at once', async () => {
  const hers = await sendReport(app, desk);
  const openAtDesk = async () =>
    (
      await fetch(`${app.origin}/api/areas/${area}/desk/support/records/${hers.record}`, {
        method: 'POST',
        headers: { cookie: (await freshCookie()) ?? '' },
      })
    ).status;
  assert.equal(await openAtDesk(), 200);
  const [record] = (await act(hers, 'read'))['records'] as { audit: unknown[]; openedDay: string }[];
  assert.equal(record?.openedDay, app.clock.today());
  assert.equal(record?.audit.length, 1);
  await act(hers, 'destroy');
  assert.equal(await openAtDesk(), 404);
  await act(hers, 'undo');
  assert.equal(await openAtDesk(), 200);
});

/** The clock has gone on by days, and sessions end after half an hour. */
async function freshCookie(): Promise<string | undefined> {
  await app.database.pools.owner.query('update desks.session set last_seen = $1', [
    new Date(app.clock.now().epochMilliseconds),
  ]);
  return desk.workers[0]?.cookie;
}

test('without JavaScript: pictures that are too many for the page leave what was written beside them', async () => {
  const hers = await sendReport(app, desk);
  const form = new FormData();
  const photo = new File([new Uint8Array(6 * 1024 * 1024)], 'photo.jpg', { type: 'image/jpeg' });
  const fields = {
    code: hers.words,
    private: '',
    record: hers.record,
    message: randomUUID(),
    text: 'written beside',
  };
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  for (let i = 0; i < 5; i++) form.append('pictures', photo);
  form.append('act', 'add');
  const answer = await fetch(`${app.origin}/back`, { method: 'POST', body: form });
  const html = await answer.text();
  assert.equal(answer.status, 413);
  assert.match(html, /more than 24 MB together/);
  assert.match(html, /<textarea[^>]*>\s*written beside/);
});

test('whoever tries out codes waits behind themselves: another network and a report get through, and what was typed stays', async () => {
  const hers = await sendReport(app, desk);
  const form = async (path: string, fields: Record<string, string>, from: string) => {
    const answer = await fetch(`${app.origin}${path}`, {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers: { 'sec-fetch-site': 'same-origin', 'x-forwarded-for': from },
    });
    return { status: answer.status, text: await answer.text() };
  };
  const html = await (await fetch(`${app.origin}/report`)).text();
  const carried = Object.fromEntries(
    ['id', 'code', 'ticket'].map((name) => [
      name,
      new RegExp(`name="${name}"\\s+value="([^"]*)"`).exec(html)?.[1] ?? '',
    ]),
  );
  const madeUp = hers.words.split(' ').toReversed().join(' ');
  let answered = 0;
  const flood = Promise.all(
    Array.from({ length: 45 }, async () => {
      const answer = await form('/back', { code: madeUp }, '203.0.113.7');
      answered++;
      return answer;
    }),
  );
  // All of them are there before hers is: the newest are told to come again at once.
  while (answered === 0) await new Promise((done) => setTimeout(done, 20));
  const [back, report] = await Promise.all([
    form('/back', { code: hers.words }, '198.51.100.9'),
    form('/report', { ...carried, desk: 'support', story: 'from the same network' }, '203.0.113.9'),
  ]);
  assert.equal(back.status, 200);
  assert.match(report.text, /It has arrived/);
  assert.ok(answered < 45, 'they waited for the whole flood');
  const busy = (await flood).filter(({ status }) => status === 503);
  assert.ok(busy.length > 0, 'nobody had to wait');
  for (const { text } of busy) {
    assert.ok(text.includes(madeUp));
    assert.ok(text.includes('please press again'));
  }
  for (const { status } of await flood) assert.ok(status === 404 || status === 503, String(status));
  assert.equal((await form('/back', { code: hers.words }, '203.0.113.7')).status, 200);
});

test('nothing of it is in the log, and a request that is not one is refused, never a fault', async () => {
  const lines = app.lines.length;
  for (const body of [null, [], {}, { envelope: null }, { envelope: { payload: 1 }, body: 3 }])
    assert.equal((await post('/acts', body)).status, 422);
  assert.equal((await post('', { locator: 'x' })).status, 422);
  assert.equal(app.lines.length, lines);
});
