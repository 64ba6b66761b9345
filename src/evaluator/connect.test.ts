import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import pg from 'pg';
import { standingClock } from '#kit/clock.ts';
import { joinOutputs } from '#sealed/blind/derive-tag.ts';
import { finishTokens, prepareTokens } from '#sealed/blind/token.ts';
import { blind, finish } from '#sealed/blind/voprf.ts';
import { createTestDatabase, type TestDatabase } from '../../test/support/database.ts';
import { areaKey } from './area-key.ts';
import { connectEvaluators } from './connect.ts';
import { evaluateInput } from './evaluate-batch.ts';
import { openEvaluator } from './open-evaluator.ts';
import { serveEvaluator } from './serve.ts';

const random = (length: number): Uint8Array => new Uint8Array(randomBytes(length));
const masters = [random(32), random(32)];
const hex = (text: string | undefined): Uint8Array => new Uint8Array(Buffer.from(text ?? '', 'hex'));
const input = new TextEncoder().encode('phone:+447700900123');

const databases: TestDatabase[] = [];
const pools: pg.Pool[] = [];
const servers: Server[] = [];
let folder: string;
before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'waymark-'));
  for (const [at, master] of masters.entries()) {
    const db = await createTestDatabase();
    await db.pool('owner').query(`insert into kit.area (id) values ('testfield') on conflict do nothing`);
    const pool = new pg.Pool(db.evaluatorConnection);
    const evaluator = openEvaluator({
      master,
      pool,
      clock: standingClock('2026-11-24T12:00:00Z'),
      workerKeyOf: async () => null,
      countCards: async () => 1,
    });
    const server = serveEvaluator(evaluator, { error: () => undefined });
    // One here, by its socket; one at another organisation, by its address.
    server.listen(at === 0 ? { path: join(folder, 's') } : { port: 0, host: '127.0.0.1' });
    await once(server, 'listening');
    databases.push(db);
    pools.push(pool);
    servers.push(server);
  }
});
after(async () => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
  for (const pool of pools) await pool.end();
  for (const db of databases) await db.drop();
  rmSync(folder, { recursive: true });
});
const port = (): number => ((servers[1] ?? assert.fail()).address() as AddressInfo).port;

test('two evaluators give tokens and outputs that only both together can make', async () => {
  const both = connectEvaluators([{ socket: join(folder, 's') }, { url: `http://127.0.0.1:${port()}/` }]);
  const keys = await both.keys('testfield');
  assert.equal(new Set([...keys.publicKeys, ...keys.tokenKeys]).size, 4);
  const wanted = keys.tokenKeys.map((key) => prepareTokens(2, 'testfield', hex(key), random));
  const issued = await both.issue(
    'testfield',
    wanted.map((pending) => pending.map(({ blinded }) => blinded)),
  );
  assert.ok(issued.ok);
  const tokens = issued.answers.map((answer, at) => {
    const finished = finishTokens(wanted[at] ?? [], answer, hex(keys.tokenKeys[at]));
    assert.ok(finished.ok);
    return finished.tokens;
  });
  const pay = (at: number): Uint8Array[] => tokens.map((mine) => mine[at] ?? assert.fail());

  const pending = blind(input, random);
  const answer = await both.evaluate('testfield', pay(0), pending.blinded);
  assert.ok(answer.ok);
  const outputs = answer.answers.map((one, at) => {
    const finished = finish([pending], one, hex(keys.publicKeys[at]));
    assert.ok(finished.ok);
    return finished.outputs[0] ?? assert.fail();
  });
  const alone = masters.map((master) => evaluateInput(areaKey(master, 'testfield'), input));
  assert.deepEqual(Buffer.from(joinOutputs(outputs)), Buffer.from(joinOutputs(alone)));

  const crossed = await both.evaluate('testfield', pay(1).toReversed(), pending.blinded);
  assert.deepEqual(crossed, { ok: false, why: 'bad-token' });
  assert.deepEqual(await both.evaluate('testfield', pay(1).slice(1), pending.blinded), {
    ok: false,
    why: 'bad-token',
  });
});

test('one of two that is away, or that answers nonsense, is away: nothing half is handed on', async () => {
  const said = ['{"ok":', '{"publicKey":"00"}'];
  const nonsense = createServer((_, response) => void response.end(said.shift() ?? '[]'));
  nonsense.listen(0, '127.0.0.1');
  await once(nonsense, 'listening');
  const bad = `http://127.0.0.1:${(nonsense.address() as AddressInfo).port}`;
  for (const url of [bad, 'http://127.0.0.1:1']) {
    const half = connectEvaluators([{ socket: join(folder, 's') }, { url }], 300);
    await assert.rejects(half.keys('testfield'), { name: 'Refused', status: 503, why: 'evaluator-away' });
  }
  nonsense.closeAllConnections();
  nonsense.close();
});
