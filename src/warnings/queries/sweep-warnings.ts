import { type Kysely, sql } from 'kysely';
import { mixRows } from '#kit/database/mix-rows.ts';
import type { WarningsTables } from '../tables.ts';

/**
 * Each night: paper and cards that are too old die, what taken cards held is forgotten, and the order in which cards were
 * taken up goes with it, as does what a draft that became a warning has left on disk.
 */
export async function sweepWarnings(db: Kysely<WarningsTables>, today: string): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await tx
      .updateTable('warnings.card')
      .set({ state: 'expired', sealed_path: null })
      .where('state', 'in', ['printed', 'redeemed'])
      .where('alive_until', '<', today)
      .execute();
    await tx
      .updateTable('warnings.card')
      .set({ sealed_path: null })
      .where('state', '=', 'redeemed')
      .where('sealed_path', 'is not', null)
      .execute();
    for (const statement of [
      ...mixRows('warnings.card', 'warnings.card_at_night'),
      ...mixRows('warnings.draft', 'warnings.draft_at_night'),
    ])
      await sql.raw(statement).execute(tx);
  });
}
