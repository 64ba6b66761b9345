import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Start } from './main.ts';

export type StartedEvaluator =
  | {
      ok: true;
      socket: string;
      /** Of the process that runs now. */
      pid(): number | undefined;
      stop(): Promise<void>;
    }
  | { ok: false; why: string };

const program = fileURLToPath(new URL('main.ts', import.meta.url));
/** A socket's address may have 107 bytes. */
const LONGEST = 107;
const least = 100;
const most = 5000;

/**
 * Starts the process that holds the evaluation key, and starts it again whenever it ends before `stop`. It listens on a
 * socket in a new folder that only our own user may enter.
 */
export async function startEvaluator(
  start: Omit<Start, 'listen'>,
  say: (line: string) => void,
): Promise<StartedEvaluator> {
  const folder = mkdtempSync(join(tmpdir(), 'waymark-e'));
  const socket = join(folder, 's');
  if (Buffer.byteLength(socket) > LONGEST) {
    rmSync(folder, { recursive: true });
    return { ok: false, why: 'TMPDIR is wrong: expected a folder with a shorter path, for a socket.' };
  }
  let stopping = false;
  let child: ChildProcess | undefined;
  let wait = least;
  let ended: Promise<void> = Promise.resolve();

  /** Resolves when it listens, with null; or with what it said when it ended before. */
  const run = (): Promise<string | null> =>
    new Promise((settled) => {
      const began = performance.now();
      const made = spawn(process.execPath, [program], { env: {}, stdio: ['pipe', 'pipe', 'pipe'] });
      child = made;
      let [ready, saidWrong] = [false, ''];
      made.stdout.once('data', (first: Buffer) => {
        ready = first.toString().startsWith('ready\n');
        if (ready) settled(null);
        made.stdout.pipe(process.stdout, { end: false });
      });
      made.stderr.on('data', (part: Buffer) => (saidWrong = `${saidWrong}${part.toString()}`.slice(-1000)));
      // It may end before it has read; then `exit` says so.
      made.stdin.on('error', () => undefined);
      made.stdin.write(`${JSON.stringify({ ...start, listen: { socket } } satisfies Start)}\n`);
      ended = new Promise((gone) => {
        made.once('error', () => gone());
        made.once('exit', () => gone());
      });
      void ended.then(() => {
        settled(saidWrong.trim().split('\n').at(-1) ?? '');
        if (stopping || !ready) return;
        if (performance.now() - began > most) wait = least;
        say('The evaluator ended and is started again.');
        setTimeout(again, wait);
      });
    });
  const again = (): void => {
    if (stopping) return;
    wait = Math.min(2 * wait, most);
    void run().then((why) => {
      if (why !== null && !stopping) setTimeout(again, wait);
    });
  };

  const why = await run();
  if (why !== null) {
    rmSync(folder, { recursive: true, force: true });
    return { ok: false, why: why === '' ? 'The evaluator did not start.' : why };
  }
  return {
    ok: true,
    socket,
    pid: () => child?.pid,
    async stop() {
      stopping = true;
      child?.stdin?.end();
      const patience = setTimeout(() => child?.kill('SIGKILL'), 3000);
      await ended;
      clearTimeout(patience);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
