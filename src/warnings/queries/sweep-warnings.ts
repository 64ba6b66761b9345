import { type Kysely, sql } from 'kysely';
import { mixRows } from '#kit/database/mix-rows.ts';
import type { WarningsTables } from '../tables.ts';

const daysBefore = (today: string, days: number): string =>
  new Date(Date.parse(today) - days * 86_400_000).toISOString().slice(0, 10);

/**
 * Each night: paper and cards that are too old die, what taken cards held is forgotten, and the order in which cards were
 * taken up goes with it, as does what a draft that became a warning, or a warning that is over, has left on disk.
 */
export async function sweepWarnings(db: Kysely<WarningsTables>, today: string): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await tx
      .updateTable('warnings.card')
      .set({ state: 'expired', sealed_path: null, recovery_locator: null, sealed_recovery: null })
      .where('state', 'in', ['printed', 'redeemed'])
      .where('alive_until', '<', today)
      .execute();
    await tx
      .updateTable('warnings.card')
      .set({ sealed_path: null })
      .where('state', '=', 'redeemed')
      .where('sealed_path', 'is not', null)
      .execute();
    // Paper that is counted, a month after it should be gone; what was never counted, after a year.
    await tx
      .deleteFrom('warnings.printed_list')
      .where((where) =>
        where.or([
          where.and([
            where('destroy_by', '<', daysBefore(today, 30)),
            where(where('came_back', '+', where.ref('lost')), '=', where.ref('copies')),
          ]),
          where('destroy_by', '<', daysBefore(today, 365)),
        ]),
      )
      .execute();
    // What was withdrawn, is over, or was sealed anew when the feed turned: in the order in which publishing locks.
    await sql
      .raw('lock table warnings.feed_epoch, warnings.bundle, warnings.warning in access exclusive mode')
      .execute(tx);
    await tx
      .deleteFrom('warnings.warning')
      .where((where) =>
        where.or([where('state', 'in', ['withdrawn', 'expired']), where('expires', '<', today)]),
      )
      .execute();
    for (const statement of [
      ...mixRows('warnings.feed_epoch', 'warnings.feed_epoch_at_night'),
      ...mixRows('warnings.bundle', 'warnings.bundle_at_night'),
      ...mixRows('warnings.warning', 'warnings.warning_at_night'),
      ...mixRows('warnings.card', 'warnings.card_at_night'),
      ...mixRows('warnings.draft', 'warnings.draft_at_night'),
    ])
      await sql.raw(statement).execute(tx);
  });
}
