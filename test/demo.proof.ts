/** `npm run demo` as somebody who tries Waymark meets it. The long evidence: filling takes about a minute. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { launchBrowser, visit } from './support/browser.ts';
import { freePort } from './support/free-port.ts';
import * as story from './support/story.ts';

let folder: string;
let browser: Browser;
let environment: Record<string, string>;
before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'waymark-demo-'));
  browser = await launchBrowser();
  environment = {
    PATH: process.env['PATH'] ?? '',
    PORT: String(await freePort()),
    DATA_DIR: join(folder, 'data'),
  };
});
after(async () => {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
});

async function run(): Promise<{ line: string; stop: () => Promise<void> }> {
  const child: ChildProcess = spawn(process.execPath, ['tools/demo.ts'], {
    env: environment,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let said = '';
  child.stdout?.on('data', (part: Buffer) => (said += part.toString()));
  const until = Date.now() + 240_000;
  const line = () => said.split('\n').find((one) => one.startsWith('{"origin"'));
  while (line() === undefined && child.exitCode === null && Date.now() < until)
    await new Promise((later) => setTimeout(later, 200));
  return {
    line: line() ?? assert.fail('no line'),
    async stop() {
      child.kill('SIGTERM');
      if (child.exitCode === null) await once(child, 'exit');
    },
  };
}

test('fills itself once, prints one line, and everything in that line works', async () => {
  const first = await run();
  const { origin, signIn, cards, wayBack } = JSON.parse(first.line) as {
    origin: string;
    signIn: { phrase: string }[];
    cards: string[];
    wayBack: string[];
  };
  const desk = await visit(browser);
  await story.signIn(desk.page, origin, signIn[1]?.phrase ?? '');
  await desk.page.locator('#records').getByRole('button', { name: 'Robbery' }).waitFor();
  const member = await visit(browser);
  await story.joinCard(member.page, origin, cards[0] ?? '');
  assert.match(await story.lookUp(member.page, origin, '0044 7700 900 123'), /There is a warning/);
  await story.comeBack(member.page, origin, wayBack[0] ?? '');
  await Promise.all([desk.close(), member.close()]);
  await first.stop();
  const again = await run();
  assert.equal(again.line, first.line);
  await again.stop();
});
