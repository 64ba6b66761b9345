import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import * as v from 'valibot';
import { readPackJson } from './read-pack-json.ts';

const said = v.pipe(v.string(), v.trim(), v.minLength(1, 'some text'));
const day = v.pipe(v.string(), v.isoDate('a date such as 2026-11-23'));

const Line = v.strictObject({
  id: v.pipe(v.string(), v.regex(/^[a-z][a-z0-9-]{1,39}$/, 'small letters, digits and hyphens')),
  name: said,
  /** What one does with `value`: call it, send a text to it, press it during a call. */
  kind: v.picklist(['call', 'text', 'keys'], 'call, text or keys'),
  value: v.pipe(v.string(), v.regex(/^\+?[0-9][0-9 ]{1,18}$/, 'digits, with spaces where people pause')),
  /** Fixed in law or by the network: known to everybody, and never past its date. */
  emergency: v.boolean('true or false'),
  state: v.picklist(['confirmed', 'unverified', 'wrong', 'stale'], 'confirmed, unverified, wrong or stale'),
  sources: v.pipe(v.array(said), v.minLength(1, 'one source')),
  /** The person who rang it; null while nobody has. */
  checkedBy: v.nullable(said),
  checkedOn: v.nullable(day),
  nextCheck: v.nullable(day),
  /** For staff: why it is as it is. Never shown to the public. */
  note: v.optional(said),
});

const Lines = v.pipe(
  v.array(Line),
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed) return;
    const lines = dataset.value;
    const complain = (at: number, key: keyof v.InferOutput<typeof Line>, message: string) =>
      addIssue({
        message,
        path: [
          { type: 'array', origin: 'value', input: lines, key: at, value: lines[at] },
          { type: 'object', origin: 'value', input: lines[at] as never, key, value: null },
        ],
      });
    for (const [at, line] of lines.entries()) {
      const { emergency, state, checkedBy, checkedOn, nextCheck } = line;
      if (lines.findIndex(({ id }) => id === line.id) !== at)
        complain(at, 'id', 'an id that no other line has');
      if (emergency && state !== 'confirmed')
        complain(at, 'state', 'confirmed, since it is an emergency line');
      if (!emergency && state === 'confirmed') {
        if (checkedBy === null) complain(at, 'checkedBy', 'who rang it: a line is confirmed by a person');
        if (checkedOn === null) complain(at, 'checkedOn', 'the day on which it was rung');
        if (nextCheck === null) complain(at, 'nextCheck', 'the day by which it must be rung again');
      }
      if (checkedOn !== null && nextCheck !== null && nextCheck < checkedOn)
        complain(at, 'nextCheck', 'a day after checkedOn');
    }
  }),
);

/** A telephone line for everybody in the area, kept apart from its services and reviewed on its own. */
export type Line = v.InferOutput<typeof Line>;
export type LinesLoaded = { ok: true; lines: readonly Line[] } | { ok: false; why: string };

/** Whether the public may read and dial it. @param today ISO date */
export const mayShow = (line: Line, today: string): boolean =>
  line.state === 'confirmed' &&
  (line.emergency || (line.checkedBy !== null && line.nextCheck !== null && line.nextCheck >= today));

/** Reads `<folder>/lines.json`. A refusal is one line: the file, the line, where in it and what is expected. */
export function loadLines(folder: string): LinesLoaded {
  const file = join(basename(folder), 'lines.json');
  try {
    return readLines(readFileSync(join(folder, 'lines.json'), 'utf8'), file);
  } catch (error) {
    return { ok: false, why: `${file} cannot be read (${String((error as NodeJS.ErrnoException).code)}).` };
  }
}

export function readLines(text: string, file: string): LinesLoaded {
  const read = readPackJson(Lines, text, file);
  return read.ok ? { ok: true, lines: read.value } : read;
}
