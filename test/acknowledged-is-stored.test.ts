/**
 * Nothing acknowledged is lost: sixteen people report, one in three with a picture, while the application, and then
 * PostgreSQL, is killed, each five times. Afterwards every report that was acknowledged is there exactly once with its
 * picture and opens to what was written, and one that was sent again after the kill is not doubled.
 */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import pg from 'pg';
import * as v from 'valibot';
import { findRunning } from '#kit/database/embedded.ts';
import { generateIdentity, recipientOf } from '#sealed/age-file.ts';
import { openAttachment, sealAttachment } from '#sealed/attachment.ts';
import { doWork } from '#sealed/proof-of-work.ts';
import { openBody, openSummary, sealRecord } from '#sealed/sealed-record.ts';
import { freePort } from './support/free-port.ts';

const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));
/** A report and its picture as they are sent; `kept`: the picture was acknowledged. */
type Sent = { id: string; picture: { id: string; file: Buffer; kept: boolean } | null; body: string };

let folder: string;
let environment: NodeJS.ProcessEnv;
let origin: string;
let child: ChildProcess;

async function start(): Promise<void> {
  child = spawn(process.execPath, ['src/main.ts'], { env: environment, stdio: 'ignore' });
  await ready();
}

async function ready(): Promise<void> {
  for (let i = 0; i < 1_200; i++) {
    const ok = await fetch(`${origin}/readyz`).then(
      (answer) => answer.ok,
      () => false,
    );
    if (ok) return;
    await new Promise((later) => setTimeout(later, 50));
  }
  assert.fail('did not come back');
}

async function asOwner<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const running = findRunning(join(folder, 'data')) ?? assert.fail('no database');
  const client = new pg.Client({ ...running, database: 'waymark' });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

const identity = generateIdentity(random);
const area = 'chesterfield';
let recipient: string;
let wayBack: { locator: string; recipient: string; verifyKey: string };

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'waymark-kill-'));
  const port = await freePort();
  origin = `http://localhost:${port}`;
  environment = { PATH: process.env['PATH'], PORT: String(port), DATA_DIR: join(folder, 'data') };
  await start();
  recipient = await recipientOf(identity);
  wayBack = { locator: '00'.repeat(16), recipient, verifyKey: '00'.repeat(32) };
  await asOwner(async (client) => {
    await client.query(`insert into desks.desk values ($1, 'support', 'local', current_date)`, [area]);
    await client.query(
      `insert into desks.epoch values ($1, 'support', 0, 'current', $2, '{}', current_date, null)`,
      [area, recipient],
    );
  });
});
after(async () => {
  child.kill('SIGTERM');
  await once(child, 'exit');
  rmSync(folder, { recursive: true, force: true });
});

let sealed = 0;
async function seal(): Promise<Sent> {
  const id = randomUUID();
  const place = { area, record: id, wayBack };
  const files = await sealRecord({ ...place, summary: { kind: id }, body: { story: `of ${id}` } }, recipient);
  const [summary, body] = [files.summary, files.body].map((file) => Buffer.from(file).toString('base64'));
  const told = { id, desk: 'support', epoch: 0, summary, sealed: body, wayBack };
  if (sealed++ % 3 > 0) return { id, picture: null, body: JSON.stringify(told) };
  const one = randomUUID();
  const plain = Buffer.from(`picture of ${id}`);
  const file = await sealAttachment({ area, id: one }, plain, 'image/jpeg', [recipient]);
  const picture = { id: one, file: Buffer.from(file), kept: false };
  return { id, picture, body: JSON.stringify({ ...told, attachments: [one] }) };
}

/** The status of the answer; 0 where there was none. */
async function ask(
  method: 'PUT' | 'POST',
  path: string,
  body: string | Uint8Array<ArrayBuffer>,
): Promise<number> {
  const headers: Record<string, string> = method === 'POST' ? { 'content-type': 'application/json' } : {};
  const address = `${origin}/api/areas/${area}/${path}`;
  try {
    let answer = await fetch(address, { method, body, headers });
    // Sixteen who write all the time are a flood: each pays for what they send.
    for (let paid = 0; answer.status === 429 && paid < 3; paid++) {
      const { challenge, bits } = (await answer.json()) as { challenge: string; bits: number };
      headers['waymark-work'] = `${bits}.${challenge}.${doWork(Buffer.from(challenge, 'hex'), bits)}`;
      answer = await fetch(address, { method, body, headers });
    }
    return answer.status;
  } catch {
    return 0;
  }
}

/** A picture that was acknowledged is not put again: it must be there when its report names it. */
async function send({ picture, body }: Sent): Promise<number> {
  if (picture !== null && !picture.kept) {
    const status = await ask('PUT', `attachments/${picture.id}`, new Uint8Array(picture.file));
    if (![200, 201].includes(status)) return status;
    picture.kept = true;
  }
  return await ask('POST', 'reports', body);
}

const kill = {
  async application(): Promise<void> {
    child.kill('SIGKILL');
    await once(child, 'exit');
  },
  async database(): Promise<void> {
    process.kill(await postmasterPid(), 'SIGKILL');
    await new Promise((later) => setTimeout(later, 100));
  },
};
const comeBack = { application: start, database: ready };

const acknowledged = new Map<string, Sent>();
for (const killed of ['application', 'database'] as const)
  test(`every acknowledged report is there once and opens, though the ${killed} was killed five times`, async (context) => {
    // Made before: while they send, nobody waits for a seal.
    const made: Sent[] = [];
    while (made.length < 210) made.push(await seal());
    let going = true;
    context.after(() => {
      going = false;
    });
    const unsure = new Map<string, Sent>();
    const before = new Set(acknowledged.keys());
    for (let time = 0; time < 5; time++) {
      going = true;
      const clients = Array.from({ length: 16 }, async () => {
        while (going) {
          const one = made.pop() ?? (await seal());
          const status = await send(one);
          if (status === 201) acknowledged.set(one.id, one);
          else unsure.set(one.id, one);
          if (status === 0) await new Promise((later) => setTimeout(later, 20));
        }
      });
      const enough = acknowledged.size + 30;
      while (acknowledged.size < enough) await new Promise((later) => setTimeout(later, 5));
      await kill[killed]();
      going = false;
      await Promise.all(clients);
      await comeBack[killed]();
      for (const one of unsure.values()) {
        assert.ok([200, 201].includes(await send(one)), 'a repeat after the kill was not taken');
        acknowledged.set(one.id, one);
      }
      unsure.clear();
    }
    assert.ok(acknowledged.size >= before.size + 150);
    await allAreThere(before);
  });

/** @param opened those that were opened before, which only have to be there still */
async function allAreThere(opened: ReadonlySet<string>): Promise<void> {
  const { rows, pictures } = await asOwner(async (client) => ({
    rows: (
      await client.query<{ id: string; summary: Buffer; body: Buffer }>(
        `select id, summary_key || summary_body as summary, sealed_key || sealed_body as body from desks.every_record`,
      )
    ).rows,
    pictures: (
      await client.query<{ id: string; holder: string; file: Buffer }>(
        `select id, record_id as holder, sealed_key || sealed_body as file from desks.every_attachment`,
      )
    ).rows,
  }));
  assert.deepEqual(
    rows.map(({ id }) => id).toSorted(),
    [...acknowledged.keys()].toSorted(),
    'one is missing, doubled, or was sent by nobody',
  );
  for (const { id, summary, body } of rows) {
    if (opened.has(id)) continue;
    const place = { area, record: id, wayBack };
    const told = await openBody(body, identity, place, v.object({ story: v.string() }));
    assert.deepEqual(told.ok && told.value, { story: `of ${id}` });
    const kind = await openSummary(summary, identity, place, v.object({ kind: v.string() }));
    assert.deepEqual(kind.ok && kind.value, { kind: id });
  }
  const named = [...acknowledged.values()].flatMap(({ id, picture }) =>
    picture ? [`${picture.id} ${id}`] : [],
  );
  assert.ok(named.length >= 40);
  assert.deepEqual(
    pictures.map(({ id, holder }) => `${id} ${holder}`).toSorted(),
    named.toSorted(),
    'a picture is missing, doubled, or belongs to another report or to none',
  );
  for (const { id, holder, file } of pictures) {
    if (opened.has(holder)) continue;
    const picture = await openAttachment(file, identity, { area, id });
    assert.equal(picture.ok && Buffer.from(picture.bytes).toString(), `picture of ${holder}`);
  }
}

/** The parent of whichever process answers us. */
async function postmasterPid(): Promise<number> {
  return await asOwner(async (client) => {
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
    const status = readFileSync(`/proc/${rows[0]?.pid}/status`, 'utf8');
    return Number(/^PPid:\s*(\d+)/m.exec(status)?.[1]);
  });
}
