/** Everything that was sent becomes services, or reasons. What of it is kept the database decides. */
import { setImmediate } from 'node:timers/promises';
import { importWords as words } from '../messages/import.en.ts';
import { said } from '../rules/said.ts';
import type { Service } from '../rules/service.ts';
import { fromHsds } from './from-hsds.ts';
import {
  type Incoming,
  type Read,
  type Refusal,
  type Sent,
  type Where,
  isRecord,
  textOf,
} from './incoming.ts';
import { readCsvFiles } from './read-csv.ts';
import { readJsonFile } from './read-json.ts';
import * as v from 'valibot';

/** More than any area has; whoever has more takes them in in parts. */
export const mostServices = 5_000;
/** Services that are looked at before others have their turn. */
const AT_ONCE = 20;

export type Outcome = { name: string; where: Where } & (
  | { kind: 'taken'; service: Service; without: readonly string[] }
  | { kind: 'refused'; reasons: readonly Refusal[] }
);
/** `refused`: files, lines and rows that belong to no service of these. */
export type TakenIn = { outcomes: Outcome[]; refused: Refusal[] };

/** A file's name as it may be said. */
const nameOf = (typed: string): string => {
  const name = (typed.split(/[/\\]/).at(-1) ?? '').slice(0, 100);
  return v.is(said, name) ? name : 'file';
};

function readFiles(files: readonly Sent[]): Read {
  const read: Read = { incoming: [], refused: [] };
  const csv: { name: string; text: string }[] = [];
  for (const file of files) {
    const name = nameOf(file.name);
    const text = textOf(file);
    if (text === null) read.refused.push({ file: name, line: 1, why: words.notUtf8 });
    else if (/\.csv$/i.test(name)) csv.push({ name, text });
    else if (/\.(?:json|ndjson|jsonl)$/i.test(name)) {
      const { incoming, refused } = readJsonFile(text, name);
      read.incoming.push(...incoming);
      read.refused.push(...refused);
    } else read.refused.push({ file: name, line: 1, why: words.kindUnknown });
  }
  if (csv.length > 0) {
    const { incoming, refused } = readCsvFiles(csv);
    read.incoming.push(...incoming);
    read.refused.push(...refused);
  }
  return read;
}

export async function takeIn(
  files: readonly Sent[],
  from: { source: string; today: string },
): Promise<TakenIn> {
  const { incoming, refused } = readFiles(files);
  const all = incoming.slice(0, mostServices);
  const [next] = incoming.slice(mostServices);
  if (next !== undefined) refused.push({ ...next.at([]), why: words.tooMany(mostServices) });
  const seen = new Map<string, Where>();
  const one = ({ value, at }: Incoming): Outcome => {
    const where = at([]);
    const named =
      isRecord(value) && typeof value['name'] === 'string' ? value['name'].slice(0, 120).trim() : '';
    const name = named === '' ? words.unnamed : named;
    const taken = fromHsds(value, from);
    if (!taken.ok) {
      const reasons = taken.why.map(({ path, expected }) => ({
        ...at(path),
        why: words.expected(path.join('.'), expected),
      }));
      return { kind: 'refused', name, where, reasons };
    }
    const { service, without } = taken;
    const before = seen.get(service.id);
    if (before !== undefined)
      return {
        kind: 'refused',
        name,
        where,
        reasons: [{ ...at(['id']), why: words.duplicate(before.file, before.line) }],
      };
    seen.set(service.id, where);
    return { kind: 'taken', name, where, service, without };
  };
  const outcomes: Outcome[] = [];
  for (const [at, record] of all.entries()) {
    // Whoever reports something meanwhile does not wait for the whole of it.
    if (at % AT_ONCE === 0) await setImmediate();
    outcomes.push(one(record));
  }
  return { outcomes, refused };
}
