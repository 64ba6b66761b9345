/** One line of the table. `limit` was measured in the same run; `limitIs` says how. */
export type Row = {
  name: string;
  value: number;
  /** After the number, such as `/s` or `MB`; empty for a count. */
  unit: string;
  limit?: number;
  limitIs?: string;
  /** What we want: a value of at least or at most so much, and a share of the limit of at least `ratio`. */
  aim?: { least?: number; most?: number; ratio?: number };
};
/** A file `<name>.bench.ts` exports one of these as its default. */
export type Bench = () => Promise<Row[]>;
