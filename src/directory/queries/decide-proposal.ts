import type { Kysely } from 'kysely';
import type { Service } from '../rules/service.ts';
import type { DirectoryTables } from '../tables.ts';
import { changeIn } from './keep-service.ts';
import { endProposal } from './proposals.ts';

/**
 * Ends a proposal and changes its service as was decided, together or not at all. A second press finds it ended and
 * changes nothing. @param decide null leaves both as they were
 * @returns false where `decide` said so
 */
export async function decideProposal(
  db: Kysely<DirectoryTables>,
  of: { area: string; service: string; proposal: string },
  decide: (service: Service) => Service | null,
): Promise<boolean> {
  return await db.transaction().execute(async (tx) => {
    const waits = await tx
      .selectFrom('directory.proposal')
      .select('id')
      .where('area_id', '=', of.area)
      .where('id', '=', of.proposal)
      .where('service_id', '=', of.service)
      .forUpdate()
      .executeTakeFirst();
    if (waits === undefined) return true;
    let done = false;
    await changeIn(tx, of.area, of.service, (service) => {
      const decided = decide(service);
      done = decided !== null;
      return decided === service ? null : decided;
    });
    if (done) await endProposal(tx, of.area, of.proposal);
    return done;
  });
}
