import { type Pool } from 'pg';
import { mixRows } from '#kit/database/mix-rows.ts';

/** Never changed after they came, and long: only what is new is moved. */
const appended = ['message', 'attachment'] as const;

/**
 * Moves each intake table to its main table in random order, in one transaction, so that neither the order of
 * rows on disk nor their transaction ids tell in which order people wrote. Records change when somebody writes later: they
 * are all written anew, so that the order of the day's changes is lost too. Then closes and forgets the
 * write-ahead log of the day: with `wal_recycle=off` a checkpoint removes the segments before it.
 *
 * `pool` is the sweep's, which may switch the log and ask for a checkpoint; returns how many rows were new.
 */
export async function shuffleIntake(pool: Pool): Promise<number> {
  const client = await pool.connect();
  let moved = 0;
  try {
    await client.query('begin');
    await client.query('lock table desks.intake_record in access exclusive mode');
    const { rows } = await client.query<{ n: number }>('select count(*)::int as n from desks.intake_record');
    moved += rows[0]?.n ?? 0;
    for (const statement of mixRows('desks.record', 'desks.intake_record')) await client.query(statement);
    for (const table of appended) {
      await client.query(`lock table desks.intake_${table} in access exclusive mode`);
      const { rowCount } = await client.query(
        `insert into desks.${table} select * from desks.intake_${table} order by random() on conflict do nothing`,
      );
      moved += rowCount ?? 0;
      await client.query(`truncate desks.intake_${table}`);
    }
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
  await pool.query('select pg_switch_wal()');
  await pool.query('checkpoint');
  return moved;
}
