import type { Kysely } from 'kysely';
import { type DesksTables, type KnownEpochs, readKnownEpochs } from '#desks/index.ts';

/**
 * Reads which epochs a report may be sealed to, at most once in `age` milliseconds an area. `fresh` asks anew: a refusal
 * must never come from what was true some seconds ago. What is remembered can only let a report in that was right just
 * before; the desk still holds that epoch's key.
 */
export function rememberEpochs(
  db: Kysely<DesksTables>,
  age = 5_000,
): (area: string, fresh?: boolean) => Promise<KnownEpochs> {
  const known = new Map<string, { at: number; epochs: Promise<KnownEpochs> }>();
  return async (area, fresh = false) => {
    let found = known.get(area);
    if (found === undefined || fresh || performance.now() - found.at > age) {
      found = { at: performance.now(), epochs: readKnownEpochs(db, area) };
      known.set(area, found);
      found.epochs.catch(() => known.delete(area));
    }
    return await found.epochs;
  };
}
