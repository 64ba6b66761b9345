/**
 * The measurements, as a table and as bench/result.json: each beside the limit that was measured in the same run, and
 * beside what we want of it. `npm run bench -- word` runs those whose name has the word and keeps the others' last rows.
 */
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { basename } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Bench, Row } from './row.ts';

const file = 'bench/result.json';

type Measured = Row & { ratio?: number; met?: boolean };
type Result = Record<string, { day: string; machine: string; rows: Measured[] }>;

/** Four figures that mean something, and no more. */
const rounded = (value: number): number => Number(value.toPrecision(4));

export function judge(row: Row): Measured {
  const ratio = row.limit === undefined ? undefined : row.value / row.limit;
  const { least, most, ratio: share } = row.aim ?? {};
  const met =
    row.value >= (least ?? -Infinity) &&
    row.value <= (most ?? Infinity) &&
    (ratio ?? 0) >= (share ?? -Infinity);
  return {
    ...row,
    value: rounded(row.value),
    ...(row.limit === undefined ? {} : { limit: rounded(row.limit) }),
    ...(ratio === undefined ? {} : { ratio: Number(ratio.toFixed(2)) }),
    ...(row.aim ? { met } : {}),
  };
}

const number = (value: number): string => value.toLocaleString('en-GB', { maximumFractionDigits: 2 });

function wanted({ least, most, ratio }: NonNullable<Row['aim']>): string {
  return [
    least === undefined ? '' : `≥ ${number(least)}`,
    most === undefined ? '' : `≤ ${number(most)}`,
    ratio === undefined ? '' : `≥ ${number(100 * ratio)} % of the limit`,
  ]
    .filter((part) => part !== '')
    .join(' and ');
}

function table(rows: readonly Measured[]): string {
  const cells = rows.map((row) => [
    row.name,
    `${number(row.value)}${row.unit.startsWith('/') ? '' : ' '}${row.unit}`.trimEnd(),
    row.limit === undefined ? '' : `${number(row.limit)} (${row.limitIs ?? ''})`,
    row.ratio === undefined ? '' : `${Math.round(100 * row.ratio)} %`,
    row.aim ? `${wanted(row.aim)}: ${row.met === true ? 'met' : 'NOT MET'}` : '',
  ]);
  const head = ['measured', 'value', 'limit in the same run', 'share', 'wanted'];
  const widths = head.map((title, at) => Math.max(title.length, ...cells.map((row) => row[at]?.length ?? 0)));
  return [head, widths.map((width) => '-'.repeat(width)), ...cells]
    .map((row) =>
      row
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function earlier(): Result {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Result;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw error;
  }
}

if (import.meta.main) {
  const words = process.argv.slice(2);
  const machine = `${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.versions.node}, clients on the same machine`;
  const files = globSync('bench/*.bench.ts')
    .filter((path) => words.length === 0 || words.some((word) => path.includes(word)))
    .toSorted();
  for (const path of files) {
    const name = basename(path, '.bench.ts');
    const { default: bench } = (await import(pathToFileURL(path).href)) as { default: Bench };
    const rows = (await bench()).map(judge);
    console.log(`\n${name}\n${table(rows)}`);
    const day = new Date().toISOString().slice(0, 10);
    writeFileSync(file, `${JSON.stringify({ ...earlier(), [name]: { day, machine, rows } }, null, 2)}\n`);
  }
  if (files.length === 0) {
    console.error('No measurement has that name.');
    process.exitCode = 1;
  }
}
