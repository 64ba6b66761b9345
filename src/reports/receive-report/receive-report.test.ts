import assert from 'node:assert/strict';
import { createHash, randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { type TestApplication, startApplication } from '../../../test/support/application.ts';
import { verifyAcknowledgement } from '#sealed/acknowledgement.ts';
import { generateIdentity, joinHeader, recipientOf, seal } from '#sealed/age-file.ts';
import { openBody, sealRecord } from '#sealed/sealed-record.ts';
import * as v from 'valibot';

const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

let application: TestApplication;
let identity: string;
let recipient: string;
before(async () => {
  application = await startApplication();
  identity = generateIdentity(random);
  recipient = await recipientOf(identity);
});
after(() => application.close());

/** A desk whose epoch 0 is past and whose epoch 1 is current, put there as its own pages would. */
async function openDesk(): Promise<void> {
  const { owner } = application.database.pools;
  await owner.query(
    `insert into desks.desk values ('chesterfield', 'support', 'local', current_date) on conflict do nothing`,
  );
  await owner.query(
    `insert into desks.epoch values ('chesterfield', 'support', 0, 'past', 'x', '{}', '2026-10-01', '2026-11-20'),
       ('chesterfield', 'support', 1, 'current', $1, '{}', '2026-11-13', null) on conflict do nothing`,
    [recipient],
  );
}

async function report(change: Record<string, unknown> = {}): Promise<string> {
  const id = randomUUID();
  const wayBack = {
    locator: hex(random(16)),
    recipient: await recipientOf(generateIdentity(random)),
    verifyKey: hex(random(32)),
  };
  const files = await sealRecord(
    { area: 'chesterfield', record: id, wayBack, summary: { kind: 'report' }, body: { story: 'fictional' } },
    recipient,
  );
  return JSON.stringify({
    id,
    desk: 'support',
    epoch: 1,
    summary: base64(files.summary),
    sealed: base64(files.body),
    wayBack,
    ...change,
  });
}

const send = (body: string, headers: Record<string, string> = {}) =>
  fetch(`${application.origin}/api/areas/chesterfield/reports`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', ...headers },
  });
const refusal = async (body: string): Promise<[number, unknown]> => {
  const answer = await send(body);
  return [answer.status, ((await answer.json()) as { title: unknown }).title];
};

test('while no desk is open nothing is taken, and it is said why', async () => {
  assert.deepEqual(await refusal(await report()), [503, 'no-open-desk']);
});

test('a report is on disk when it is acknowledged, opens at the desk, and a repeat gets the same bytes', async () => {
  await openDesk();
  const body = await report();
  const { id } = JSON.parse(body) as { id: string };
  const first = await send(body);
  const acknowledgement = await first.text();
  assert.equal(first.status, 201);
  const bodyHash = createHash('sha256').update(body).digest('hex');
  const verified = verifyAcknowledgement(JSON.parse(acknowledgement), application.serviceKey, {
    area: 'chesterfield',
    id,
    bodyHash,
  });
  assert.equal(verified?.day, '2026-11-24');

  application.clock.advance({ days: 1 });
  const again = await send(body);
  assert.deepEqual([again.status, await again.text()], [200, acknowledgement]);

  const { rows } = await application.database.pools.sweep.query<{ sealed_key: Buffer; sealed_body: Buffer }>(
    'select sealed_key, sealed_body from desks.every_record where id = $1',
    [id],
  );
  assert.equal(rows.length, 1);
  const stored = rows[0] ?? assert.fail();
  const opened = await openBody(
    joinHeader(stored.sealed_key, stored.sealed_body),
    identity,
    { area: 'chesterfield', record: id },
    v.object({ story: v.string() }),
  );
  assert.ok(opened.ok && opened.value.story === 'fictional');
});

test('what nobody could open, or what is not what it says, is refused with its reason', async () => {
  await openDesk();
  const good = JSON.parse(await report()) as Record<string, unknown>;
  const twoRecipients = base64(
    await seal(new Uint8Array(1024), [recipient, await recipientOf(generateIdentity(random))]),
  );
  const unpadded = base64(await seal(new Uint8Array(1000), [recipient]));
  const cases: [Record<string, unknown>, [number, string]][] = [
    [{ desk: 'nobody' }, [422, 'unknown-desk']],
    [{ epoch: 7 }, [422, 'unknown-epoch']],
    [{ epoch: 0 }, [422, 'epoch-too-old']],
    [{ sealed: base64(random(3000)) }, [422, 'not-sealed']],
    [{ sealed: String(good['sealed']).slice(0, 1200) }, [422, 'not-sealed']],
    [{ sealed: twoRecipients }, [422, 'not-sealed']],
    [{ summary: unpadded }, [422, 'not-padded']],
    [{ id: '0b0f6c1e-8d5e-1f3a-9c39-2a7d8f1e6b11' }, [422, 'malformed']],
    [{ story: 'in the clear' }, [422, 'malformed']],
  ];
  for (const [change, expected] of cases)
    assert.deepEqual(
      await refusal(JSON.stringify({ ...good, id: randomUUID(), ...change })),
      expected,
      JSON.stringify(change).slice(0, 60),
    );
  assert.deepEqual(await refusal('{"id":'), [422, 'not-json']);
  assert.deepEqual(await refusal(`"${'x'.repeat(256 * 1024)}"`), [413, 'too-large']);
});

test('the same id with another body is told apart, and the first stays', async () => {
  await openDesk();
  const body = await report();
  assert.equal((await send(body)).status, 201);
  const other = JSON.stringify({
    ...(JSON.parse(await report()) as object),
    id: (JSON.parse(body) as { id: string }).id,
  });
  assert.deepEqual(await refusal(other), [409, 'another-body']);
  assert.equal((await send(body)).status, 200);
});

test('another site cannot send one in a visitor’s name, and an unknown area is none', async () => {
  assert.equal((await send(await report(), { 'sec-fetch-site': 'cross-site' })).status, 403);
  const elsewhere = await fetch(`${application.origin}/api/areas/elsewhere/reports`, {
    method: 'POST',
    body: await report(),
  });
  assert.equal(elsewhere.status, 404);
});
