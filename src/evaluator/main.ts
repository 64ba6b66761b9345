/**
 * The process that holds the key. What it needs comes as one line of JSON on standard input, so that neither a command
 * line nor the environment shows the database login; when that input ends, whoever started us is gone and so are we.
 */
import { getRandomValues } from 'node:crypto';
import { chmodSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { systemClock } from '#kit/clock.ts';
import { openJobs } from '#kit/database/jobs.ts';
import { openPool } from '#kit/database/pools.ts';
import type { Connection } from '#kit/database/roles.ts';
import { readKeyFile } from '#kit/key-file.ts';
import { openLog } from '#kit/log.ts';
import { openPinnedRoots } from '#kit/pinned-root.ts';
import { weekOf } from '#sealed/blind/token.ts';
import { countCards } from './count-day.ts';
import { openEvaluator } from './open-evaluator.ts';
import { serveEvaluator } from './serve.ts';
import { tidyNight } from './tidy-night.ts';
import { createWorkerCheck } from './verify-worker.ts';

/** `listen`: a socket in a folder of ours alone, which is removed at the end, or where another organisation listens. */
export type Start = {
  listen: { socket: string } | { host: string; port: number };
  keysDir: string;
  areas: { id: string; rootFingerprint: string | null }[];
  connection: Connection;
};

// A terminal's Ctrl+C reaches every process of the group: the application asks us to end when it has finished.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined);

function end(code: number, why?: string): never {
  if (why !== undefined) console.error(why);
  process.exit(code);
}

let folder: string | null = null;
const lines = createInterface({ input: process.stdin });
lines.once('line', (line) => void serve(JSON.parse(line) as Start));
lines.once('close', () => {
  if (folder !== null) rmSync(folder, { recursive: true, force: true });
  end(0);
});

async function serve({ listen, keysDir, areas, connection }: Start): Promise<void> {
  const random = (length: number): Uint8Array => getRandomValues(new Uint8Array(length));
  const key = readKeyFile(keysDir, 'evaluator-key', random);
  if (!key.ok) end(1, key.why);
  const { pool } = openPool(connection, { max: 8 });
  const roots = openPinnedRoots(keysDir, areas);
  const evaluator = openEvaluator({
    master: key.key,
    pool,
    clock: systemClock,
    workerKeyOf: createWorkerCheck({ pool, pinnedRoot: (area) => roots.read(area) }),
    countCards: async (area) => await countCards(pool, area),
  });
  const log = openLog(systemClock);
  openJobs({ pool, clock: systemClock, log }).every('tidy-spent-tokens', { hour: 3 }, async () => {
    const today = systemClock.today();
    log.info('spent-tokens-tidied', { count: await tidyNight(pool, weekOf(today), today) });
  });
  const server = serveEvaluator(evaluator, log);
  server.on('error', (error: NodeJS.ErrnoException) =>
    end(1, `The evaluator cannot listen (${String(error.code)}).`),
  );
  if ('socket' in listen) {
    folder = dirname(listen.socket);
    // One that was killed leaves its socket behind.
    rmSync(listen.socket, { force: true });
    server.listen(listen.socket, () => {
      chmodSync(listen.socket, 0o600);
      console.log('ready');
    });
  } else server.listen(listen.port, listen.host, () => console.log('ready'));
}
