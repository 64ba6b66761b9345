import type { Pool } from 'pg';

/**
 * Deletes what people with a way-back code destroyed: records hidden on `due` (ISO date) or before, with their messages
 * and attachments. What a hold keeps stays hidden and stays. @returns how many records
 */
export async function completeDestruction(pool: Pool, due: string): Promise<number> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    let count = 0;
    for (const intake of ['', 'intake_']) {
      const { rows } = await client.query<{ area_id: string; id: string }>(
        `delete from desks.${intake}record where hidden_day <= $1 and not hold returning area_id, id`,
        [due],
      );
      count += rows.length;
      const keys = [rows.map(({ area_id }) => area_id), rows.map(({ id }) => id)];
      for (const table of ['message', 'intake_message', 'attachment', 'intake_attachment'])
        await client.query(
          `delete from desks.${table} where (area_id, record_id) in (select * from unnest($1::text[], $2::uuid[]))`,
          keys,
        );
    }
    await client.query('commit');
    return count;
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}
