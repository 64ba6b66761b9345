import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { createBodyBudget } from './body-budget.ts';
import { readBytes, readForm } from './read-body.ts';
import { Refused } from './refusal.ts';

const MIB = 1024 * 1024;
const why = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
    return 'done';
  } catch (error) {
    return error instanceof Refused ? `${error.status} ${error.why}` : String(error);
  }
};

test('long bodies wait for each other, small ones never wait for them', async () => {
  const budget = createBodyBudget({ large: 4 * MIB, small: MIB });
  const first = budget.hold(4 * MIB);
  await first.grow(4 * MIB);
  const second = budget.hold(2 * MIB);
  let through = false;
  const waiting = second.grow(2 * MIB).then(() => (through = true));
  const small = budget.hold(1000);
  await small.grow(1000);
  assert.equal(through, false);
  first.release();
  await waiting;
  assert.deepEqual(budget.held(), { small: 1000, large: 2 * MIB });
  second.release();
  second.release();
  small.release();
  assert.deepEqual(budget.held(), { small: 0, large: 0 });
});

test('who stands still loses the room that others wait for; who waits too long is told to come again', async () => {
  const budget = createBodyBudget({ large: MIB, still: 30, patience: 10_000 });
  const dribbler = budget.hold(MIB);
  await dribbler.grow(MIB);
  const evicted = why(dribbler.evicted).then((said) => {
    dribbler.release();
    return said;
  });
  const other = budget.hold(MIB);
  await other.grow(MIB);
  assert.equal(await evicted, '503 too-slow');

  const busy = createBodyBudget({ large: MIB, still: 10_000, patience: 40 });
  const holder = busy.hold(MIB);
  await holder.grow(MIB);
  assert.equal(await why(busy.hold(MIB).grow(1)), '503 busy');
  assert.equal(busy.held().large, MIB);
});

const there = async (hold: { evicted: Promise<never> }): Promise<string> =>
  await Promise.race([why(hold.evicted), Promise.resolve('there')]);

test('a byte every four seconds keeps no room from others; slow 3G does', async () => {
  let at = 0;
  const budget = createBodyBudget({ large: 2 * MIB, now: () => at });
  const [dribbler, slowly, other] = [budget.hold(MIB), budget.hold(MIB), budget.hold(MIB)];
  await dribbler.grow(MIB - 10);
  for (let i = 0; i < 8; i++) {
    at += 4_000;
    await dribbler.grow(1);
    // 50 KB a second, and eight seconds of every twelve without a mast.
    if (i % 3 === 2) await slowly.grow(200_000);
  }
  const waiting = why(other.grow(MIB - 100_000));
  assert.equal(await why(dribbler.evicted), '503 too-slow');
  dribbler.release();
  assert.equal(await waiting, 'done');
  assert.equal(await there(slowly), 'there');
  // A small body may be slower still.
  const small = createBodyBudget({ small: 20_000, now: () => at });
  const [gprs, next] = [small.hold(20_000), small.hold(20_000)];
  for (let i = 0; i < 3; i++) {
    at += 4_000;
    await gprs.grow(6_000);
  }
  const queued = why(next.grow(20_000));
  await pause(600);
  assert.equal(await there(gprs), 'there');
  gprs.release();
  assert.equal(await queued, 'done');
});

test('one network holds at most half of the room, and waits behind nobody but itself', async () => {
  const budget = createBodyBudget({ large: 4 * MIB });
  const holds = ['a', 'a', 'a', 'b', null].map((bucket) => budget.hold(MIB, bucket));
  const [first = assert.fail(), second = assert.fail(), third = assert.fail(), ...others] = holds;
  await Promise.all([first.grow(MIB), second.grow(MIB)]);
  let through = false;
  const waiting = third.grow(MIB).then(() => (through = true));
  for (const other of others) await other.grow(MIB);
  assert.equal(through, false);
  assert.equal(budget.held().large, 4 * MIB);
  first.release();
  await waiting;
  for (const one of [second, third, ...others]) one.release();
  assert.deepEqual(budget.held(), { small: 0, large: 0 });
});

test('bodies that wait for each other do not all fail: the newest gives way', async () => {
  let at = 0;
  const budget = createBodyBudget({ large: 2 * MIB, patience: 40, now: () => at });
  const [older, newer] = [budget.hold(2 * MIB), budget.hold(2 * MIB)];
  await Promise.all([older.grow(MIB), newer.grow(MIB)]);
  const said = [older, newer].map((hold) =>
    why(hold.grow(MIB / 2)).then((how) => {
      if (how !== 'done') hold.release();
      return how;
    }),
  );
  // By the real clock the older one alone may have waited long enough when somebody looks.
  at = 40;
  assert.deepEqual(await Promise.all(said), ['done', '503 busy']);
});

/** A body of `length` bytes of which `sent` arrive, then nothing until it is cancelled. */
function dribble(length: number, sent: number): Request {
  let first = true;
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      if (!first) return await pause(10_000, undefined, { ref: false });
      first = false;
      controller.enqueue(new Uint8Array(sent));
    },
  });
  return new Request('http://localhost/', {
    method: 'PUT',
    body,
    duplex: 'half',
    headers: { 'content-length': String(length) },
  } as RequestInit);
}

test('a sender who stops in the middle is let go of while others wait, and a body is read whole otherwise', async () => {
  const budget = createBodyBudget({ large: MIB, still: 30 });
  const [slow, quick] = [budget.hold(MIB), budget.hold(MIB)];
  const slowly = why(readBytes(dribble(MIB, MIB / 2), MIB, slow).finally(() => slow.release()));
  await pause(20);
  const sent = new Uint8Array(MIB).fill(9);
  const request = new Request('http://localhost/', {
    method: 'PUT',
    body: sent,
    headers: { 'content-length': String(sent.length) },
  });
  assert.deepEqual(await readBytes(request, MIB, quick), sent);
  assert.equal(await slowly, '503 too-slow');
});

test('a sender’s word for the length is not believed', async () => {
  for (const [said, most] of [
    ['10', 1000],
    [String(4 * MIB), 5 * MIB],
  ] as const) {
    const body = new Uint8Array(900).fill(3);
    const request = new Request('http://localhost/', {
      method: 'PUT',
      body,
      headers: { 'content-length': said },
    });
    assert.deepEqual(await readBytes(request, most, createBodyBudget().hold(10)), body);
  }
  const long = new Request('http://localhost/', { method: 'PUT', body: new Uint8Array(1001) });
  assert.equal(await why(readBytes(long, 1000, createBodyBudget().hold(null))), '413 too-large');
});

test('a form with files is read as the platform reads it, without copies of the files', async () => {
  const form = new FormData();
  form.append('story', 'Zeile\r\n"eins" ünd 日本');
  form.append('kinds', 'robbery');
  form.append('kinds', 'other');
  form.append('pictures', new File([new Uint8Array([0, 13, 10, 45, 45, 255])], 'Bild "1".png'));
  form.append('pictures', new File([], ''));
  const read = await readForm(
    new Request('http://localhost/', { method: 'POST', body: form }),
    MIB,
    createBodyBudget().hold(null),
  );
  assert.deepEqual(
    [...read.fields],
    [
      ['story', ['Zeile\r\n"eins" ünd 日本']],
      ['kinds', ['robbery', 'other']],
    ],
  );
  assert.deepEqual(
    read.files.map(({ field, bytes }) => [field, [...bytes]]),
    [['pictures', [0, 13, 10, 45, 45, 255]]],
  );
  assert.equal(read.files[0]?.name, 'Bild "1".png');
});

test('a form that breaks off, or has no boundary, is refused and never a fault', async () => {
  const head = 'multipart/form-data; boundary=x';
  const cases: [string, string][] = [
    [head, '--x\r\ncontent-disposition: form-data; name="a"\r\n\r\nno end'],
    [head, '--x\r\ncontent-disposition: form-data; name="a"'],
    [head, '--x\r\nnonsense\r\n\r\nvalue\r\n--x--'],
    [head, ''],
    ['multipart/form-data', '--x--'],
    [`${head}${'y'.repeat(300)}`, '--x--'],
  ];
  for (const [type, body] of cases) {
    const request = new Request('http://localhost/', {
      method: 'POST',
      body,
      headers: { 'content-type': type },
    });
    assert.equal(
      await why(readForm(request, MIB, createBodyBudget().hold(null))),
      '422 not-a-form',
      `${type} ${body}`,
    );
  }
});
