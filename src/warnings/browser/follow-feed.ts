/** Hears of another bundle while the page is looked at: from one public address, which is the same for everybody. */

/** Milliseconds of silence after which nobody is at the other end any more: signs of life come each 50 s. */
const SILENT = 120_000;
const FIRST_WAIT = 5_000;
const LONGEST_WAIT = 300_000;

/** The counters that an open answer says, line by line, until it ends; throws where it breaks off. */
async function* countersOf(body: ReadableStream<Uint8Array>): AsyncGenerator<number> {
  const reader = body.getReader();
  const text = new TextDecoder();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const lines = (rest + text.decode(value, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const { counter } = JSON.parse(line) as { counter?: unknown };
      if (typeof counter === 'number') yield counter;
    }
  }
}

/** Listens once, until the answer ends, is silent or the page is hidden. Says whether anything was heard. */
async function listen(area: string, heard: (counter: number) => void): Promise<boolean> {
  const ending = new AbortController();
  const end = (): void => ending.abort();
  let silent = setTimeout(end, SILENT);
  document.addEventListener('visibilitychange', end);
  let any = false;
  try {
    const answer = await fetch(`/api/areas/${area}/warnings.stream`, {
      credentials: 'omit',
      cache: 'no-store',
      signal: ending.signal,
    });
    if (!answer.ok || answer.body === null) return false;
    for await (const counter of countersOf(answer.body)) {
      any = true;
      clearTimeout(silent);
      silent = setTimeout(end, SILENT);
      heard(counter);
    }
  } catch {
    // Broken off, as phones do; asked again below.
  } finally {
    clearTimeout(silent);
    document.removeEventListener('visibilitychange', end);
    ending.abort();
  }
  return any;
}

async function untilSeen(): Promise<void> {
  while (document.visibilityState === 'hidden')
    await new Promise((done) => document.addEventListener('visibilitychange', done, { once: true }));
}

/** Never ends. Asks nothing while the page is hidden, and less and less often where nobody answers. */
export async function followFeed(area: string, heard: (counter: number) => void): Promise<never> {
  for (let wait = FIRST_WAIT; ;) {
    await untilSeen();
    wait = (await listen(area, heard)) ? FIRST_WAIT : Math.min(2 * wait, LONGEST_WAIT);
    // Spread, so that not all come back at once after a stop of ours.
    if (document.visibilityState === 'visible')
      await new Promise((later) => setTimeout(later, wait * (0.5 + Math.random())));
  }
}
