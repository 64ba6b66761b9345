import type { Kysely } from 'kysely';
import type { WarningsTables } from '../tables.ts';

/** Each night: paper and cards that are too old die, and what taken cards held is forgotten. */
export async function sweepCards(db: Kysely<WarningsTables>, today: string): Promise<void> {
  await db
    .updateTable('warnings.card')
    .set({ state: 'expired', sealed_path: null })
    .where('state', 'in', ['printed', 'redeemed'])
    .where('alive_until', '<', today)
    .execute();
  await db
    .updateTable('warnings.card')
    .set({ sealed_path: null })
    .where('state', '=', 'redeemed')
    .where('sealed_path', 'is not', null)
    .execute();
}
