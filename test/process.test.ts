/** The process as an operator meets it: one command, one line when something is wrong, a clean end. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import pg from 'pg';
import { findRunning } from '#kit/database/embedded.ts';
import { signArea } from '#sealed/area-statement.ts';
import { verifyKeyOf } from '#sealed/signed.ts';
import { freePort } from './support/free-port.ts';
import { answers, run, until } from './support/process.ts';

let folder: string;
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'waymark-process-'));
});
after(() => rmSync(folder, { recursive: true, force: true }));

test('starts, answers, refuses a second on the same data, stops cleanly and starts again', async () => {
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const environment = { PORT: String(port), DATA_DIR: join(folder, 'data') };
  const first = run(environment);
  await until(() => answers(origin), `a start (${first.said()})`);
  assert.deepEqual(await (await fetch(`${origin}/healthz`)).json(), { status: 'up' });
  assert.match(first.said(), new RegExp(`Waymark is at ${origin}`));

  const second = run({ ...environment, PORT: String(await freePort()) });
  assert.equal(await second.ended, 1);
  assert.equal(
    second
      .said()
      .trim()
      .split('\n')
      .filter((line) => !line.startsWith('PostgreSQL runs as')).length,
    1,
    second.said(),
  );
  assert.ok(await answers(origin), 'the first was disturbed by the second');

  const key = join(folder, 'data-keys', 'service-key');
  assert.equal(statSync(key).mode & 0o777, 0o600);
  const secret = readFileSync(key, 'utf8');

  const began = performance.now();
  first.child.kill('SIGTERM');
  assert.equal(await first.ended, 0);
  assert.ok(performance.now() - began < 10_000);

  const again = run(environment);
  await until(() => answers(origin), `a second start (${again.said()})`);
  assert.equal(readFileSync(key, 'utf8'), secret);
  again.child.kill('SIGTERM');
  assert.equal(await again.ended, 0);
});

/** Processes of ours that hold the evaluation key, with the command line and environment that others may read. */
function evaluatorsOf(pid: number): { pid: string; shown: string }[] {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ');
  return children
    .filter((child) => child !== '')
    .map((child) => ({
      pid: child,
      shown: ['cmdline', 'environ'].map((file) => readFileSync(`/proc/${child}/${file}`, 'utf8')).join(),
    }))
    .filter(({ shown }) => shown.includes('evaluator/main.ts'));
}

test('the evaluator is a process of its own that shows no login, and ends when the application is killed', async () => {
  const port = await freePort();
  const killed = run({ PORT: String(port), DATA_DIR: join(folder, 'killed') });
  await until(() => answers(`http://localhost:${port}`), `a start (${killed.said()})`);
  const [evaluator, ...others] = evaluatorsOf(killed.child.pid ?? 0);
  assert.ok(evaluator);
  assert.deepEqual(others, []);
  assert.doesNotMatch(evaluator.shown, /waymark_evaluator|password|keys/);
  killed.child.kill('SIGKILL');
  await killed.ended;
  await until(() => !existsSync(`/proc/${evaluator.pid}`), 'the end of the evaluator');
});

test('a wrong setting stops the start with one line that names it', async () => {
  for (const [name, value] of [
    ['PORT', 'eighty'],
    ['ORIGIN', 'http://127.0.0.1:8080'],
    ['AREA_PACKS', 'areas/nowhere'],
  ] as const) {
    const wrong = run({ DATA_DIR: join(folder, 'never'), [name]: value });
    assert.equal(await wrong.ended, 1);
    assert.equal(wrong.said().trim().split('\n').length, 1, wrong.said());
    assert.match(wrong.said(), name === 'AREA_PACKS' ? /nowhere\/area\.json/ : new RegExp(`^${name} `));
  }
});

test('an area pack with one wrong line stops the start, and the line is named', async () => {
  const pack = join(folder, 'wrong-pack');
  cpSync('test/areas/littleford', pack, { recursive: true });
  const environment = { DATA_DIR: join(folder, 'wrong-data'), PORT: String(await freePort()) };
  const page = join(pack, 'guide/en/town.md');
  writeFileSync(page, `${readFileSync(page, 'utf8')}\n<script>alert(1)</script>\n`);
  const wrong = run({ ...environment, AREA_PACKS: pack });
  assert.equal(await wrong.ended, 1);
  assert.match(
    wrong.said(),
    /^wrong-pack\/guide\/en\/town\.md:17: HTML is not passed on: write Markdown\.\n$/,
  );
  const twice = run({ ...environment, AREA_PACKS: 'test/areas/littleford,test/areas/littleford' });
  assert.equal(await twice.ended, 1);
  assert.match(twice.said(), /^AREA_PACKS is wrong: .* two are littleford\.\n$/);
  assert.ok(!existsSync(environment.DATA_DIR));
});

test('the demo refuses a directory that holds data it did not make', async () => {
  const dataDir = join(folder, 'foreign');
  mkdirSync(dataDir);
  writeFileSync(join(dataDir, 'PG_VERSION'), '18');
  const child = spawn(process.execPath, ['tools/demo.ts'], {
    env: { PATH: process.env['PATH'] ?? '', DATA_DIR: dataDir },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (part: Buffer) => (said += part.toString()));
  assert.deepEqual(await once(child, 'exit'), [1, null]);
  assert.match(said, /holds data that the demo did not make/);
});

test('a key that was lost is not replaced in silence: the start says which file has to come back', async () => {
  const environment = { DATA_DIR: join(folder, 'lost'), PORT: String(await freePort()) };
  const origin = `http://localhost:${environment.PORT}`;
  const first = run(environment);
  await until(() => answers(origin), `a start (${first.said()})`);
  const about = (await (await fetch(`${origin}/api/areas/chesterfield`)).json()) as { serviceKey: string };
  const keys = (await (await fetch(`${origin}/api/areas/chesterfield/evaluation-keys`)).json()) as {
    publicKeys: string[];
  };
  const seed = new Uint8Array(32).fill(5);
  const statement = { area: 'chesterfield', issue: 1, serviceKey: about.serviceKey };
  const running = findRunning(environment.DATA_DIR) ?? assert.fail('no database');
  const client = new pg.Client({ ...running, database: 'waymark' });
  await client.connect();
  await client.query('insert into desks.area_root values ($1, $2, $3, current_date)', [
    'chesterfield',
    Buffer.from(verifyKeyOf(seed)),
    JSON.stringify(signArea({ ...statement, voprfPublicKeys: keys.publicKeys }, seed)),
  ]);
  await client.end();
  first.child.kill('SIGTERM');
  assert.equal(await first.ended, 0);

  for (const name of ['evaluator-key', 'service-key']) {
    const file = join(folder, 'lost-keys', name);
    const kept = readFileSync(file, 'utf8');
    rmSync(file);
    const refused = run(environment);
    assert.equal(await refused.ended, 1);
    assert.match(
      refused.said(),
      new RegExp(`${name} in KEYS_DIR is not the one that the root of Chesterfield`),
    );
    writeFileSync(file, kept);
  }
  const again = run(environment);
  await until(() => answers(origin), `a start with the keys back (${again.said()})`);
  again.child.kill('SIGTERM');
  assert.equal(await again.ended, 0);
});
