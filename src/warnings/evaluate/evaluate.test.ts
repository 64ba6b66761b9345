import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, beforeEach, describe, test } from 'node:test';
import { ed25519 } from '@noble/curves/ed25519.js';
import { deskRequestBytes } from '#sealed/blind/desk-request.ts';
import { finishTokens, prepareTokens } from '#sealed/blind/token.ts';
import { type Blinded, blind, finish } from '#sealed/blind/voprf.ts';
import { generateWorkerKeys } from '#sealed/worker-keys.ts';
import { type TestApplication, startApplication } from '../../../test/support/application.ts';
import { type TestDesk, type TestWorker, setUpDesk } from '../../../test/support/desk.ts';

let app: TestApplication;
let desk: TestDesk;
before(async () => {
  app = await startApplication();
  desk = await setUpDesk(app, { workers: 2 });
});
after(() => app.close());

const random = (length: number): Uint8Array => new Uint8Array(randomBytes(length));
const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'base64'));
const base64 = (value: Uint8Array): string => Buffer.from(value).toString('base64');
const hex = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'hex'));
const input = new TextEncoder().encode('phone:+447700900123');

type Told = { title?: string; detail?: string; evaluated: string[]; proofs: string[]; answers: Proven[] };
type Proven = { evaluated: string[]; proof: string };
async function post(path: string, body: unknown, cookie = ''): Promise<{ status: number; told: Told }> {
  const answer = await fetch(`${app.origin}/api/areas/chesterfield/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie },
    body: JSON.stringify(body),
  });
  const told = (await answer.json()) as Told;
  assert.equal(
    answer.headers.get('content-type'),
    answer.ok ? 'application/json' : 'application/problem+json',
  );
  return { status: answer.status, told };
}
const refused = async (path: string, body: unknown, status: number, why: string, cookie = '') => {
  const answer = await post(path, body, cookie);
  assert.deepEqual([answer.status, answer.told.title], [status, why]);
};

/** A token as a card would have it; what stands between, the cards' own tests go through. */
async function takeTokens(count: number): Promise<Uint8Array[]> {
  const { tokenKeys } = await app.evaluators.keys('chesterfield');
  const tokenKey = hex(tokenKeys[0] ?? '');
  const pending = prepareTokens(count, 'chesterfield', tokenKey, random);
  const answer = await app.evaluators.issue('chesterfield', [pending.map(({ blinded }) => blinded)]);
  assert.ok(answer.ok, 'why' in answer ? answer.why : '');
  const finished = finishTokens(pending, answer.answers[0] ?? assert.fail(), tokenKey);
  assert.ok(finished.ok);
  return finished.tokens;
}

describe('a check with a token', () => {
  before(() => app.setCards(1));

  test('is answered with a proof under the key that everyone is shown, and may be sent again', async () => {
    const shown = await fetch(`${app.origin}/api/areas/chesterfield/evaluation-keys`);
    assert.equal(shown.headers.get('cache-control'), 'public, max-age=300');
    const { publicKeys, day } = (await shown.json()) as { publicKeys: string[]; day: string };
    assert.equal(day, app.clock.today());
    const [token] = await takeTokens(1);
    const pending = blind(input, random);
    const body = { tokens: [base64(token ?? assert.fail())], blinded: base64(pending.blinded) };
    const outputs: string[] = [];
    for (const again of [1, 2]) {
      const { status, told } = await post('evaluate', body);
      assert.equal(status, 200, String(again));
      const answer = { evaluated: told.evaluated.map(bytes), proof: bytes(told.proofs[0] ?? '') };
      const finished = finish([pending], answer, hex(publicKeys[0] ?? ''));
      assert.ok(finished.ok);
      outputs.push(base64(finished.outputs[0] ?? assert.fail()));
    }
    assert.equal(outputs[0], outputs[1]);
    const other = { ...body, blinded: base64(blind(input, random).blinded) };
    await refused('evaluate', other, 409, 'spent');
  });

  test('with a forged token, a wrong element or anything malformed is refused, and costs no token', async () => {
    const [token] = await takeTokens(1);
    const good = base64(token ?? assert.fail());
    const blinded = base64(blind(input, random).blinded);
    await refused('evaluate', { tokens: [good], blinded: base64(new Uint8Array(32)) }, 422, 'bad-element');
    await refused(
      'evaluate',
      { tokens: [good], blinded: base64(new Uint8Array(32).fill(255)) },
      422,
      'bad-element',
    );
    const forged = base64(bytes(good).map((byte, at) => (at === 161 ? byte ^ 1 : byte)));
    await refused('evaluate', { tokens: [forged], blinded }, 403, 'bad-token');
    await refused('evaluate', { tokens: [good, good], blinded }, 403, 'bad-token');
    for (const body of [{}, { tokens: [], blinded }, { tokens: [good], blinded: 'AAAA' }, { tokens: good }])
      await refused('evaluate', body, 422, 'malformed');
    assert.equal((await post('evaluate', { tokens: [good], blinded })).status, 200);
  });

  test('a token of the week before last is refused', async () => {
    const [token] = await takeTokens(1);
    const body = {
      tokens: [base64(token ?? assert.fail())],
      blinded: base64(blind(input, random).blinded),
    };
    const now = app.clock.now().toString();
    app.clock.advance({ days: 14 });
    await refused('evaluate', body, 403, 'bad-token');
    app.clock.set(now);
    assert.equal((await post('evaluate', body)).status, 200);
  });

  test('no more tokens are given out on a day than 20 for each card', async () => {
    app.clock.advance({ days: 1 });
    app.setCards(2);
    await takeTokens(20);
    await takeTokens(20);
    const pending = prepareTokens(1, 'chesterfield', random(32), random);
    const one = [pending.map(({ blinded }) => blinded)];
    const answer = await app.evaluators.issue('chesterfield', one);
    assert.deepEqual(answer, { ok: false, why: 'too-many-today' });
    app.clock.advance({ days: 1 });
    assert.ok((await app.evaluators.issue('chesterfield', one)).ok);
    // The same batch, whose answer was lost, is not counted twice.
    assert.ok((await app.evaluators.issue('chesterfield', one)).ok);
    await takeTokens(19);
  });
});

test('without a card there are no tokens', async () => {
  const body = {
    locator: '0'.repeat(32),
    day: app.clock.today(),
    blinded: [[base64(blind(input, random).blinded)]],
    signature: base64(random(64)),
  };
  await refused('tokens', body, 403, 'no-such-card');
  await refused('tokens', { ...body, blinded: [[]] }, 422, 'malformed');
});

describe('a desk worker', () => {
  beforeEach(async () => {
    // The days that went by above would have ended the sessions.
    await app.database.pools.owner.query('update desks.session set last_seen = $1', [
      new Date(app.clock.now().epochMilliseconds),
    ]);
  });
  const ask = (worker: TestWorker, pending: Blinded[], change: { day?: string; seed?: Uint8Array } = {}) => {
    const blinded = pending.map((one) => one.blinded);
    const day = change.day ?? app.clock.today();
    const signed = deskRequestBytes({ area: 'chesterfield', workerId: worker.id, day, blinded });
    const signature = ed25519.sign(signed, change.seed ?? worker.keys.signingSeed);
    return { desk: desk.desk, day, blinded: blinded.map(base64), signature: base64(signature) };
  };
  const some = (count: number): Blinded[] => Array.from({ length: count }, () => blind(input, random));

  test('has 20 at once evaluated by a signature, and 100 a day', async () => {
    const [worker] = desk.workers;
    assert.ok(worker);
    const { publicKeys } = await app.evaluators.keys('chesterfield');
    let body = {};
    for (let batch = 0; batch < 5; batch++) {
      const pending = some(20);
      body = ask(worker, pending);
      const { status, told } = await post('desk/evaluate', body, worker.cookie);
      assert.equal(status, 200, told.title);
      const [answer] = told.answers;
      assert.ok(answer);
      const proven = { evaluated: answer.evaluated.map(bytes), proof: bytes(answer.proof) };
      assert.ok(finish(pending, proven, hex(publicKeys[0] ?? '')).ok);
    }
    assert.equal((await post('desk/evaluate', body, worker.cookie)).status, 200, 'a retry costs nothing');
    await refused('desk/evaluate', ask(worker, some(1)), 429, 'too-many-today', worker.cookie);
    await refused('desk/evaluate', ask(worker, some(21)), 422, 'malformed', worker.cookie);
  });

  test('with another’s signature, on another day or at another desk is refused', async () => {
    const worker = desk.workers[1] ?? assert.fail();
    const { cookie } = worker;
    const { signingSeed } = generateWorkerKeys(random);
    await refused('desk/evaluate', ask(worker, some(1), { seed: signingSeed }), 403, 'bad-signature', cookie);
    const late = await post('desk/evaluate', ask(worker, some(1), { day: '2026-11-01' }), cookie);
    assert.deepEqual(
      [late.status, late.told.title, late.told.detail],
      [422, 'another-day', app.clock.today()],
    );
    await refused('desk/evaluate', { ...ask(worker, some(1)), desk: 'outside' }, 403, 'not-yours', cookie);
  });

  test('is nobody where the chain does not reach the pinned root, or forgot an epoch that was seen', async () => {
    const worker = desk.workers[1] ?? assert.fail();
    const { owner } = app.database.pools;
    const pending = some(1);
    const { blinded, signature, day } = ask(worker, pending);
    const request = {
      area: 'chesterfield',
      desk: desk.desk,
      worker: worker.id,
      day,
      blinded: blinded.map(bytes),
      signature: bytes(signature),
    };
    const asked = async () => await app.evaluators.evaluateForDesk(request);
    assert.ok((await asked()).ok);
    const { rows } = await owner.query<{ envelope: string }>(
      'select envelope from desks.epoch where desk_id = $1',
      [desk.desk],
    );
    const ghost = JSON.parse(rows[0]?.envelope ?? '') as { signatures: unknown[] };
    const set = async (envelope: unknown) =>
      await owner.query('update desks.epoch set envelope = $1 where desk_id = $2', [
        JSON.stringify(envelope),
        desk.desk,
      ]);
    await set({ ...ghost, signatures: ghost.signatures.slice(1) });
    assert.deepEqual(await asked(), { ok: false, why: 'not-a-member' });
    await set(ghost);
    assert.ok((await asked()).ok);
    await owner.query(`update evaluator.chain_pin set digest = decode(repeat('00', 32), 'hex'), number = 0`);
    await set({ ...ghost, note: 'read again' });
    assert.deepEqual(await asked(), { ok: false, why: 'not-a-member' });
  });
});
