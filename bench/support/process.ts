/** The application in a process of its own, on a database of its own, for as long as a measurement takes. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { findRunning } from '#kit/database/embedded.ts';
import type { Connection } from '#kit/database/roles.ts';
import { freePort } from '../../test/support/free-port.ts';

export type Application = {
  origin: string;
  /** Where the superuser of its PostgreSQL logs in. */
  database: Connection;
  /** Runs SQL as the superuser. */
  sql<Row extends pg.QueryResultRow>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** The most memory that the process ever held, MB (VmHWM of /proc). */
  highestMemory(): number;
  stop(): Promise<void>;
};

const program = fileURLToPath(new URL('serve.ts', import.meta.url));

export async function startProcess(): Promise<Application> {
  const folder = mkdtempSync(join(tmpdir(), 'waymark-bench-'));
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const child = spawn(process.execPath, ['--max-semi-space-size=4', program, folder, String(port)], {
    stdio: ['ignore', 'ignore', 'inherit'],
    // As `npm start` has it: an arena for each thread holds memory that none of them uses.
    env: { ...process.env, MALLOC_ARENA_MAX: '1' },
  });
  const isReady = () =>
    fetch(`${origin}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    );
  for (let tries = 0; !(await isReady()); tries++) {
    if (tries > 300 || child.exitCode !== null) throw new Error('the application did not start');
    await pause(100);
  }
  const running = findRunning(join(folder, 'data'));
  if (running === null) throw new Error('PostgreSQL is not running');
  const database = { ...running, database: 'waymark' };
  return {
    origin,
    database,
    async sql<Row extends pg.QueryResultRow>(text: string, values: readonly unknown[] = []) {
      const client = new pg.Client(database);
      await client.connect();
      try {
        return (await client.query<Row>(text, [...values])).rows;
      } finally {
        await client.end();
      }
    },
    highestMemory: () =>
      Number(/^VmHWM:\s*(\d+) kB/m.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) / 1024,
    async stop() {
      child.kill('SIGTERM');
      await once(child, 'exit');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A desk that is open, as the database shows it; its chain is not needed where nobody reads. */
export async function openDeskByHand(application: Application, recipient: string): Promise<void> {
  await application.sql(
    `insert into desks.desk (area_id, id, organisation_id, opened_day) values ('chesterfield', 'support', 'local', current_date)`,
  );
  await application.sql(
    `insert into desks.epoch (area_id, desk_id, number, state, recipient, envelope, day)
     values ('chesterfield', 'support', 0, 'current', $1, '{}', current_date)`,
    [recipient],
  );
}
