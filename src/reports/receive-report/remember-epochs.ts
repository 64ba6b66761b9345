import type { Kysely } from 'kysely';
import { type DesksTables, type KnownEpochs, readKnownEpochs, readLiaisonDesks } from '#desks/index.ts';
import type { AreaPack } from '#kit/area-pack.ts';

/**
 * Reads which epochs a report may be sealed to, at most once in `age` milliseconds an area. `fresh` asks anew: a refusal
 * must never come from what was true some seconds ago. What is remembered can only let a report in that was right just
 * before; the desk still holds that epoch's key.
 */
export function rememberEpochs(
  db: Kysely<DesksTables>,
  age = 5_000,
): (area: AreaPack, fresh?: boolean) => Promise<KnownEpochs> {
  const known = new Map<string, { at: number; epochs: Promise<KnownEpochs> }>();
  const read = async (area: AreaPack): Promise<KnownEpochs> => {
    const liaisons = await readLiaisonDesks(db, area);
    const epochs = await readKnownEpochs(db, area.id);
    return new Map([...epochs].filter(([desk]) => !liaisons.has(desk)));
  };
  return async (area, fresh = false) => {
    let found = known.get(area.id);
    if (found === undefined || fresh || performance.now() - found.at > age) {
      found = { at: performance.now(), epochs: read(area) };
      known.set(area.id, found);
      found.epochs.catch(() => known.delete(area.id));
    }
    return await found.epochs;
  };
}
