import type pg from 'pg';

/** What one worker may have evaluated on one day. */
export const MOST_FOR_WORKER = 100;
/** What one card may use on one day; all cards together are held to it. */
export const MOST_FOR_CARD = 20;

/** Counts `more` elements of a worker; false, and nothing counted, beyond 100 a day. */
export async function countForWorker(
  pool: pg.Pool,
  entry: { area: string; day: string; worker: string; more: number },
): Promise<boolean> {
  const counted = await pool.query({
    name: 'count-for-worker',
    text: `insert into evaluator.desk_count as held (area_id, day, worker_id, count) values ($1, $2, $3, $4) on conflict (area_id, day, worker_id)
      do update set count = held.count + excluded.count where held.count + excluded.count <= $5`,
    values: [entry.area, entry.day, entry.worker, entry.more, MOST_FOR_WORKER],
  });
  return counted.rowCount === 1;
}

/** Cards that may check: the one number that the cards' own schema tells us. */
export async function countCards(pool: pg.Pool, area: string): Promise<number> {
  const { rows } = await pool.query<{ alive: number }>('select warnings.cards_alive($1) as alive', [area]);
  return rows[0]?.alive ?? 0;
}

/** Milliseconds. */
const FRESH = 1000;

/** The count of cards, at most a second old; `anew` asks again, for whoever would be refused by an old one. */
export function rememberCards(ask: (area: string) => Promise<number>) {
  const known = new Map<string, { at: number; cards: Promise<number> }>();
  return async (area: string, anew: boolean): Promise<number> => {
    const last = known.get(area);
    if (last && !anew && performance.now() - last.at < FRESH) return await last.cards;
    const cards = ask(area);
    known.set(area, { at: performance.now(), cards });
    cards.catch(() => known.delete(area));
    return await cards;
  };
}
