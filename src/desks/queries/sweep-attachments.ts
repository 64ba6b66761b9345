import type { Pool } from 'pg';

/**
 * Removes attachments that nobody claimed. A day is all that is kept of when one came, so it goes on the second night
 * after: at least 24 hours, at most 48. @param today ISO date @returns how many went
 */
export async function sweepAttachments(pool: Pool, today: string): Promise<number> {
  let gone = 0;
  for (const table of ['intake_attachment', 'attachment'] as const) {
    const { rowCount } = await pool.query(
      `delete from desks.${table} where record_id is null and day < $1::date - 1`,
      [today],
    );
    gone += rowCount ?? 0;
  }
  return gone;
}
