import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Busy, createFairQueue } from './fair-queue.ts';

/** A queue whose work ends when it is told to, and what has begun, in order. */
function steered(options: { size: number; waiting: number }) {
  const takeTurns = createFairQueue(options);
  const begun: string[] = [];
  const ends: (() => void)[] = [];
  return {
    begun,
    ask: async (bucket: string | null, name: string) =>
      await takeTurns(bucket, async () => {
        begun.push(name);
        await new Promise<void>((end) => void ends.push(end));
        return name;
      }),
    async end(count = 1) {
      for (let i = 0; i < count; i++) {
        ends.shift()?.();
        await new Promise((done) => setImmediate(done));
      }
    },
  };
}
const outcome = async (work: Promise<string>): Promise<string> =>
  await work.catch((error: unknown) => (error instanceof Busy ? 'busy' : String(error)));

test('no more than its size run at once, and networks take turns however many each has sent', async () => {
  const queue = steered({ size: 2, waiting: 100 });
  const flood = Array.from({ length: 20 }, (_, at) => queue.ask('flood', `flood ${at}`));
  const others = [queue.ask('her', 'her 1'), queue.ask('her', 'her 2'), queue.ask(null, 'onion')];
  assert.deepEqual(queue.begun, ['flood 0', 'flood 1']);
  await queue.end(5);
  assert.deepEqual(queue.begun.slice(2), ['flood 2', 'her 1', 'onion', 'flood 3', 'her 2']);
  await queue.end(30);
  assert.equal(new Set(await Promise.all([...flood, ...others])).size, 23);
});

test('when it is full the network that has most gives way; nobody else’s place is taken', async () => {
  const queue = steered({ size: 1, waiting: 4 });
  const flood = [0, 1, 2, 3, 4, 5].map((at) => outcome(queue.ask('flood', `flood ${at}`)));
  const hers = [outcome(queue.ask('her', 'her 1')), outcome(queue.ask('onion', 'onion'))];
  const second = outcome(queue.ask('her', 'her 2'));
  // One runs and four waited; the sixth had no place, and hers took those of the newest of them.
  assert.equal(await flood[5], 'busy');
  assert.deepEqual([await flood[4], await flood[3]], ['busy', 'busy']);
  assert.equal(await second, 'busy');
  await queue.end(10);
  assert.deepEqual(await Promise.all(hers), ['her 1', 'onion']);
  assert.deepEqual(queue.begun, ['flood 0', 'flood 1', 'her 1', 'onion', 'flood 2']);
  const later = queue.ask('flood', 'flood 6');
  await queue.end();
  assert.equal(await later, 'flood 6');
});

test('work that fails gives its turn to the next', async () => {
  const takeTurns = createFairQueue({ size: 1, waiting: 3 });
  const failing = takeTurns('a', async () => await Promise.reject(new TypeError('fault')));
  const next = takeTurns('b', async () => 'done');
  await assert.rejects(failing, TypeError);
  assert.equal(await next, 'done');
});
