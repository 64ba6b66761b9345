import { randomUUID } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import type { Proposal, Proposed } from '../rules/proposal.ts';
import type { DirectoryTables } from '../tables.ts';

type Db = Kysely<DirectoryTables>;

export async function addProposals(
  db: Db,
  from: { area: string; service: string; day: string },
  proposals: readonly Proposed[],
): Promise<void> {
  if (proposals.length === 0) return;
  await db
    .insertInto('directory.proposal')
    .values(
      proposals.map(({ fact, kind, said }) => ({
        area_id: from.area,
        id: randomUUID(),
        service_id: from.service,
        day: from.day,
        still_right: kind === 'still-right',
        fact,
        kind,
        said,
      })),
    )
    .execute();
}

/** What waits of one service, oldest first. */
export async function readProposalsOf(db: Db, area: string, service: string): Promise<Proposal[]> {
  return await db
    .selectFrom('directory.proposal')
    .select(['id', 'day', 'fact', 'kind', 'said'])
    .where('area_id', '=', area)
    .where('service_id', '=', service)
    .orderBy('day')
    .orderBy('kind')
    .orderBy('id')
    .execute();
}

/** How many wait, by service. */
export async function countProposals(db: Db, area: string): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('directory.proposal')
    .select(['service_id', sql<number>`count(*)::int`.as('count')])
    .where('area_id', '=', area)
    .groupBy('service_id')
    .execute();
  return new Map(rows.map((row) => [row.service_id, row.count]));
}

/** It was taken over or turned down. False where somebody had done so before. */
export async function endProposal(db: Db, area: string, id: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('directory.proposal')
    .where('area_id', '=', area)
    .where('id', '=', id)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

/** A person of ours has answered what the service said of a fact, or (null) of all of them. */
export async function endStillRight(
  db: Db,
  area: string,
  service: string,
  fact: string | null,
): Promise<void> {
  const all = db
    .deleteFrom('directory.proposal')
    .where('area_id', '=', area)
    .where('service_id', '=', service)
    .where('kind', '=', 'still-right');
  await (fact === null ? all : all.where('fact', '=', fact)).execute();
}
