import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fetchAgain } from './fetch-again.ts';

function line(...answers: (number | 'lost')[]): { send: typeof fetch; sent: () => number } {
  let sent = 0;
  const send = async (): Promise<Response> => {
    const answer = answers[sent++] ?? 200;
    if (answer === 'lost') throw new TypeError('network');
    return new Response(null, { status: answer });
  };
  return { send, sent: () => sent };
}

test('it comes back after a lost network and a busy server, and waits longer each time', async () => {
  const { send, sent } = line('lost', 503, 'lost', 201);
  const waits: number[] = [];
  const answer = await fetchAgain(
    '/x',
    { method: 'POST' },
    { send, chance: () => 0.5, wait: async (ms) => void waits.push(ms) },
  );
  assert.equal(answer.status, 201);
  assert.equal(sent(), 4);
  assert.deepEqual(waits, [1_000, 2_000, 4_000]);
});

test('a refusal is an answer: it is not sent again', async () => {
  for (const status of [409, 413, 422, 429, 500]) {
    const { send, sent } = line(status);
    assert.equal((await fetchAgain('/x', {}, { send, wait: async () => undefined })).status, status);
    assert.equal(sent(), 1);
  }
});

test('it gives up after the last attempt and stops when it is told to', async () => {
  const lost = line('lost', 'lost', 'lost');
  await assert.rejects(
    fetchAgain('/x', {}, { send: lost.send, attempts: 3, wait: async () => undefined }),
    TypeError,
  );
  const busy = line(503, 503);
  assert.equal(
    (await fetchAgain('/x', {}, { send: busy.send, attempts: 2, wait: async () => undefined })).status,
    503,
  );
  const stop = new AbortController();
  const stopped = line('lost');
  const wait = async (): Promise<void> => stop.abort(new Error('stopped'));
  await assert.rejects(fetchAgain('/x', {}, { send: stopped.send, stop: stop.signal, wait }), /stopped/);
  assert.equal(stopped.sent(), 1);
});
