/** SQLSTATEs of a server that is stopping, starting, full or out of connections, and Node's codes of a lost line. */
const codes =
  /^(08...|57P0[1-4]|53[123]00|58030|ECONNREFUSED|ECONNRESET|EPIPE|ENOENT|ETIMEDOUT|EAI_AGAIN|ENOTFOUND)$/;
const words = /^(timeout exceeded when trying to connect|Connection terminated|not the primary)/;

/** Whether a query failed because the database cannot be reached or cannot store now: the same may work later. */
export function isAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code } = error as { code?: unknown };
  return (typeof code === 'string' && codes.test(code)) || words.test(error.message);
}
