/** Thrown when so many are waiting already that this one would wait too long. */
export class Busy extends Error {
  override name = 'Busy';
}

/** Does `work` when it is `bucket`'s turn (`http/client-bucket.ts`; null, the onion address, is one of them). Rejects with `Busy`. */
export type TakeTurns = <Result>(bucket: string | null, work: () => Promise<Result>) => Promise<Result>;

type Waiter = { go(): void; fail(): void };

/**
 * Work that costs much, at most `size` at a time. Networks take turns, so whoever sends a hundred waits behind one of
 * everybody else's. When `waiting` wait, the newest of the network that has most gives way, never another's.
 */
export function createFairQueue({ size, waiting }: { size: number; waiting: number }): TakeTurns {
  let running = 0;
  let count = 0;
  /** In the order of their next turn; none is empty. */
  const queues = new Map<string, Waiter[]>();

  function longest(): Waiter[] | undefined {
    let found: Waiter[] | undefined;
    for (const queue of queues.values()) if (queue.length > (found?.length ?? 0)) found = queue;
    return found;
  }

  async function wait(name: string): Promise<void> {
    const mine = queues.get(name) ?? [];
    if (count >= waiting) {
      const most = longest();
      // One more of mine would be as many as theirs: it is I who has most, or all have one.
      if (most === undefined || mine.length + 1 >= most.length) throw new Busy('too many at once');
      most.pop()?.fail();
      count--;
    }
    await new Promise<void>((go, fail) => {
      mine.push({ go, fail: () => fail(new Busy('too many at once')) });
      queues.set(name, mine);
      count++;
    });
  }

  /** The turn is handed on, so `running` only falls when nobody waits. */
  function next(): void {
    const [first] = queues;
    if (first === undefined) {
      running--;
      return;
    }
    const [name, queue] = first;
    queues.delete(name);
    const waiter = queue.shift();
    if (queue.length > 0) queues.set(name, queue);
    count--;
    waiter?.go();
  }

  return async (bucket, work) => {
    if (running >= size) await wait(bucket ?? '');
    else running++;
    try {
      return await work();
    } finally {
      next();
    }
  };
}
