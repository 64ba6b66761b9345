/**
 * Sends until an answer comes: after a lost network, 502, 503 or 504 it waits 1, 2, 4 … seconds, at most 30, with a
 * quarter of chance so that many phones do not come back together. The request must be one that may safely be sent twice.
 * @param options.stop ends it; the promise is then rejected with the reason.
 */
export async function fetchAgain(
  address: string,
  init: RequestInit,
  options: {
    attempts?: number;
    stop?: AbortSignal;
    /** Milliseconds. */
    wait?: (milliseconds: number) => Promise<void>;
    chance?: () => number;
    send?: typeof fetch;
  } = {},
): Promise<Response> {
  const {
    attempts = 6,
    stop,
    wait = async (milliseconds) => await new Promise((done) => void setTimeout(done, milliseconds)),
    chance = Math.random,
    send = fetch,
  } = options;
  for (let attempt = 1; ; attempt++) {
    stop?.throwIfAborted();
    const last = attempt >= attempts;
    try {
      const answer = await send(address, {
        credentials: init.credentials ?? 'same-origin',
        ...init,
        ...(stop ? { signal: stop } : {}),
      });
      if (last || ![502, 503, 504].includes(answer.status)) return answer;
    } catch (fault) {
      if (last || stop?.aborted === true) throw fault;
    }
    await wait(Math.min(30_000, 1_000 * 2 ** (attempt - 1)) * (0.875 + chance() / 4));
  }
}
