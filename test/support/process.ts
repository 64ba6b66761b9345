/** The real process, started as an operator starts it. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

export type Run = { child: ChildProcess; said: () => string; ended: Promise<number | null> };
/** The process that an operator starts, and all that it says on both streams. */
export function run(environment: Record<string, string>): Run {
  const child = spawn(process.execPath, ['src/main.ts'], {
    env: { PATH: process.env['PATH'] ?? '', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (part: Buffer) => (said += part.toString()));
  return { child, said: () => said, ended: once(child, 'exit').then(([code]) => code as number | null) };
}

/** Does something while it runs, then stops it as an operator does. What went wrong first is what is thrown. */
export async function whileRunning({ child, ended }: Run, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    child.kill('SIGTERM');
    await ended;
    throw error;
  }
  child.kill('SIGTERM');
  assert.equal(await ended, 0);
}

export async function until(condition: () => Promise<boolean> | boolean, what: string): Promise<void> {
  for (let i = 0; i < 600; i++) {
    if (await condition()) return;
    await new Promise((later) => setTimeout(later, 100));
  }
  assert.fail(`${what} did not happen`);
}

export const answers = (origin: string) =>
  fetch(`${origin}/readyz`).then(
    ({ ok }) => ok,
    () => false,
  );
