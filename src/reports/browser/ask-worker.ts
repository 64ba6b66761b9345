import { startWorker } from '#kit/device/start-worker.ts';
import type { Ask, Told } from './worker-messages.ts';

type Of<Type extends Ask['type']> = Extract<Ask, { type: Type }>;
export type AskWorker = <Type extends Ask['type']>(
  type: Type,
  ask: Omit<Of<Type>, 'type'>,
) => Promise<Told[Type]>;

/** Starts the sealing worker. One question after another; a fault in it is this promise's. */
export function startSealing(): AskWorker {
  const worker = startWorker('seal');
  const waiting = new Map<number, { done(told: unknown): void; failed(fault: Error): void }>();
  let count = 0;
  worker.addEventListener(
    'message',
    ({ data }: MessageEvent<{ n: number; told?: unknown; fault?: string }>) => {
      const one = waiting.get(data.n);
      waiting.delete(data.n);
      if (data.fault === undefined) one?.done(data.told);
      else one?.failed(new Error(data.fault));
    },
  );
  worker.addEventListener('error', () => {
    for (const one of waiting.values()) one.failed(new Error('the worker stopped'));
    waiting.clear();
  });
  return async (type, ask) =>
    await new Promise((done, failed) => {
      waiting.set(++count, { done: done as (told: unknown) => void, failed });
      worker.postMessage({ n: count, ask: { type, ...ask } });
    });
}
