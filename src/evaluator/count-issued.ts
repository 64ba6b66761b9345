import type pg from 'pg';

/** Counts `more` tokens of an area and day; false, and nothing counted, when the day would then hold more than `most`. */
export type CountIssued = (entry: {
  area: string;
  day: string;
  more: number;
  most: number;
}) => Promise<boolean>;

type Waiting = {
  more: number;
  most: number;
  settle: (counted: boolean) => void;
  fail: (error: unknown) => void;
};

/**
 * Counts in the database, so that a restart forgets nothing. Whoever asks while a count is being written waits for the
 * next, which counts all of them at once: one row takes one durable write at a time.
 */
export function createIssueCount(pool: pg.Pool): CountIssued {
  const queues = new Map<string, Waiting[]>();

  async function write(area: string, day: string, more: number, most: number): Promise<boolean> {
    if (more > most) return false;
    const { rowCount } = await pool.query({
      name: 'count-issued',
      text: `insert into evaluator.issued_count as held (area_id, day, count) values ($1, $2, $3)
        on conflict (area_id, day) do update set count = held.count + excluded.count
        where held.count + excluded.count <= $4`,
      values: [area, day, more, most],
    });
    return rowCount === 1;
  }

  async function drain(area: string, day: string): Promise<void> {
    const key = `${area} ${day}`;
    for (let together = queues.get(key) ?? []; together.length > 0; together = queues.get(key) ?? []) {
      queues.set(key, []);
      const sum = together.reduce((total, { more }) => total + more, 0);
      const least = Math.min(...together.map(({ most }) => most));
      try {
        const all = await write(area, day, sum, least);
        // Where they are too many together, each is asked for itself, in order.
        for (const { more, most, settle } of together) settle(all || (await write(area, day, more, most)));
      } catch (error) {
        for (const { fail } of together) fail(error);
      }
    }
    queues.delete(key);
  }

  return ({ area, day, more, most }) =>
    new Promise((settle, fail) => {
      const key = `${area} ${day}`;
      const queue = queues.get(key);
      if (queue === undefined) {
        queues.set(key, [{ more, most, settle, fail }]);
        void drain(area, day);
      } else queue.push({ more, most, settle, fail });
    });
}
