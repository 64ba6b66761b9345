import type { Kysely } from 'kysely';
import type { Clock } from '#kit/clock.ts';
import { readDoubts } from './queries/doubts.ts';
import { countProposals } from './queries/proposals.ts';
import { readServices, readVersion } from './queries/read-services.ts';
import { dueOf, isDue } from './rules/due.ts';
import type { DirectoryTables } from './tables.ts';

/**
 * How many services of an area wait for somebody, as the desk's list counts them. Services are read anew only where one
 * has changed or the day has: every page of a desk asks.
 */
export function openCountDue({
  db,
  clock,
}: {
  db: Kysely<DirectoryTables>;
  clock: Clock;
}): (area: string) => Promise<number> {
  const kept = new Map<string, { of: string; due: ReadonlySet<string>; live: ReadonlySet<string> }>();
  return async (area) => {
    const today = clock.today();
    const [version, doubts, proposals] = await Promise.all([
      readVersion(db, area),
      readDoubts(db, area),
      countProposals(db, area),
    ]);
    const of = `${version} ${today}`;
    let known = kept.get(area);
    if (known?.of !== of) {
      const services = await readServices(db, area);
      known = {
        of,
        due: new Set(services.filter((service) => isDue(dueOf(service, today))).map(({ id }) => id)),
        live: new Set(
          services
            .filter(({ status, listing }) => status === 'active' && listing.state !== 'wrong')
            .map(({ id }) => id),
        ),
      };
      kept.set(area, known);
    }
    const { due, live } = known;
    const said = [...doubts.keys(), ...proposals.keys()].filter((id) => live.has(id));
    return new Set([...due, ...said]).size;
  };
}
