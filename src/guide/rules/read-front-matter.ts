/** What stands between two lines of `---` at the head of a page: `key: value`, or `key:` and below it `- ` items. */
export type Entry = { line: number; values: readonly string[]; list: boolean };
export type FrontMatter = { entries: ReadonlyMap<string, Entry>; body: string; bodyLine: number };
export type Wrong = { ok: false; line: number; why: string };

/** Lines count from 1. What editors on other systems add (a mark at the beginning, their line ends) changes nothing. */
export function readFrontMatter(text: string): { ok: true; found: FrontMatter } | Wrong {
  const wrong = (line: number, why: string): Wrong => ({ ok: false, line, why });
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  if (lines[0] !== '---') return wrong(1, 'expected --- and the facts of the page below it');
  const end = lines.indexOf('---', 1);
  if (end < 0) return wrong(1, 'expected a second --- after the facts of the page');
  const entries = new Map<string, { line: number; values: string[]; list: boolean }>();
  let open: { line: number; values: string[]; list: boolean } | null = null;
  for (const [at, said] of lines.slice(1, end).entries()) {
    const line = at + 2;
    if (said.trim() === '') continue;
    const item = /^ *- +(.*\S) *$/.exec(said);
    if (item) {
      if (open === null) return wrong(line, 'expected a key before this item');
      open.values.push(item[1] ?? '');
      continue;
    }
    const pair = /^([a-zA-Z]+):(?: +(.*\S))? *$/.exec(said);
    if (!pair) return wrong(line, 'expected "key: value" or "- item"');
    const [, key = '', value] = pair;
    const before = entries.get(key);
    if (before) return wrong(line, `${key} stands twice (first in line ${before.line})`);
    const made = { line, values: value === undefined ? [] : [value], list: value === undefined };
    entries.set(key, made);
    open = value === undefined ? made : null;
  }
  for (const [key, { line, values }] of entries)
    if (values.length === 0) return wrong(line, `${key} is empty`);
  return { ok: true, found: { entries, body: lines.slice(end + 1).join('\n'), bodyLine: end + 2 } };
}
