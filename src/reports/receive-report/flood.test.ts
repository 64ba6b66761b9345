/** What senders meet when many write at once, and when the disk is nearly full: over the wire. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { type TestApplication, startApplication } from '../../../test/support/application.ts';
import { type TestDesk, setUpDesk } from '../../../test/support/desk.ts';
import type { DiskRoom } from '#kit/disk-room.ts';
import { generateIdentity, recipientOf } from '#sealed/age-file.ts';
import { sealAttachment } from '#sealed/attachment.ts';
import { doWork } from '#sealed/proof-of-work.ts';
import { sealRecord } from '#sealed/sealed-record.ts';

let application: TestApplication;
let desk: TestDesk;
let room: DiskRoom = 'plenty';
const marks = { report: { all: 2, mine: 2 }, attachment: { all: 2, mine: 2 } };
before(async () => {
  application = await startApplication(undefined, { floodMarks: marks, diskRoom: async () => room });
  desk = await setUpDesk(application);
});
after(() => application.close());

const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));
async function report(story = 'fictional'): Promise<{ id: string; body: string }> {
  const id = randomUUID();
  const wayBack = {
    locator: Buffer.from(random(16)).toString('hex'),
    recipient: await recipientOf(generateIdentity(random)),
    verifyKey: 'ab'.repeat(32),
  };
  const content = { area: 'chesterfield', record: id, wayBack, summary: {}, body: { story } };
  const files = await sealRecord(content, desk.epoch.recipient);
  const [summary, sealed] = [files.summary, files.body].map((file) => Buffer.from(file).toString('base64'));
  return { id, body: JSON.stringify({ id, desk: 'support', epoch: 0, summary, sealed, wayBack }) };
}
const post = async (body: string, work?: string): Promise<[number, Record<string, string | number>]> => {
  const answer = await fetch(`${application.origin}/api/areas/chesterfield/reports`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', ...(work === undefined ? {} : { 'waymark-work': work }) },
  });
  return [answer.status, (await answer.json()) as Record<string, string | number>];
};

test('over the mark a report costs work, is stored and set apart; the same form without JavaScript waits', async () => {
  const { origin } = application;
  const html = await (await fetch(`${origin}/report`)).text();
  const hidden = (name: string) => new RegExp(`name="${name}"\\s+value="([^"]*)"`).exec(html)?.[1] ?? '';
  for (let i = 0; i < 2; i++) assert.equal((await post((await report()).body))[0], 201);
  const { id, body } = await report();
  const [status, wanted] = await post(body);
  assert.deepEqual([status, wanted['title']], [429, 'work-wanted']);
  const [bits, challenge] = [Number(wanted['bits']), String(wanted['challenge'])];
  const work = `${bits}.${challenge}.${doWork(Buffer.from(challenge, 'hex'), bits)}`;
  assert.equal((await post(body, work))[0], 201);
  assert.equal((await post(body, work))[0], 200);
  assert.equal((await post((await report()).body, work))[0], 429);
  const { rows } = await application.database.pools.sweep.query(
    'select quarantined from desks.every_record where id = $1',
    [id],
  );
  assert.deepEqual(rows, [{ quarantined: true }]);

  const form = new FormData();
  for (const name of ['id', 'code', 'ticket']) form.append(name, hidden(name));
  form.append('desk', 'support');
  form.append('story', 'words that stay');
  const send = async () => await fetch(`${origin}/report`, { method: 'POST', body: form });
  const early = await send();
  assert.equal(early.status, 429);
  const text = await early.text();
  assert.match(text, /Please wait \d+ seconds/);
  assert.match(text, /words that stay/);
  application.clock.advance({ minutes: 1 });
  assert.match(await (await send()).text(), /It has arrived/);
});

test('the last of the disk takes short texts alone, then nothing; nobody is thanked for what is not there', async () => {
  application.clock.advance({ hours: 1 });
  room = 'reserve';
  const [status, problem] = await post((await report('long '.repeat(4_000))).body);
  assert.deepEqual([status, problem['title']], [503, 'only-short']);
  assert.equal((await post((await report()).body))[0], 201);
  const place = { area: 'chesterfield', id: randomUUID() };
  const file = await sealAttachment(place, random(100), 'image/jpeg', [desk.epoch.recipient]);
  const put = () =>
    fetch(`${application.origin}/api/areas/chesterfield/attachments/${place.id}`, {
      method: 'PUT',
      body: new Uint8Array(file),
    });
  assert.equal((await put()).status, 503);
  room = 'none';
  const refused = await post((await report()).body);
  assert.deepEqual([refused[0], refused[1]['title']], [503, 'no-room']);
  room = 'plenty';
  assert.equal((await put()).status, 201);
});
