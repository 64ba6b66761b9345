/** Every planted trespass must be reported where it stands; the one honest file must not be. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { after, before, test } from 'node:test';
import { waysRound } from '../../tools/fences.ts';

const trespasses: Record<string, string> = {
  'src/reports/report/into-another.ts': `import { openDesk } from '#desks/queries/open-desk.ts';\nexport default openDesk;\n`,
  'src/reports/report/over-the-wall.ts': `import { openDesk } from '../../desks/queries/open-desk.ts';\nexport default openDesk;\n`,
  'src/reports/report/re-export.ts': `export { openDesk } from '#warnings/queries/x.ts';\n`,
  'src/reports/report/lazy.ts': `export const x = import('#warnings/queries/x.ts');\n`,
  'src/reports/report/reads-config.ts': `import { config } from '#config.ts';\nexport default config;\n`,
  'src/reports/report/environment.ts': `export const port = process.env['PORT'];\n`,
  'src/reports/report/require.ts': `import { createRequire } from 'node:module';\nexport default createRequire(import.meta.url)('pg');\n`,
  'src/reports/rules/not-pure.ts': `import { readFileSync } from 'node:fs';\nexport default readFileSync;\n`,
  'src/reports/rules/through-a-door.ts': `import { openDesk } from '#desks/queries/open-desk.ts';\nexport default openDesk;\n`,
  'src/reports/rules/queries.ts': `import { store } from '../queries/store.ts';\nexport default store;\n`,
  'src/reports/report/report.browser.ts': `import pg from 'pg';\nexport default pg;\n`,
  'src/warnings/check/check.browser.ts': `import { pool } from '#kit/database/connect.ts';\nexport default pool;\n`,
  'src/warnings/check/drags-a-server.browser.ts': `import { openDesk } from '#desks/index.ts';\nexport default openDesk;\n`,
  'src/warnings/check/check.worker.ts': `import { randomBytes } from 'node:crypto';\nexport default randomBytes;\n`,
  'src/desks/inbox/into-evaluator.ts': `import { key } from '#evaluator/key.ts';\nexport default key;\n`,
  'src/kit/html/knows-too-much.ts': `import { openDesk } from '#desks/index.ts';\nexport default openDesk;\n`,
  'src/kit/html/walks-out.ts': `import { openDesk } from '../../desks/index.ts';\nexport default openDesk;\n`,
  'src/sealed/not-pure.ts': `import { randomBytes } from 'node:crypto';\nexport default randomBytes;\n`,
  'src/sealed/blind/knows-kit.ts': `import { now } from '#kit/clock.ts';\nexport default now;\n`,
  'src/evaluator/knows-desks.ts': `import { openDesk } from '#desks/index.ts';\nexport default openDesk;\n`,
  'src/routes.ts': `import { openDesk } from '#desks/index.ts';\nexport default openDesk;\n`,
};
const honest: Record<string, string> = {
  'src/reports/report/honest.ts': `import { openDesk } from '#desks/index.ts';\nexport default openDesk;\n`,
  'src/reports/report/honest.browser.ts': `import { openDesk } from '#desks/browser.ts';\nexport default openDesk;\n`,
};

let house: string;
before(() => {
  house = mkdtempSync(join(tmpdir(), 'waymark-fence-'));
  cpSync('.oxlintrc.json', join(house, '.oxlintrc.json'));
  cpSync('tsconfig.json', join(house, 'tsconfig.json'));
  symlinkSync(resolve('node_modules'), join(house, 'node_modules'));
  const files = { ...trespasses, ...honest };
  for (const [file, source] of Object.entries(files)) {
    mkdirSync(dirname(join(house, file)), { recursive: true });
    writeFileSync(join(house, file), source);
  }
});
after(() => rmSync(house, { recursive: true }));

test('every planted trespass is reported by the linter', () => {
  const linter = spawnSync(
    process.execPath,
    [resolve('node_modules/oxlint/bin/oxlint'), '-f', 'json', 'src'],
    { cwd: house, encoding: 'utf8' },
  );
  const fences = [
    'eslint(no-restricted-imports)',
    'eslint-plugin-node(no-process-env)',
    'node(no-process-env)',
  ];
  const seen = (
    JSON.parse(linter.stdout) as { diagnostics: { filename: string; code: string }[] }
  ).diagnostics.filter(({ code }) => fences.includes(code));
  const reported = new Set(seen.map(({ filename }) => filename));
  assert.deepEqual(
    Object.keys(trespasses).filter((file) => !reported.has(file)),
    [],
    'trespasses that went unreported',
  );
  assert.deepEqual(
    Object.keys(honest).filter((file) => reported.has(file)),
    [],
    'honest imports that were reported',
  );
});

test('what the linter cannot see is found in the text', () => {
  for (const source of [
    `type T = import('#desks/queries/x.ts').T`,
    'const x = import(name)',
    `createRequire(here)('pg')`,
  ])
    assert.notDeepEqual(waysRound(source), [], source);
  for (const source of [
    `import('./x.ts')`,
    `type T = import('#desks/index.ts').T`,
    `import('#sealed/words.ts')`,
  ])
    assert.deepEqual(waysRound(source), [], source);
});
