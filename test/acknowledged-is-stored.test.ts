/**
 * Nothing acknowledged is lost: sixteen people report while the application, and then PostgreSQL, is killed. Afterwards
 * every report that was acknowledged is there exactly once and opens to what was written, and one that was sent again
 * after the kill is not doubled.
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
import { doWork } from '#sealed/proof-of-work.ts';
import { openBody, openSummary, sealRecord } from '#sealed/sealed-record.ts';
import { freePort } from './support/free-port.ts';

const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));
let folder: string;
let environment: NodeJS.ProcessEnv;
let origin: string;
let child: ChildProcess;

async function start(): Promise<void> {
  child = spawn(process.execPath, ['src/main.ts'], { env: environment, stdio: 'ignore' });
  await ready();
}

async function ready(): Promise<void> {
  for (let i = 0; i < 300; i++) {
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

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'waymark-kill-'));
  const port = await freePort();
  origin = `http://localhost:${port}`;
  environment = { PATH: process.env['PATH'], PORT: String(port), DATA_DIR: join(folder, 'data') };
  await start();
});
after(async () => {
  child.kill('SIGTERM');
  await once(child, 'exit');
  rmSync(folder, { recursive: true, force: true });
});

test('every acknowledged report is there once and opens, whoever was killed', async (context) => {
  const identity = generateIdentity(random);
  const recipient = await recipientOf(identity);
  await asOwner(async (client) => {
    await client.query(`insert into desks.desk values ('chesterfield', 'support', 'local', current_date)`);
    await client.query(
      `insert into desks.epoch values ('chesterfield', 'support', 0, 'current', $1, '{}', current_date, null)`,
      [recipient],
    );
  });
  const wayBack = { locator: '00'.repeat(16), recipient, verifyKey: '00'.repeat(32) };
  const seal = async (): Promise<{ id: string; body: string }> => {
    const id = randomUUID();
    const place = { area: 'chesterfield', record: id, wayBack };
    const files = await sealRecord(
      { ...place, summary: { kind: id }, body: { story: `of ${id}` } },
      recipient,
    );
    const [summary, sealed] = [files.summary, files.body].map((file) => Buffer.from(file).toString('base64'));
    return { id, body: JSON.stringify({ id, desk: 'support', epoch: 0, summary, sealed, wayBack }) };
  };
  // Made before: while they send, nobody waits for a seal.
  const made: { id: string; body: string }[] = [];
  while (made.length < 420) made.push(await seal());
  const send = async (body: string): Promise<number> => {
    const headers: Record<string, string> = { 'content-type': 'application/json' };
    const address = `${origin}/api/areas/chesterfield/reports`;
    try {
      let answer = await fetch(address, { method: 'POST', body, headers });
      // Sixteen who write all the time are a flood: each pays for what they send.
      for (let paid = 0; answer.status === 429 && paid < 3; paid++) {
        const { challenge, bits } = (await answer.json()) as { challenge: string; bits: number };
        headers['waymark-work'] = `${bits}.${challenge}.${doWork(Buffer.from(challenge, 'hex'), bits)}`;
        answer = await fetch(address, { method: 'POST', body, headers });
      }
      return answer.status;
    } catch {
      return 0;
    }
  };

  let going = true;
  context.after(() => {
    going = false;
  });
  const acknowledged = new Set<string>();
  const unsure = new Map<string, string>();
  for (const killed of ['application', 'database', 'application', 'database', 'application'] as const) {
    going = true;
    const clients = Array.from({ length: 16 }, async () => {
      while (going) {
        const { id, body } = made.pop() ?? (await seal());
        const status = await send(body);
        if (status === 201) acknowledged.add(id);
        else unsure.set(id, body);
        if (status === 0) await new Promise((later) => setTimeout(later, 20));
      }
    });
    const before = acknowledged.size;
    while (acknowledged.size < before + 60) await new Promise((later) => setTimeout(later, 5));
    if (killed === 'application') {
      child.kill('SIGKILL');
      await once(child, 'exit');
      going = false;
      await Promise.all(clients);
      await start();
    } else {
      const postmaster = await postmasterPid();
      process.kill(postmaster, 'SIGKILL');
      await new Promise((later) => setTimeout(later, 100));
      going = false;
      await Promise.all(clients);
      await ready();
    }
    for (const body of unsure.values())
      assert.ok([200, 201].includes(await send(body)), 'a repeat after the kill was not taken');
    for (const id of unsure.keys()) acknowledged.add(id);
    unsure.clear();
  }

  const rows = await asOwner(
    async (client) =>
      (
        await client.query<{ id: string; summary: Buffer; body: Buffer }>(
          `select id, summary_key || summary_body as summary, sealed_key || sealed_body as body from desks.every_record`,
        )
      ).rows,
  );
  assert.ok(acknowledged.size >= 300);
  assert.deepEqual(
    rows.map(({ id }) => id).toSorted(),
    [...acknowledged].toSorted(),
    'one is missing, doubled, or was sent by nobody',
  );
  for (const { id, summary, body } of rows) {
    const place = { area: 'chesterfield', record: id, wayBack };
    const opened = await openBody(body, identity, place, v.object({ story: v.string() }));
    assert.deepEqual(opened.ok && opened.value, { story: `of ${id}` });
    const kind = await openSummary(summary, identity, place, v.object({ kind: v.string() }));
    assert.deepEqual(kind.ok && kind.value, { kind: id });
  }
});

/** The parent of whichever process answers us. */
async function postmasterPid(): Promise<number> {
  return await asOwner(async (client) => {
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
    const status = readFileSync(`/proc/${rows[0]?.pid}/status`, 'utf8');
    return Number(/^PPid:\s*(\d+)/m.exec(status)?.[1]);
  });
}
