import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { keepChild } from '#kit/keep-child.ts';
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
  const whole: Start = { ...start, listen: { socket } };
  const child = await keepChild({ program, start: whole, name: 'evaluator', say });
  if (!child.ok) {
    rmSync(folder, { recursive: true, force: true });
    return child;
  }
  return {
    ...child,
    socket,
    async stop() {
      await child.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
