import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { systemClock } from '#kit/clock.ts';
import { finishTokens, prepareTokens, weekOf } from '#sealed/blind/token.ts';
import { blind, finish } from '#sealed/blind/voprf.ts';
import { createTestDatabase, type TestDatabase } from '../../test/support/database.ts';
import { connectEvaluators } from './connect.ts';
import { evaluateBatch } from './evaluate-batch.ts';
import { startEvaluator } from './start-evaluator.ts';
import { tokenKeyOfWeek } from './week-keys.ts';

let db: TestDatabase;
let keysDir: string;
const ends: (() => Promise<void>)[] = [];
before(async () => {
  db = await createTestDatabase();
  await db.pool('owner').query(`insert into kit.area (id) values ('testfield') on conflict do nothing`);
  keysDir = mkdtempSync(join(tmpdir(), 'waymark-keys-'));
});
after(async () => {
  for (const end of ends) await end();
  await db.drop();
  rmSync(keysDir, { recursive: true });
});

const random = (length: number): Uint8Array => new Uint8Array(randomBytes(length));
const start = (said: string[] = []) =>
  startEvaluator({ keysDir, areas: [], connection: db.evaluatorConnection }, (line) => void said.push(line));

test('killed under load it comes back with the same key, answers everyone, and has forgotten no spent token', async () => {
  const said: string[] = [];
  const started = await start(said);
  assert.ok(started.ok);
  // Also where an assertion fails: a process left behind would keep the file from ending.
  ends.push(started.stop);
  assert.equal(statSync(dirname(started.socket)).mode & 0o777, 0o700);
  assert.equal(statSync(started.socket).mode & 0o077, 0);
  assert.equal(statSync(join(keysDir, 'evaluator-key')).mode & 0o777, 0o600);
  const evaluators = connectEvaluators([{ socket: started.socket }]);
  const shown = await evaluators.keys('testfield');
  const publicKey = new Uint8Array(Buffer.from(shown.publicKeys[0] ?? '', 'hex'));

  const master = Buffer.from(readFileSync(join(keysDir, 'evaluator-key'), 'utf8').trim(), 'hex');
  const tokenKey = tokenKeyOfWeek(new Uint8Array(master), 'testfield', weekOf(systemClock.today()));
  const tokens = [1, 2, 3].flatMap(() => {
    const pending = prepareTokens(20, 'testfield', tokenKey.publicKey, random);
    const issued = evaluateBatch(
      tokenKey,
      pending.map(({ blinded }) => blinded),
    );
    assert.ok(issued.ok);
    const finished = finishTokens(pending, issued, tokenKey.publicKey);
    assert.ok(finished.ok);
    return finished.tokens;
  });

  const first = started.pid();
  assert.ok(first !== undefined);
  let answered = 0;
  const checks = tokens.map(async (token) => {
    const pending = blind(new TextEncoder().encode('phone:+447700900123'), random);
    const answer = await evaluators.evaluate('testfield', [token], pending.blinded);
    if (++answered === 5) process.kill(first, 'SIGKILL');
    assert.ok(answer.ok, 'why' in answer ? answer.why : '');
    assert.ok(finish([pending], answer.answers[0] ?? assert.fail(), publicKey).ok);
  });
  await Promise.all(checks);
  assert.notEqual(started.pid(), first);
  assert.deepEqual(said, ['The evaluator ended and is started again.']);
  assert.deepEqual(await evaluators.keys('testfield'), shown);
  for (const token of tokens) {
    const { blinded } = blind(new Uint8Array([1]), random);
    assert.deepEqual(await evaluators.evaluate('testfield', [token], blinded), { ok: false, why: 'spent' });
  }

  await started.stop();
  assert.ok(!existsSync(dirname(started.socket)));
  const gone = connectEvaluators([{ socket: started.socket }], 300);
  await assert.rejects(gone.keys('testfield'), { name: 'Refused', status: 503, why: 'evaluator-away' });
});

test('a damaged key stops the start with one line', async () => {
  writeFileSync(join(keysDir, 'evaluator-key'), 'not a key\n');
  assert.deepEqual(await start(), {
    ok: false,
    why: 'evaluator-key in KEYS_DIR is damaged: expected 64 hexadecimal digits.',
  });
});
