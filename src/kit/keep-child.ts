import { type ChildProcess, spawn } from 'node:child_process';

export type KeptChild =
  | {
      ok: true;
      /** Of the process that said that it is ready; undefined while one is started. */
      pid(): number | undefined;
      stop(): Promise<void>;
    }
  | { ok: false; why: string };

/** Milliseconds. */
const least = 100;
const most = 5000;

/**
 * Starts a process of ours that holds a secret of its own, and starts it again whenever it ends before `stop`. It is given
 * `start` as one line of JSON on standard input, which ends when we do, has an empty environment, and says `ready`.
 * @param options.name what the operator is told, such as `evaluator`
 */
export async function keepChild(options: {
  program: string;
  start: object;
  name: string;
  say: (line: string) => void;
}): Promise<KeptChild> {
  const { program, start, name, say } = options;
  let stopping = false;
  let child: ChildProcess | undefined;
  let ready = false;
  let wait = least;
  let ended: Promise<void> = Promise.resolve();

  /** Resolves when it is ready, with null; or with what it said when it ended before. */
  const run = (): Promise<string | null> =>
    new Promise((settled) => {
      const began = performance.now();
      const made = spawn(process.execPath, [program], { env: {}, stdio: ['pipe', 'pipe', 'pipe'] });
      child = made;
      ready = false;
      let saidWrong = '';
      made.stdout.once('data', (first: Buffer) => {
        ready = first.toString().startsWith('ready\n');
        if (ready) settled(null);
        made.stdout.pipe(process.stdout, { end: false });
      });
      made.stderr.on('data', (part: Buffer) => (saidWrong = `${saidWrong}${part.toString()}`.slice(-1000)));
      // It may end before it has read; then `exit` says so.
      made.stdin.on('error', () => undefined);
      made.stdin.write(`${JSON.stringify(start)}\n`);
      ended = new Promise((gone) => {
        made.once('error', () => gone());
        made.once('exit', () => gone());
      });
      void ended.then(() => {
        settled(saidWrong.trim().split('\n').at(-1) ?? '');
        if (stopping || !ready) return;
        if (performance.now() - began > most) wait = least;
        say(`The ${name} ended and is started again.`);
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
  if (why !== null) return { ok: false, why: why === '' ? `The ${name} did not start.` : why };
  return {
    ok: true,
    pid: () => (ready ? child?.pid : undefined),
    async stop() {
      stopping = true;
      child?.stdin?.end();
      const patience = setTimeout(() => child?.kill('SIGKILL'), 3000);
      await ended;
      clearTimeout(patience);
    },
  };
}
