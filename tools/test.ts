/**
 * Runs every test once and ends with one line, `N passed, N failed`. `--proof` runs the long evidence
 * (`*.proof.ts`) instead; further words pick the files whose path contains one of them.
 */
import { globSync } from 'node:fs';
import { resolve } from 'node:path';
import { run } from 'node:test';
import { keepAssets } from '../src/kit/assets/keep-assets.ts';
import { startTestCluster } from '../test/support/database.ts';

const words = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const ending = process.argv.includes('--proof') ? 'proof' : 'test';
const files = globSync([`src/**/*.${ending}.ts`, `test/**/*.${ending}.ts`])
  .filter((file) => words.length === 0 || words.some((word) => file.includes(word)))
  // What takes a browser and minutes first, so that no lane is left alone with it at the end.
  .toSorted((a, b) => Number(b.startsWith('test/')) - Number(a.startsWith('test/')) || (a < b ? -1 : 1));

const began = performance.now();
// Every file runs in a process of its own: what they would each compile again is kept for them once.
process.env['NODE_COMPILE_CACHE'] ??= resolve('node_modules/.cache/node');
await keepAssets();
if (ending === 'proof') process.env['WAYMARK_LONG'] = '1';
if (words.length === 0 && ending === 'test') process.env['WAYMARK_NO_PICTURES'] = '1';
const cluster = await startTestCluster();
process.env['WAYMARK_TEST_CLUSTER'] = JSON.stringify(cluster.connection);

const counts = { passed: 0, failed: 0, skipped: 0 };
const slowest: { name: string; seconds: number }[] = [];
try {
  const stream = run({ files, concurrency: 2, timeout: 300_000 });
  stream.on('test:pass', ({ name, details, skip, file }) => {
    if (details.type === 'suite') return;
    if (skip === undefined || skip === false) counts.passed += 1;
    else {
      counts.skipped += 1;
      console.log(`skipped: ${name}${typeof skip === 'string' ? ` (${skip})` : ''}`);
    }
    slowest.push({ name: `${file ?? ''} ${name}`, seconds: details.duration_ms / 1000 });
  });
  stream.on('test:fail', ({ name, details, file, line }) => {
    if (
      details.type === 'suite' &&
      details.error.cause !== undefined &&
      String(details.error.message).includes('subtest')
    )
      return;
    counts.failed += 1;
    console.log(
      `\nFAILED ${name}\n  ${file ?? ''}:${line ?? ''}\n${String((details.error.cause as Error | undefined)?.stack ?? details.error.cause ?? details.error)}\n`,
    );
  });
  stream.on('test:summary', ({ file, duration_ms }) => {
    if (file !== undefined) slowest.push({ name: file, seconds: duration_ms / 1000 });
  });
  stream.on('test:stderr', ({ message }) => process.stderr.write(message));
  for await (const event of stream) void event;
} finally {
  await cluster.stop();
}

for (const { name, seconds } of slowest.toSorted((a, b) => b.seconds - a.seconds).slice(0, 12))
  console.log(`${seconds.toFixed(1)} s  ${name}`);
console.log(`${files.length} files in ${((performance.now() - began) / 1000).toFixed(0)} s`);
console.log(
  `${counts.passed} passed, ${counts.failed} failed${counts.skipped > 0 ? `, ${counts.skipped} skipped` : ''}`,
);
process.exitCode = counts.failed > 0 || counts.passed === 0 ? 1 : 0;
