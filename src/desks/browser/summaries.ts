import { startWorker } from '#kit/device/start-worker.ts';

export type SummariesAsked = {
  area: string;
  /** `AGE-SECRET-KEY-PQ-1…` by epoch. */
  identities: Record<number, string>;
  records: { id: string; epoch: number; summary: string }[];
};
/** `value` is null where it did not open, and `why` says it. */
export type SummaryOpened = { id: string; value: unknown; why: string | null };

/** Opens summaries in the worker; `each` gets them in handfuls. Resolves when all are done or `stop` was called for. */
export async function openSummaries(
  asked: SummariesAsked,
  each: (opened: readonly SummaryOpened[]) => void,
  stop: AbortSignal,
): Promise<void> {
  if (asked.records.length === 0) return;
  const worker = startWorker('open-summaries');
  await new Promise<void>((done) => {
    stop.addEventListener('abort', () => done());
    worker.addEventListener('message', ({ data }: MessageEvent<SummaryOpened[] | null>) => {
      if (data === null) done();
      else each(data);
    });
    worker.postMessage(asked);
  });
  worker.terminate();
}
