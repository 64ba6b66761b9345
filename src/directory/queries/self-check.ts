import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import { Temporal } from '#kit/clock.ts';
import type { Proposed } from '../rules/proposal.ts';
import type { Service } from '../rules/service.ts';
import type { DirectoryTables } from '../tables.ts';
import { changeIn } from './keep-service.ts';
import { addProposals } from './proposals.ts';

type Db = Kysely<DirectoryTables>;
const hash = (code: Uint8Array): Buffer => createHash('sha256').update(code).digest();
/** Days for which a link works. */
export const linkDays = 30;

/** One link for a service; an older one ends. Gives the last day on which it works. */
export async function makeSelfCheck(
  db: Db,
  link: { area: string; service: string; code: Uint8Array; today: string },
): Promise<string> {
  const dies_on = Temporal.PlainDate.from(link.today).add({ days: linkDays }).toString();
  const token_hash = hash(link.code);
  await db
    .insertInto('directory.self_check')
    .values({ area_id: link.area, service_id: link.service, token_hash, dies_on })
    .onConflict((conflict) =>
      conflict.columns(['area_id', 'service_id']).doUpdateSet({ token_hash, dies_on }),
    )
    .execute();
  return dies_on;
}

/** The last day of a service's open link; null where there is none. */
export async function readSelfCheck(
  db: Db,
  area: string,
  service: string,
  today: string,
): Promise<string | null> {
  const row = await db
    .selectFrom('directory.self_check')
    .select('dies_on')
    .where('area_id', '=', area)
    .where('service_id', '=', service)
    .where('dies_on', '>=', today)
    .executeTakeFirst();
  return row?.dies_on ?? null;
}

export async function withdrawSelfCheck(db: Db, area: string, service: string): Promise<void> {
  await db
    .deleteFrom('directory.self_check')
    .where('area_id', '=', area)
    .where('service_id', '=', service)
    .execute();
}

/** Which service a code is for. Used, old, taken back, of another area or made up: null, all the same. */
export async function findSelfCheck(
  db: Db,
  area: string,
  code: Uint8Array,
  today: string,
): Promise<string | null> {
  const row = await db
    .selectFrom('directory.self_check')
    .select('service_id')
    .where('area_id', '=', area)
    .where('token_hash', '=', hash(code))
    .where('dies_on', '>=', today)
    .executeTakeFirst();
  return row?.service_id ?? null;
}

/**
 * Uses a link up, and does what came by it, together or not at all. Of two at once one does it and the other finds it dead.
 * @param answer sees the service as it is now; null where that is not what was answered, which leaves the link as it was
 */
export async function useSelfCheck(
  db: Db,
  link: { area: string; code: Uint8Array; today: string },
  answer: (service: Service) => { service: Service; proposals: readonly Proposed[] } | null,
): Promise<'done' | 'dead' | 'changed'> {
  const { area, code, today } = link;
  return await db.transaction().execute(async (tx) => {
    const row = await tx
      .selectFrom('directory.self_check')
      .select('service_id')
      .where('area_id', '=', area)
      .where('token_hash', '=', hash(code))
      .where('dies_on', '>=', today)
      .forUpdate()
      .executeTakeFirst();
    if (row === undefined) return 'dead';
    let answered: ReturnType<typeof answer> = null;
    await changeIn(tx, area, row.service_id, (service) => {
      answered = answer(service);
      return answered === null || answered.service === service ? null : answered.service;
    });
    const given = answered as ReturnType<typeof answer>;
    if (given === null) return 'changed';
    await addProposals(tx, { area, service: row.service_id, day: today }, given.proposals);
    await withdrawSelfCheck(tx, area, row.service_id);
    return 'done';
  });
}

/** Takes away what no longer works. @returns how many */
export async function sweepSelfChecks(db: Db, today: string): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('directory.self_check')
    .where('dies_on', '<', today)
    .executeTakeFirst();
  return Number(numDeletedRows);
}
