import type { AskWorker } from './ask-worker.ts';

/**
 * The id and code of a form from its first letter on. What is locked anew after a lost answer is the same report to the
 * server, and opens with the code that she has seen. `goes`: where it was sent and how she comes back; null until then.
 */
export type Mine = { id: string; code: string; goes: string | null };

/** Another desk or another way back makes it another report: the code could not open the one that may be stored. */
export async function mineFor(mine: Mine | null, goes: string, ask: AskWorker): Promise<Mine> {
  const same = mine !== null && (mine.goes === null || mine.goes === goes) ? mine : await ask('begin', {});
  return { id: same.id, code: same.code, goes };
}
