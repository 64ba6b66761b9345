import { startWorker } from '#kit/device/start-worker.ts';
import type { STRETCH } from '#sealed/stretch.ts';

export type StretchAsk =
  | { type: 'stretch'; password: Uint8Array; salt: Uint8Array; cost: typeof STRETCH }
  | { type: 'work'; challenge: Uint8Array; bits: number };

/** Starts the worker of `/back`. A fault in it rejects all that wait. */
export function startStretching() {
  const worker = startWorker('stretch');
  const waiting = new Map<number, { done(told: unknown): void; failed(fault: Error): void }>();
  let count = 0;
  worker.addEventListener('message', ({ data }: MessageEvent<{ n: number; told: unknown }>) => {
    waiting.get(data.n)?.done(data.told);
    waiting.delete(data.n);
  });
  worker.addEventListener('error', () => {
    for (const one of waiting.values()) one.failed(new Error('the worker stopped'));
    waiting.clear();
  });
  const ask = async <Told>(what: StretchAsk): Promise<Told> =>
    await new Promise((done, failed) => {
      waiting.set(++count, { done: done as (told: unknown) => void, failed });
      worker.postMessage({ n: count, ask: what });
    });
  return {
    stretch: async (password: Uint8Array, salt: Uint8Array, cost: typeof STRETCH) =>
      await ask<Uint8Array>({ type: 'stretch', password, salt, cost }),
    work: async (challenge: Uint8Array, bits: number) =>
      await ask<number | null>({ type: 'work', challenge, bits }),
  };
}
