/**
 * Nothing acknowledged is lost: sixteen people report, one in three with a picture, while the application, and then
 * PostgreSQL, is killed, again and again, and then PostgreSQL in the middle of the night's mixing. Afterwards every report that was acknowledged is there exactly once with its
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
import { shuffleIntake } from '#desks/index.ts';
import { findRunning } from '#kit/database/embedded.ts';
import { generateIdentity, recipientOf } from '#sealed/age-file.ts';
import { openAttachment, sealAttachment } from '#sealed/attachment.ts';
import { doWork } from '#sealed/proof-of-work.ts';
import { openBody, openSummary, sealRecord } from '#sealed/sealed-record.ts';
import { freePort } from './support/free-port.ts';

/** How often each is killed: once more than once here, five times in `npm run proof`. */
const TIMES = process.env['WAYMARK_LONG'] === '1' ? 5 : 2;

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

let countSealed = 0;
async function seal(): Promise<Sent> {
  const id = randomUUID();
  const place = { area, record: id, wayBack };
  const files = await sealRecord({ ...place, summary: { kind: id }, body: { story: `of ${id}` } }, recipient);
  const [summary, body] = [files.summary, files.body].map((file) => Buffer.from(file).toString('base64'));
  const told = { id, desk: 'support', epoch: 0, summary, sealed: body, wayBack };
  if (countSealed++ % 3 > 0) return { id, picture: null, body: JSON.stringify(told) };
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

/**
 * Sixteen send until `meanwhile` is over, which kills; what had no answer is sent again once all is back.
 * @param made reports that were sealed before, so that nobody waits for a seal
 */
async function sendWhile(
  made: Sent[],
  meanwhile: () => Promise<void>,
  back: () => Promise<void>,
): Promise<void> {
  const unsure = new Map<string, Sent>();
  let going = true;
  const clients = Array.from({ length: 16 }, async () => {
    while (going) {
      const one = made.pop() ?? (await seal());
      const status = await send(one);
      if (status === 201) acknowledged.set(one.id, one);
      else unsure.set(one.id, one);
      if (status === 0) await new Promise((later) => setTimeout(later, 20));
    }
  });
  try {
    await meanwhile();
  } finally {
    going = false;
  }
  await Promise.all(clients);
  await back();
  for (const one of unsure.values()) {
    assert.ok([200, 201].includes(await send(one)), 'a repeat after the kill was not taken');
    acknowledged.set(one.id, one);
  }
}

async function sealed(count: number): Promise<Sent[]> {
  const made: Sent[] = [];
  while (made.length < count) made.push(await seal());
  return made;
}

for (const killed of ['application', 'database'] as const)
  test(`every acknowledged report is there once and opens, though the ${killed} was killed again and again`, async () => {
    const made = await sealed(42 * TIMES);
    const before = new Set(acknowledged.keys());
    for (let time = 0; time < TIMES; time++) {
      const enough = acknowledged.size + 30;
      const killWhenEnough = async (): Promise<void> => {
        while (acknowledged.size < enough) await new Promise((later) => setTimeout(later, 5));
        await kill[killed]();
      };
      await sendWhile(made, killWhenEnough, comeBack[killed]);
    }
    assert.ok(acknowledged.size >= before.size + 30 * TIMES);
    await allAreThere(before);
  });

test('every acknowledged report is there once and opens, though the night was broken off at any of its steps', async () => {
  const made = await sealed(60);
  const before = new Set(acknowledged.keys());
  let brokenOff = 0;
  for (let time = 0; time < TIMES; time++) {
    // The whole night takes this long here; it is broken off after one, three, five … parts of it.
    const whole = await nightTakes();
    const night = async (): Promise<void> => {
      const mixing = mixAtNight();
      await new Promise((later) => setTimeout(later, (whole * (2 * time + 1)) / (2 * TIMES)));
      await kill.database();
      if ((await mixing) === null) brokenOff += 1;
    };
    await sendWhile(made, night, comeBack.database);
  }
  assert.ok(brokenOff > 0, `none of ${TIMES} nights was broken off`);
  await allAreThere(before);
  await nightTakes();
  await allAreThere(new Set(acknowledged.keys()));
});

/** Rows that were new; null where it was broken off. */
async function mixAtNight(): Promise<number | null> {
  const running = findRunning(join(folder, 'data')) ?? assert.fail('no database');
  const pool = new pg.Pool({ ...running, database: 'waymark', max: 1 });
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  try {
    return await shuffleIntake(pool);
  } catch {
    return null;
  } finally {
    await pool.end();
  }
}

/** Milliseconds. */
async function nightTakes(): Promise<number> {
  const began = performance.now();
  assert.notEqual(await mixAtNight(), null);
  return performance.now() - began;
}

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
  assert.ok(named.length >= 20);
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
