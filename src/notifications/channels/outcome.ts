/**
 * What became of one try. `handed-over`: the other side took it, which is not that it arrived; `again`: may be sent again,
 * after `after` milliseconds at least where it said so; `gone`: the address is no longer one; `failed`: refused for good.
 */
export type Outcome =
  | { kind: 'handed-over' }
  | { kind: 'again'; after?: number }
  | { kind: 'gone' }
  | { kind: 'failed' };

/** Milliseconds that one try may take, whatever the channel. */
export const PATIENCE = 10_000;

/** What an HTTP status means to whoever hands a message over (RFC 9110); 429 asks for patience like 503. */
export function outcomeOf(status: number, retryAfter: string | null): Outcome {
  if (status >= 200 && status < 300) return { kind: 'handed-over' };
  if (status >= 500 || status === 429 || status === 408) {
    const seconds = /^\d{1,6}$/.test(retryAfter ?? '') ? Number(retryAfter) : 0;
    return { kind: 'again', after: seconds * 1000 };
  }
  return { kind: 'failed' };
}

/** Posts, follows nothing, reads nothing of the answer; a lost line or no answer in time is one to try again. */
export async function post(
  address: string,
  headers: Record<string, string>,
  body: string | Uint8Array<ArrayBuffer>,
  patience = PATIENCE,
): Promise<{ status: number; retryAfter: string | null } | null> {
  try {
    const signal = AbortSignal.timeout(patience);
    const answer = await fetch(address, { method: 'POST', redirect: 'manual', headers, body, signal });
    await answer.arrayBuffer();
    return { status: answer.status, retryAfter: answer.headers.get('retry-after') };
  } catch {
    return null;
  }
}
