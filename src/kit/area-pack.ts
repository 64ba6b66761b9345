import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import * as v from 'valibot';
import { readPackJson } from './read-pack-json.ts';

const said = v.pipe(v.string(), v.trim(), v.minLength(1, 'some text'));
const id = v.pipe(v.string(), v.regex(/^[a-z][a-z0-9-]{1,39}$/, 'small letters, digits and hyphens'));

const Organisation = v.strictObject({ id, name: said });
/** A desk says when it reads and how soon it answers: a person who writes to it must know. */
const Desk = v.strictObject({
  id,
  organisation: id,
  name: said,
  purpose: said,
  /** Whose it is, where it is not one of support: it is given only what somebody released to it. */
  liaison: v.optional(v.picklist(['police', 'slavery'], 'police or slavery')),
  hours: said,
  answersWithin: said,
  /** The same in days, for machines: after so many somebody who waits is told that we are late. */
  answersWithinDays: v.optional(
    v.pipe(
      v.number('a whole number of days'),
      v.integer('a whole number of days'),
      v.minValue(1, 'one day or more'),
    ),
    7,
  ),
  /** Where this desk is told that services need a look; a number and a link, no names. Absent: only on its pages. */
  factsMail: v.optional(v.pipe(v.string(), v.email('an e-mail address'))),
  /** When somebody reads, for machines: what `hours` says to people. Absent: never promised. */
  reads: v.optional(
    v.array(
      v.strictObject({
        /** 1 is Monday. */
        days: v.array(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(7))),
        from: v.pipe(v.string(), v.regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time such as 09:00')),
        to: v.pipe(v.string(), v.regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'a time such as 17:00')),
      }),
    ),
  ),
});

const Pack = v.pipe(
  v.strictObject({
    id,
    name: said,
    /** The first one is spoken where no other is asked for. */
    languages: v.pipe(
      v.array(v.picklist(['en', 'ro'], 'a language that Waymark speaks')),
      v.minLength(1, 'one language'),
    ),
    /** Where Leave goes: a site that nobody wonders about. */
    ordinarySite: v.pipe(
      v.string(),
      v.url('an address beginning with https://'),
      v.startsWith('https://', 'an address beginning with https://'),
    ),
    /** Of the area's root key, 32 hex digits; null until the first desk was set up and somebody has put it here. */
    rootFingerprint: v.nullable(v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/, '32 hexadecimal digits'))),
    organisations: v.pipe(v.array(Organisation), v.minLength(1, 'one organisation')),
    desks: v.pipe(v.array(Desk), v.minLength(1, 'one desk')),
  }),
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed) return;
    const { desks, organisations } = dataset.value;
    const complain = (list: 'desks' | 'organisations', at: number, key: string, message: string) =>
      addIssue({
        message,
        path: [
          { type: 'object', origin: 'value', input: dataset.value, key: list, value: dataset.value[list] },
          {
            type: 'array',
            origin: 'value',
            input: dataset.value[list],
            key: at,
            value: dataset.value[list][at],
          },
          { type: 'object', origin: 'value', input: dataset.value[list][at] as never, key, value: null },
        ],
      });
    for (const [at, desk] of desks.entries()) {
      if (desks.findIndex((other) => other.id === desk.id) !== at)
        complain('desks', at, 'id', 'an id that no other desk has');
      if (!organisations.some((one) => one.id === desk.organisation))
        complain('desks', at, 'organisation', 'the id of an organisation in this pack');
    }
    for (const [at, one] of organisations.entries())
      if (organisations.findIndex((other) => other.id === one.id) !== at)
        complain('organisations', at, 'id', 'an id that no other organisation has');
  }),
);

/** One town's desks, languages and texts, as they stand in its folder's `area.json`. */
export type AreaPack = v.InferOutput<typeof Pack>;
export type Desk = AreaPack['desks'][number];
export type PackLoaded = { ok: true; pack: AreaPack } | { ok: false; why: string };

/** Reads `<folder>/area.json`. A refusal is one line: the file, the line, where in it and what is expected. */
export function loadAreaPack(folder: string): PackLoaded {
  const file = join(basename(folder), 'area.json');
  let text: string;
  try {
    text = readFileSync(join(folder, 'area.json'), 'utf8');
  } catch (error) {
    return { ok: false, why: `${file} cannot be read (${String((error as NodeJS.ErrnoException).code)}).` };
  }
  return readAreaPack(text, file);
}

export function readAreaPack(text: string, file: string): PackLoaded {
  const read = readPackJson(Pack, text, file);
  return read.ok ? { ok: true, pack: read.value } : read;
}
