/** When the disk fills: short texts to the last, then an honest refusal with everything typed still there. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, beforeEach, test } from 'node:test';
import { base64 } from '@scure/base';
import type { DiskRoom } from '#kit/disk-room.ts';
import { sealAttachment } from '#sealed/attachment.ts';
import { sealMessage, sealRecord } from '#sealed/sealed-record.ts';
import { type TestApplication, startApplication } from '../../test/support/application.ts';
import { type TestDesk, setUpDesk } from '../../test/support/desk.ts';
import { sendReport } from '../../test/support/way-back.ts';
import { signAct } from './rules/way-back-act.ts';

const area = 'chesterfield';
let room: DiskRoom = 'plenty';
let app: TestApplication;
let desk: TestDesk;
before(async () => {
  app = await startApplication({ diskRoom: async () => room });
  desk = await setUpDesk(app);
  await setUpDesk(app, { desk: 'outside', organisation: 'neighbour', root: desk.root });
});
beforeEach(() => void (room = 'plenty'));
after(() => app.close());

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
type Said = { status: number; why: unknown; retry: string | null };
async function ask(path: string, init: RequestInit): Promise<Said> {
  const answer = await fetch(`${app.origin}/api/areas/${area}${path}`, init);
  const { title } = (await answer.json()) as { title?: string };
  return { status: answer.status, why: title, retry: answer.headers.get('retry-after') };
}
const noRoom = { status: 503, why: 'no-room', retry: '600' };
const onlyShort = { ...noRoom, why: 'only-short' };

async function sealed(story: string): Promise<string> {
  const { keys } = await sendReport(app, desk);
  const id = randomUUID();
  const wayBack = {
    locator: hex(keys.locator),
    recipient: keys.recipient,
    verifyKey: hex(keys.verifyKey),
  };
  const content = { area, record: id, wayBack, summary: {}, body: { story } };
  const files = await sealRecord(content, desk.epoch.recipient);
  const [summary, body] = [base64.encode(files.summary), base64.encode(files.body)];
  return JSON.stringify({ id, desk: 'support', epoch: desk.epoch.number, summary, sealed: body, wayBack });
}
const post = async (body: string) => await ask('/reports', { method: 'POST', body });

test('a sealed report: short ones pass into the reserve, then none; what is stored is acknowledged all the same', async () => {
  const [short, long] = [await sealed('short'), await sealed('a'.repeat(9_000))];
  room = 'reserve';
  assert.deepEqual(await post(long), onlyShort);
  assert.equal((await post(short)).status, 201);
  room = 'none';
  assert.equal((await post(short)).status, 200);
  assert.deepEqual(await post(await sealed('another')), noRoom);
  room = 'plenty';
  assert.equal((await post(long)).status, 201);
});

test('a picture waits for better days', async () => {
  const id = randomUUID();
  const file = await sealAttachment({ area, id }, new Uint8Array(100), 'image/jpeg', [desk.epoch.recipient]);
  const put = async () =>
    await ask(`/attachments/${id}`, { method: 'PUT', body: file as Uint8Array<ArrayBuffer> });
  room = 'reserve';
  assert.deepEqual(await put(), onlyShort);
  room = 'none';
  assert.deepEqual(await put(), noRoom);
  room = 'plenty';
  assert.equal((await put()).status, 201);
});

test('somebody who comes back can read and destroy, and is told when there is no room for a message', async () => {
  const { keys, record } = await sendReport(app, desk);
  const act = async (method: 'read' | 'message' | 'destroy', body = '') => {
    const init = { method: 'POST', headers: { 'content-type': 'application/json' } };
    const locator = JSON.stringify({ locator: hex(keys.locator) });
    const asked = await fetch(`${app.origin}/api/areas/${area}/way-back`, { ...init, body: locator });
    const { nonce } = (await asked.json()) as { nonce: string };
    const signed = signAct({ area, method, record: method === 'read' ? null : record, body, nonce }, keys);
    return await ask('/way-back/acts', { ...init, body: JSON.stringify(signed) });
  };
  const message = async (text: string) => {
    const place = { area, record, sequence: 1, from: 'reporter' } as const;
    const recipients = [desk.epoch.recipient, keys.recipient];
    const file = await sealMessage(place, { type: 'text', text, files: [] }, keys.signingSeed, recipients);
    const { number: epoch } = desk.epoch;
    return JSON.stringify({
      id: randomUUID(),
      sequence: 1,
      epoch,
      sealed: base64.encode(file),
      attachments: [],
    });
  };
  room = 'none';
  const refused = await act('message', await message('no room'));
  assert.deepEqual([refused.status, refused.why], [503, 'no-room']);
  assert.equal((await act('read')).status, 200);
  room = 'reserve';
  assert.equal((await act('message', await message('a'.repeat(9_000)))).why, 'only-short');
  assert.equal((await act('message', await message('short'))).status, 201);
  room = 'none';
  assert.equal((await act('destroy')).status, 200);
});

type Answers = Record<string, string | File>;
async function form(
  path: string,
): Promise<{ id: string; send(answers: Answers): Promise<[number, string]> }> {
  const html = await (await fetch(`${app.origin}${path}`)).text();
  const hidden = ['id', 'code', 'ticket'].map((name): [string, string] => [
    name,
    new RegExp(`name="${name}"\\s+value="([^"]*)"`).exec(html)?.[1] ?? assert.fail(name),
  ]);
  return {
    id: hidden[0]?.[1] ?? '',
    async send(answers) {
      const fields = new FormData();
      for (const [name, value] of [...hidden, ...Object.entries(answers)]) fields.append(name, value);
      const answer = await fetch(`${app.origin}${path}`, { method: 'POST', body: fields });
      return [answer.status, await answer.text()];
    },
  };
}
const bucketOfStored = async (id: string): Promise<number | undefined> =>
  (
    await app.database.pools.sweep.query<{ length_bucket: number }>(
      'select length_bucket from desks.every_record where id = $1',
      [id],
    )
  ).rows[0]?.length_bucket;

test('without JavaScript: what is long is long in any field, is told so with every word still there, and passes shortened', async () => {
  const { id, send } = await form('/report');
  const photo = new File([new Uint8Array(100)], 'photo.jpg', { type: 'image/jpeg' });
  const long = 'ă'.repeat(3_000);
  room = 'reserve';
  for (const answers of [
    { description: `${long} ${long}` },
    { story: 'a'.repeat(9_000) },
    { story: long, description: long },
    { story: 'short', pictures: photo },
  ] as Answers[]) {
    const [status, html] = await send({ desk: 'support', vehicle: 'white van', ...answers });
    assert.equal(status, 503, JSON.stringify(Object.keys(answers)));
    assert.match(html, /send a shorter text without pictures/);
    assert.ok(html.includes('white van'));
    if (typeof answers['description'] === 'string') assert.ok(html.includes(answers['description']));
  }
  room = 'none';
  assert.match((await send({ desk: 'support', story: 'short' }))[1], /no room left to store it/);
  assert.equal(await bucketOfStored(id), undefined);
  room = 'reserve';
  const said = await send({ desk: 'support', story: 'a'.repeat(2_000), description: 'ă'.repeat(1_000) });
  assert.match(said[1], /It has arrived/);
  assert.equal(await bucketOfStored(id), 8);

  const contest = await form('/contest');
  const wants = { desk: 'outside', wants: 'wrong', 'identifier-1': '07700 900123' };
  assert.equal((await contest.send({ ...wants, story: 'ă'.repeat(4_500) }))[0], 503);
  assert.match((await contest.send({ ...wants, story: 'short' }))[1], /It has arrived/);
});

test('what is asked about the length is what sealing gives', async () => {
  const { bucketWhenSealed } = await import('./report/keep-report.ts');
  const { ReportBody, readReportForm } = await import('./rules/report-form.ts');
  const { parse } = await import('valibot');
  for (const letters of [1, 900, 1_500, 4_000, 5_600, 9_000]) {
    const { id, send } = await form('/report');
    const story = 'a'.repeat(letters);
    await send({ desk: 'support', story });
    const read = readReportForm(new Map([['story', [story]]]), 'en');
    assert.ok(read.ok);
    const body = parse(ReportBody, read.body);
    assert.equal(bucketWhenSealed({ area, id }, body), await bucketOfStored(id), String(letters));
  }
});

test('a database that is full says so itself (53100): an honest 503, and the same report is taken later', async () => {
  const { owner } = app.database.pools;
  await owner.query(
    `create function desks.planted_full() returns trigger language plpgsql as
       $$ begin raise exception 'full' using errcode = '53100'; end $$;
     create trigger planted_full before insert on desks.intake_record for each row execute function desks.planted_full()`,
  );
  const body = await sealed('again').catch(() => null);
  assert.equal(body, null, 'the planted fault is not met');
  const { id, send } = await form('/report');
  const [status, html] = await send({ desk: 'support', story: 'stays on the page' });
  assert.equal(status, 503);
  assert.match(html, /could not store it just now/);
  assert.ok(html.includes('stays on the page'));
  await owner.query('drop trigger planted_full on desks.intake_record');
  const report = await sealed('again');
  await owner.query(
    'create trigger planted_full before insert on desks.intake_record for each row execute function desks.planted_full()',
  );
  const refused = await post(report);
  assert.deepEqual([refused.status, refused.why], [503, 'database-away']);
  await owner.query('drop trigger planted_full on desks.intake_record');
  assert.equal((await post(report)).status, 201);
  assert.equal((await send({ desk: 'support', story: 'stays on the page' }))[0], 200);
  assert.notEqual(await bucketOfStored(id), undefined);
});
