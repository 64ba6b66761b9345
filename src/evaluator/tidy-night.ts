import type pg from 'pg';

/**
 * Moves the tokens spent today in random order beside the older ones, forgets those whose key is no longer accepted, and
 * the counts of days that are over; then closes and forgets the day's write-ahead log, as `shuffleIntake` of desks does.
 * `week` and `day` are the current ones. Returns how many tokens moved.
 */
export async function tidyNight(pool: pg.Pool, week: number, day: string): Promise<number> {
  const client = await pool.connect();
  let moved = 0;
  try {
    await client.query('begin');
    // Waits for whoever is spending and keeps others out until the move is done.
    await client.query('lock table evaluator.intake_spent_token in access exclusive mode');
    const { rowCount } = await client.query(
      'insert into evaluator.spent_token select * from evaluator.intake_spent_token order by random()',
    );
    moved = rowCount ?? 0;
    await client.query('truncate evaluator.intake_spent_token');
    await client.query('delete from evaluator.spent_token where week < $1', [week - 1]);
    await client.query('delete from evaluator.issued_count where day < $1', [day]);
    await client.query('delete from evaluator.desk_count where day < $1', [day]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
  try {
    await pool.query('select pg_switch_wal()');
    await pool.query('checkpoint');
  } catch (error) {
    // On an operator's server only a superuser can grant these two: the move stands, the log goes in its own time.
    if ((error as pg.DatabaseError).code !== '42501') throw error;
  }
  return moved;
}
