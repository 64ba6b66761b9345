/**
 * Nothing acknowledged is lost: sixteen people report while the application, and then PostgreSQL, is killed. Afterwards
 * every report that was acknowledged is there exactly once, and one that was sent again after the kill is not doubled.
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
import { findRunning } from '#kit/database/embedded.ts';
import { generateIdentity, recipientOf } from '#sealed/age-file.ts';
import { doWork } from '#sealed/proof-of-work.ts';
import { sealRecord } from '#sealed/sealed-record.ts';
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

test('every acknowledged report is there once, whoever was killed', async (context) => {
  const recipient = await recipientOf(generateIdentity(random));
  await asOwner(async (client) => {
    await client.query(`insert into desks.desk values ('chesterfield', 'support', 'local', current_date)`);
    await client.query(
      `insert into desks.epoch values ('chesterfield', 'support', 0, 'current', $1, '{}', current_date, null)`,
      [recipient],
    );
  });
  const wayBack = { locator: '00'.repeat(16), recipient, verifyKey: '00'.repeat(32) };
  const files = await sealRecord(
    { area: 'chesterfield', record: 'x', wayBack, summary: {}, body: {} },
    recipient,
  );
  const [summary, sealed] = [files.summary, files.body].map((file) => Buffer.from(file).toString('base64'));
  const body = (id: string) => JSON.stringify({ id, desk: 'support', epoch: 0, summary, sealed, wayBack });
  const send = async (id: string): Promise<number> => {
    const headers: Record<string, string> = { 'content-type': 'application/json' };
    const address = `${origin}/api/areas/chesterfield/reports`;
    try {
      let answer = await fetch(address, { method: 'POST', body: body(id), headers });
      // Sixteen who write all the time are a flood: each pays for what they send.
      for (let paid = 0; answer.status === 429 && paid < 3; paid++) {
        const { challenge, bits } = (await answer.json()) as { challenge: string; bits: number };
        headers['waymark-work'] = `${bits}.${challenge}.${doWork(Buffer.from(challenge, 'hex'), bits)}`;
        answer = await fetch(address, { method: 'POST', body: body(id), headers });
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
  const unsure = new Set<string>();
  for (const killed of ['application', 'database', 'application', 'database', 'application'] as const) {
    going = true;
    const clients = Array.from({ length: 16 }, async () => {
      while (going) {
        const id = randomUUID();
        const status = await send(id);
        if (status === 201) acknowledged.add(id);
        else unsure.add(id);
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
    for (const id of unsure)
      assert.ok([200, 201].includes(await send(id)), 'a repeat after the kill was not taken');
    for (const id of unsure) acknowledged.add(id);
    unsure.clear();
  }

  const { rows } = await asOwner((client) =>
    client.query<{ id: string; copies: number }>(
      'select id, count(*)::int as copies from desks.every_record group by id',
    ),
  );
  const copies = new Map(rows.map(({ id, copies: count }) => [id, count]));
  assert.ok(acknowledged.size >= 300);
  assert.deepEqual(
    [...acknowledged].filter((id) => copies.get(id) !== 1),
    [],
  );
  assert.equal(copies.size, acknowledged.size, 'something is stored that nobody sent');
});

/** The parent of whichever process answers us. */
async function postmasterPid(): Promise<number> {
  return await asOwner(async (client) => {
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
    const status = readFileSync(`/proc/${rows[0]?.pid}/status`, 'utf8');
    return Number(/^PPid:\s*(\d+)/m.exec(status)?.[1]);
  });
}
