/**
 * Writes .oxlintrc.json from the list of capabilities, and looks for the ways round it that the linter
 * cannot see. `--write` saves the file; without it a difference or a way round is an error.
 *
 * A later override replaces an earlier one for the same rule, so every glob carries its whole list.
 */
import { globSync, readFileSync, writeFileSync } from 'node:fs';

const capabilities = ['desks', 'directory', 'guide', 'notifications', 'reports', 'warnings'];
const serverOnly = [
  'node:*',
  'node:*/**',
  'pg',
  'kysely',
  'hono',
  'hono/**',
  '@hono/**',
  'libsodium-wrappers-sumo',
  'sharp',
  'pino',
];

type Pattern = { group: string[]; message: string };
const others = (mine: string) => capabilities.filter((name) => name !== mine);
const waysOut = (mine: string) =>
  [1, 2, 3].flatMap((depth) =>
    [...others(mine), 'kit', 'sealed', 'evaluator'].map((name) => `${'../'.repeat(depth)}${name}/**`),
  );

function doors(mine: string): Pattern {
  return {
    group: [
      '#*/**',
      '#config.ts',
      '!#kit/**',
      '!#sealed/**',
      '!#routes.ts',
      '!#*/index.ts',
      ...waysOut(mine),
    ],
    message:
      'Outside a capability only #kit, #sealed, #routes.ts or another capability’s index.ts (ARCHITECTURE.md, Fences).',
  };
}
const noServer: Pattern = {
  group: [...serverOnly, '#kit/database/**', '#kit/http/**', '#config.ts', '#evaluator/**'],
  message: 'This file runs in a browser or is pure: no server parts here.',
};
/** A capability's browser half has a door of its own, browser.ts; index.ts would carry the server along. */
const inBrowser = (mine: string): Pattern => ({
  group: [...doors(mine).group, '#*/index.ts', '!#*/browser.ts', ...noServer.group],
  message: `${noServer.message} Another capability’s browser half is reached by its browser.ts.`,
});
const noRequire = {
  name: 'node:module',
  importNames: ['createRequire'],
  message: 'createRequire walks round the fences.',
};

function restrict(files: string[], patterns: Pattern[], rules: Record<string, unknown> = {}) {
  return { files, rules: { 'no-restricted-imports': ['error', { paths: [noRequire], patterns }], ...rules } };
}

const overrides = [
  restrict(['src/**'], [], { 'node/no-process-env': 'error' }),
  restrict(['src/routes.ts'], [{ group: ['*', '**'], message: 'routes.ts is a leaf: it imports nothing.' }]),
  { files: ['src/main.ts', 'src/evaluator/main.ts'], rules: { 'node/no-process-env': 'off' } },
  restrict(
    ['src/kit/**'],
    [
      {
        group: [
          '#*/**',
          '#config.ts',
          '!#kit/**',
          '!#sealed/**',
          '!#routes.ts',
          ...waysOut('').filter((way) => !/\/(kit|sealed)\//.test(way)),
        ],
        message: 'kit knows no capability.',
      },
    ],
  ),
  restrict(
    ['src/kit/device/**'],
    [
      noServer,
      {
        group: ['#*/**', '!#kit/**', '!#sealed/**', '!#routes.ts', '#kit/database/**', '#kit/http/**'],
        message: 'kit knows no capability.',
      },
    ],
  ),
  restrict(
    ['src/kit/device/**/*.test.ts'],
    [{ group: ['#*/**', '!#kit/**', '!#sealed/**', '!#routes.ts'], message: 'kit knows no capability.' }],
  ),
  restrict(
    ['src/sealed/**'],
    [
      {
        group: [
          '#*/**',
          '!#sealed/**',
          ...serverOnly,
          ...waysOut('').filter((way) => !/\/sealed\//.test(way)),
        ],
        message: 'sealed is pure: no I/O, no clock, no framework.',
      },
    ],
  ),
  restrict(
    ['src/sealed/**/*.test.ts'],
    [{ group: ['#*/**', '!#sealed/**'], message: 'sealed is pure: no I/O, no clock, no framework.' }],
  ),
  restrict(
    ['src/evaluator/**'],
    [
      {
        group: ['#*/**', '!#sealed/**', '!#kit/**', '!#evaluator/**'],
        message: 'The evaluator holds a key: it knows no capability.',
      },
    ],
  ),
  ...capabilities.flatMap((name) => [
    restrict([`src/${name}/**`], [doors(name)]),
    restrict(
      [
        `src/${name}/**/*.browser.ts`,
        `src/${name}/**/*.worker.ts`,
        `src/${name}/browser.ts`,
        `src/${name}/browser/**`,
      ],
      [inBrowser(name)],
    ),
    restrict(
      [`src/${name}/rules/**`],
      [
        noServer,
        {
          group: ['../queries/**', '#kit/**', ...doors(name).group.filter((way) => way !== '!#kit/**')],
          message: 'A rule is pure: no I/O.',
        },
      ],
    ),
    restrict(
      [`src/${name}/**/*.test.ts`],
      [{ group: ['#config.ts', ...waysOut(name)], message: doors(name).message }],
    ),
  ]),
];

const config = {
  $schema: './node_modules/oxlint/configuration_schema.json',
  plugins: ['typescript', 'unicorn', 'oxc', 'import', 'node', 'promise'],
  options: { typeAware: true },
  categories: { correctness: 'error' },
  rules: {
    'typescript/no-floating-promises': [
      'error',
      {
        allowForKnownSafeCalls: [
          { from: 'package', name: ['test', 'describe', 'it', 'before', 'after'], package: 'node:test' },
        ],
      },
    ],
    'typescript/no-misused-promises': 'error',
    'typescript/await-thenable': 'error',
    'typescript/no-explicit-any': 'error',
    'typescript/consistent-type-imports': 'error',
    'no-console': 'off',
    // Our object types write functions as methods; none of them uses `this`.
    'typescript/unbound-method': 'off',
    eqeqeq: 'error',
  },
  ignorePatterns: ['node_modules', 'build', 'test/fence/trespass/**'],
  overrides,
};

/** What no-restricted-imports cannot see: type imports by expression, computed imports, require. */
export function waysRound(source: string): string[] {
  const found: string[] = [];
  if (/\bcreateRequire\b/.test(source)) found.push('createRequire');
  for (const [call] of source.matchAll(/\bimport\((?!\s*['"](?:\.\/|\.\.\/|#|node:|[a-z@])).{0,40}/g))
    found.push(`import expression: ${call}`);
  for (const [call] of source.matchAll(/\bimport\(\s*['"]#(?!kit\/|sealed\/|[a-z-]+\/index\.ts).{0,40}/g))
    found.push(`import expression: ${call}`);
  return found;
}
if (import.meta.main) {
  const wanted = `${JSON.stringify(config, null, 2)}\n`;
  const complaints: string[] = [];
  if (process.argv.includes('--write')) writeFileSync('.oxlintrc.json', wanted);
  else if (readFileSync('.oxlintrc.json', 'utf8') !== wanted)
    complaints.push('.oxlintrc.json differs from tools/fences.ts: run `npm run fences`.');
  for (const file of globSync('src/**/*.ts'))
    for (const way of waysRound(readFileSync(file, 'utf8'))) complaints.push(`${file}: ${way}`);
  for (const file of globSync('src/*/*/*/**/*.ts'))
    if (!/^src\/(kit|sealed|evaluator)\//.test(file))
      complaints.push(`${file}: more than two levels inside a capability`);
  for (const complaint of new Set(complaints)) console.error(complaint);
  if (complaints.length > 0) process.exitCode = 1;
}
