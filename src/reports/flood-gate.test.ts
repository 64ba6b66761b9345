/** What is asked of senders when many write at once, at the gate and at the addresses that stand behind it. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { request } from 'node:http';
import { after, before, test } from 'node:test';
import { base64 } from '@scure/base';
import { standingClock } from '#kit/clock.ts';
import { doWork } from '#sealed/proof-of-work.ts';
import { sealRecord } from '#sealed/sealed-record.ts';
import { generateIdentity, recipientOf } from '#sealed/age-file.ts';
import { type TestApplication, startApplication } from '../../test/support/application.ts';
import { type TestDesk, setUpDesk } from '../../test/support/desk.ts';
import { type FloodMarks, createFloodGate } from './flood-gate.ts';

const marks: FloodMarks = { report: { all: 10, mine: 2 }, attachment: { all: 10, mine: 2 } };
const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));

test('the gate: work is bound to its bytes and its hour, other processes know it, and each hour begins anew', () => {
  const clock = standingClock('2026-11-24T12:00:00Z');
  const secret = random(32);
  const [gate, twin] = [createFloodGate({ clock, secret, marks }), createFloodGate({ clock, secret, marks })];
  const [hash, other] = [random(32), random(32)];
  const paid = ({ bits, challenge }: { bits: number; challenge: string }): string =>
    `${bits}.${challenge}.${doWork(Buffer.from(challenge, 'hex'), bits)}`;
  for (let i = 0; i < 2; i++) {
    assert.equal(gate.workFor('report', 'net', hash, null), null);
    gate.stored('report', 'net');
    twin.stored('report', 'net');
  }
  const wanted = gate.workFor('report', 'net', hash, null) ?? assert.fail('nothing is asked');
  const shown = paid(wanted);
  assert.equal(gate.workFor('report', 'net', hash, shown), null);
  assert.equal(twin.workFor('report', 'net', hash, shown), null);
  for (const [bytes, work] of [
    [other, shown],
    [hash, `${wanted.bits}.${wanted.challenge}.0`],
    [hash, `${wanted.bits}.${'0'.repeat(32)}.1`],
    [hash, 'nonsense'],
  ] as const)
    assert.notEqual(gate.workFor('report', 'net', bytes, work), null);
  // Only what this network sent is asked for; pictures are counted apart.
  assert.equal(gate.workFor('report', 'elsewhere', hash, null), null);
  assert.equal(gate.workFor('attachment', 'net', hash, null), null);
  clock.advance({ hours: 1 });
  assert.equal(gate.workFor('report', 'net', hash, null), null);
  assert.equal(gate.quarantined('net'), false);
});

test('the gate: a ticket waits from the moment it was given, and is good for one form and one day', () => {
  const clock = standingClock('2026-11-24T12:00:00Z');
  const gate = createFloodGate({ clock, secret: random(32), marks });
  const id = randomUUID();
  const ticket = gate.ticketFor(id);
  assert.equal(gate.waitFor('net', id, ticket), 0);
  for (let i = 0; i < 2; i++) gate.stored('report', 'net');
  assert.equal(gate.waitFor('net', id, ticket), 15);
  assert.equal(gate.waitFor('elsewhere', id, ticket), 0);
  clock.advance({ seconds: 9 });
  assert.equal(gate.waitFor('net', id, ticket), 6);
  clock.advance({ seconds: 6 });
  assert.equal(gate.waitFor('net', id, ticket), 0);
  assert.equal(gate.waitFor('net', randomUUID(), ticket), null);
  assert.equal(
    gate.waitFor(
      'net',
      id,
      ticket.replace(/.$/, (last) => (last === '0' ? '1' : '0')),
    ),
    null,
  );
  clock.advance({ days: 1 });
  assert.equal(gate.waitFor('net', id, ticket), null);
});

let app: TestApplication;
let desk: TestDesk;
before(async () => {
  app = await startApplication({ floodMarks: marks });
  desk = await setUpDesk(app);
});
after(() => app.close());

async function sealed(): Promise<{ id: string; body: string }> {
  const id = randomUUID();
  const wayBack = {
    locator: Buffer.from(random(16)).toString('hex'),
    recipient: await recipientOf(generateIdentity(random)),
    verifyKey: Buffer.from(random(32)).toString('hex'),
  };
  const content = { area: 'chesterfield', record: id, wayBack, summary: {}, body: {} };
  const files = await sealRecord(content, desk.epoch.recipient);
  const [summary, body] = [base64.encode(files.summary), base64.encode(files.body)];
  const { number: epoch } = desk.epoch;
  return { id, body: JSON.stringify({ id, desk: 'support', epoch, summary, sealed: body, wayBack }) };
}
type Answer = { status: number; said: { title?: string; bits?: number; challenge?: string } };
/** `fetch` writes a Host of its own. */
async function post(body: string, headers: Record<string, string>): Promise<Answer> {
  return await new Promise((done, failed) => {
    const asked = request(
      `${app.origin}/api/areas/chesterfield/reports`,
      { method: 'POST', headers: { 'content-type': 'application/json', ...headers } },
      (answer) => {
        let text = '';
        answer.on('data', (part) => (text += part));
        answer.on('end', () => done({ status: answer.statusCode ?? 0, said: JSON.parse(text) }));
      },
    );
    asked.on('error', failed);
    asked.end(body);
  });
}
const quarantined = async (id: string): Promise<boolean | undefined> =>
  (
    await app.database.pools.sweep.query<{ quarantined: boolean }>(
      'select quarantined from desks.every_record where id = $1',
      [id],
    )
  ).rows[0]?.quarantined;

test('at the address: a network that floods is asked for work, and what it pays for is stored and set apart', async () => {
  const flood = { 'x-forwarded-for': '203.0.113.7' };
  for (let i = 0; i < 2; i++) {
    const { id, body } = await sealed();
    assert.equal((await post(body, flood)).status, 201);
    assert.equal(await quarantined(id), false);
  }
  const { id, body } = await sealed();
  // A neighbour of the same /24 is the same network.
  const asked = await post(body, { 'x-forwarded-for': '203.0.113.200' });
  assert.deepEqual([asked.status, asked.said.title], [429, 'work-wanted']);
  assert.equal(await quarantined(id), undefined);
  const { bits = 0, challenge = '' } = asked.said;
  const work = (nonce: number | null) => ({ ...flood, 'waymark-work': `${bits}.${challenge}.${nonce}` });
  assert.equal((await post((await sealed()).body, work(1))).status, 429);
  const paid = work(doWork(Buffer.from(challenge, 'hex'), bits));
  assert.equal((await post(body, paid)).status, 201);
  assert.equal((await post(body, paid)).status, 200);
  assert.equal(await quarantined(id), true);
  const hers = await sealed();
  assert.equal((await post(hers.body, { 'x-forwarded-for': '198.51.100.9' })).status, 201);
  assert.equal(await quarantined(hers.id), false);
});

test('without JavaScript: a page that says how long to wait, with everything typed, and after that it is taken and set apart', async () => {
  const headers = { 'x-forwarded-for': '203.0.113.7' };
  const html = await (await fetch(`${app.origin}/report`, { headers })).text();
  const fields = new FormData();
  for (const name of ['id', 'code', 'ticket'])
    fields.append(name, new RegExp(`name="${name}"\\s+value="([^"]*)"`).exec(html)?.[1] ?? '');
  fields.append('desk', 'support');
  fields.append('story', 'typed in a hurry');
  const send = async (): Promise<[Response, string]> => {
    const answer = await fetch(`${app.origin}/report`, { method: 'POST', body: fields, headers });
    return [answer, await answer.text()];
  };
  const [wait, page] = await send();
  assert.deepEqual([wait.status, wait.headers.get('retry-after')], [429, '30']);
  assert.match(page, /Please wait 15 seconds, then press send again\. Nothing you typed is lost\./);
  assert.ok(page.includes('typed in a hurry'));
  const id = /name="id"\s+value="([^"]*)"/.exec(html)?.[1] ?? assert.fail('no id');
  assert.equal(await quarantined(id), undefined);
  app.clock.advance({ seconds: 15 });
  assert.match((await send())[1], /It has arrived/);
  assert.equal(await quarantined(id), true);
  assert.match((await send())[1], /It has arrived/);
});

test('over the onion address nobody is told apart: nothing is counted by sender, and all together are asked', async () => {
  app.clock.advance({ hours: 1 });
  const onion = { host: `${'a'.repeat(56)}.onion`, 'x-forwarded-for': '203.0.113.7' };
  for (let i = 0; i < marks.report.all; i++) {
    const { id, body } = await sealed();
    assert.equal((await post(body, onion)).status, 201, `number ${i}`);
    assert.equal(await quarantined(id), false);
  }
  const { body } = await sealed();
  const asked = await post(body, onion);
  assert.equal(asked.status, 429);
  const { bits = 0, challenge = '' } = asked.said;
  const paid = {
    ...onion,
    'waymark-work': `${bits}.${challenge}.${doWork(Buffer.from(challenge, 'hex'), bits)}`,
  };
  assert.equal((await post(body, paid)).status, 201);
  assert.equal(await quarantined((JSON.parse(body) as { id: string }).id), true);
  // The same address in the open has sent nothing in this hour: the first two of a network are never set apart.
  const hers = await sealed();
  const open = { 'x-forwarded-for': '203.0.113.7' };
  const price = await post(hers.body, open);
  assert.equal(price.status, 429);
  const nonce = doWork(Buffer.from(price.said.challenge ?? '', 'hex'), price.said.bits ?? 0);
  const work = `${price.said.bits}.${price.said.challenge}.${nonce}`;
  assert.equal((await post(hers.body, { ...open, 'waymark-work': work })).status, 201);
  assert.equal(await quarantined(hers.id), false);
});
