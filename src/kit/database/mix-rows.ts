/**
 * Statements that write a table anew in random order, together with what waits in `intake`, which is empty afterwards. To
 * be run in one transaction: then neither the order of rows on disk nor their transaction ids tell what was written or
 * changed before what, and the files in which that stood are gone. Costs as much as the table is long. Names are our own.
 */
export const mixRows = (table: string, intake: string): string[] => [
  // Waits for writers that have begun and keeps new ones out until the move is done.
  `lock table ${table}, ${intake} in access exclusive mode`,
  `insert into ${intake} select * from ${table} on conflict do nothing`,
  `truncate ${table}`,
  `insert into ${table} select * from ${intake} order by random()`,
  `truncate ${intake}`,
];
