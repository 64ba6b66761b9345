import type { Kysely } from 'kysely';
import { type Clock, Temporal } from '#kit/clock.ts';
import type { Log } from '#kit/log.ts';
import type { DirectoryPack } from './load-directory.ts';
import { synonyms } from './messages/synonyms.ts';
import { readServices, readVersion } from './queries/read-services.ts';
import { spansOf } from './rules/openings.ts';
import { type Index, makeIndex } from './rules/search.ts';
import { publicServices } from './rules/withheld.ts';
import type { DirectoryTables } from './tables.ts';

/** Days ahead for which a process knows when services are open; it looks anew each day. */
const DAYS = 2;

export type Shown = { index: Index; places: DirectoryPack['places'] };
/** What everybody may be told of an area's services now, from memory while nothing has changed and the day is the same. */
export type ReadShown = (area: string) => Promise<Shown>;

export function openShown(services: {
  db: Kysely<DirectoryTables>;
  packs: ReadonlyMap<string, DirectoryPack>;
  clock: Clock;
  log: Log;
}): ReadShown {
  const { db, packs, clock, log } = services;
  const kept = new Map<string, { of: string; shown: Promise<Shown> }>();
  const make = async (area: string, today: string): Promise<Shown> => {
    const { shown, leftOut } = publicServices(await readServices(db, area), today);
    if (leftOut.length > 0) log.info('services-withheld', { count: leftOut.length });
    const midnight = Temporal.PlainDate.from(today).toZonedDateTime('Europe/London').toInstant();
    const index = makeIndex(shown, synonyms, ({ schedules }) => spansOf(schedules, midnight, DAYS));
    return { index, places: packs.get(area)?.places ?? [] };
  };
  return async (area) => {
    const today = clock.today();
    const of = `${await readVersion(db, area)} ${today}`;
    const known = kept.get(area);
    if (known?.of === of) return await known.shown;
    const shown = make(area, today);
    kept.set(area, { of, shown });
    // A failed look is not remembered.
    shown.catch(() => kept.delete(area));
    return await shown;
  };
}
