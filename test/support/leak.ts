/**
 * Looks for a secret in everything the server keeps, in whatever way it may have been written. Whoever changes this
 * runs test/privacy/canary-instrument.test.ts, which plants a leak for each writing and must find all of them.
 */
import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Writing, normalise } from '#sealed/identifiers.ts';
import { compressedIn } from './compressed.ts';
import type { TestDatabase } from './database.ts';

/**
 * One way to write a secret: `of` names the secret, `as` the writing. `whole`: it is so short that a part of a longer
 * word or number may be the same by chance, and counts only where none goes on before or after it.
 */
export type Needle = { of: string; as: string; bytes: Buffer; whole?: true };
export type Leak = { of: string; as: string; where: string };

const latin = (text: string): Buffer => Buffer.from(text, 'latin1');

/** The part of a base64 text that does not depend on what stands before and after, for each of three alignments. */
function base64At(bytes: Buffer, alignment: 0 | 1 | 2): string {
  const text = Buffer.concat([Buffer.alloc(alignment), bytes])
    .toString('base64')
    .replace(/=+$/, '');
  const uncertain = (alignment + bytes.length) % 3 === 0 ? 0 : 1;
  return text.slice([0, 2, 3][alignment], text.length - uncertain);
}

/** Characters of the shortest form that is looked for, and of one that may stand inside a longer word. */
export const SHORTEST = 7;
const SHORTEST_INSIDE = 10;

/**
 * What pglz leaves of bytes that it cannot shorten: a control byte of zero before every eight of them. Sixteen in a row
 * with the control byte in the middle are looked for at each of eight places, for a piece of a value whose beginning is
 * gone; whole values are opened (compressed.ts). (lz4 leaves such bytes as they are.)
 */
function asPglz(bytes: Buffer): Buffer[] {
  return [0, 1, 2, 3, 4, 5, 6, 7]
    .filter((start) => start + 16 <= bytes.length)
    .map((start) =>
      Buffer.concat([
        bytes.subarray(start, start + 8),
        Buffer.alloc(1),
        bytes.subarray(start + 8, start + 16),
      ]),
    );
}

/**
 * Every writing of one secret. `forms` are further spellings that software makes of it (a number as E.164, a text
 * without spaces); each is looked for in every writing. A form of 7 to 9 characters is looked for as a word of its own;
 * a shorter one would be found by chance.
 */
export function writingsOf(of: string, forms: readonly string[]): Needle[] {
  const { found, add, addBase64, addHashes } = collect(of);
  for (const form of forms) {
    if (form.length < SHORTEST) throw new RangeError(`${form} is too short to be looked for`);
    const whole = form.length < SHORTEST_INSIDE;
    const bytes = Buffer.from(form, 'utf8');
    const utf16 = Buffer.from(form, 'utf16le');
    add('utf-8', bytes, whole);
    add('utf-16le', utf16);
    add('utf-16be', Buffer.from(utf16).swap16());
    addBase64(bytes);
    for (const [as, text] of [
      ['hex', bytes.toString('hex')],
      ['percent', encodeURIComponent(form)],
      ['percent', [...bytes].map((byte) => `%${byte.toString(16).padStart(2, '0').toUpperCase()}`).join('')],
      ['form', encodeURIComponent(form).replaceAll('%20', '+')],
      ['json', JSON.stringify(form).slice(1, -1)],
    ] as const) {
      for (const spelled of [text, text.toUpperCase(), text.toLowerCase()])
        add(as, latin(spelled), spelled.length < SHORTEST_INSIDE);
    }
    for (const part of asPglz(bytes)) add('pglz', part);
    addHashes(bytes);
  }
  return [...found.values()];
}

/** Every writing of a key or another secret of bytes; `bytes` has 16 or more. */
export function writingsOfKey(of: string, bytes: Uint8Array): Needle[] {
  const { found, add, addBase64, addHashes } = collect(of);
  const key = Buffer.from(bytes);
  add('bytes', key);
  add('bytes backwards', Buffer.from(key).reverse());
  add('hex', latin(key.toString('hex')));
  add('hex', latin(key.toString('hex').toUpperCase()));
  add('json', latin([...key].join(',')));
  addBase64(key);
  for (const part of asPglz(key)) add('pglz', part);
  addHashes(key);
  return [...found.values()];
}

const WINDOW = 32;
/**
 * A picture or a recording: its hashes, and six pieces of it in every writing, since nobody writes a file down in one
 * piece. Taken from where its bytes differ most, past the tables that all files of a kind begin with.
 */
export function writingsOfFile(of: string, file: Uint8Array): Needle[] {
  const pieces = Array.from({ length: Math.floor((file.length * 3) / 4 / WINDOW) }, (_, at) =>
    file.subarray(file.length - (at + 1) * WINDOW, file.length - at * WINDOW),
  ).filter((piece) => new Set(piece).size > (WINDOW * 3) / 4);
  if (pieces.length < 6) throw new RangeError(`${of} is too much the same everywhere to be looked for`);
  const chosen = [0, 1, 2, 3, 4, 5].map((at) => pieces[Math.floor((at * pieces.length) / 6)] ?? file);
  const { found, addHashes } = collect(of);
  addHashes(Buffer.from(file));
  return [...found.values(), ...chosen.flatMap((piece) => writingsOfKey(of, piece))];
}

function collect(of: string) {
  const found = new Map<string, Needle>();
  const add = (as: string, bytes: Buffer, whole = false) => {
    const key = bytes.toString('latin1');
    if (bytes.length < (whole ? SHORTEST : 8) || found.has(key)) return;
    found.set(key, { of, as, bytes, ...(whole ? { whole } : {}) });
  };
  const addBase64 = (bytes: Buffer) => {
    for (const alignment of [0, 1, 2] as const) {
      const text = base64At(bytes, alignment);
      add('base64', latin(text));
      add('base64url', latin(text.replaceAll('+', '-').replaceAll('/', '_')));
    }
  };
  const addHashes = (bytes: Buffer) => {
    for (const algorithm of ['sha1', 'sha256'] as const) {
      const hash = createHash(algorithm).update(bytes).digest();
      add(algorithm, hash);
      add(algorithm, latin(hash.toString('hex')));
      add(algorithm, latin(hash.toString('hex').toUpperCase()));
      add(algorithm, latin(hash.toString('base64').slice(0, -2)));
      add(algorithm, latin(hash.toString('base64url').slice(0, -2)));
    }
  };
  return { found, add, addBase64, addHashes };
}

/** Spellings of a text: as typed, lower and upper case, and with its spaces and signs taken out or put together. */
export function formsOfText(text: string): string[] {
  const spoken = text.normalize('NFKD').replaceAll(/\p{M}/gu, '');
  return [
    text,
    text.toLowerCase(),
    text.toUpperCase(),
    text.replaceAll(/\s+/g, ''),
    spoken,
    spoken.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-'),
    spoken.toLowerCase().replaceAll(/[^a-z0-9]+/g, ''),
  ];
}

/** Spellings of a UK number given as `07700 900123`. */
export function formsOfNumber(typed: string): string[] {
  const digits = typed.replaceAll(/\D/g, '').replace(/^0/, '');
  return [typed, `0${digits}`, digits, `44${digits}`, `+44${digits}`, `0044${digits}`, `phone:+44${digits}`];
}

/** Spellings of a thing that a person is known by: as text, and the one string that a check makes of it. */
export function formsOfIdentifier(writing: Writing): string[] {
  const read = normalise(writing);
  if (!read.ok) throw new RangeError(`${writing.text}: ${read.why}`);
  const { canonical } = read;
  return [...formsOfText(writing.text), canonical, canonical.slice(canonical.indexOf(':') + 1)];
}

/** A letter or digit of ASCII: what stands beside a value in a page may be any other byte. */
const ofAWord = (byte: number | undefined): boolean =>
  byte !== undefined && /[0-9A-Za-z]/.test(String.fromCharCode(byte));

/** Looks through bytes for all needles at once: by their first four bytes, then whole. */
export function createScanner(needles: readonly Needle[]): (bytes: Buffer, where: string) => Leak[] {
  const byStart = new Map<number, Needle[]>();
  // A needle's first four bytes, mixed into 20 bits: most places of a file are told apart by this alone.
  const possible = new Uint8Array(1 << 20);
  const mixed = (start: number): number => Math.imul(start, 0x9e3779b1) >>> 12;
  for (const needle of needles) {
    const start = needle.bytes.readInt32LE(0);
    possible[mixed(start)] = 1;
    const same = byStart.get(start);
    if (same === undefined) byStart.set(start, [needle]);
    else same.push(needle);
  }
  return (bytes, where) => {
    const leaks = new Map<string, Leak>();
    let start = 0;
    for (let end = 0; end < bytes.length; end++) {
      start = (start >>> 8) | ((bytes[end] ?? 0) << 24);
      if (possible[mixed(start)] === 0 || end < 3) continue;
      const at = end - 3;
      for (const { of, as, bytes: wanted, whole } of byStart.get(start) ?? []) {
        const after = at + wanted.length;
        if (bytes.compare(wanted, 0, wanted.length, at, Math.min(after, bytes.length)) !== 0) continue;
        if (whole && (ofAWord(bytes[at - 1]) || ofAWord(bytes[after]))) continue;
        leaks.set(`${of} ${as}`, { of, as, where });
      }
    }
    return [...leaks.values()];
  };
}

/** Every file below a folder, whole. What vanishes while we look was not kept. */
export function* filesBelow(
  folder: string,
  leaveOut: (path: string) => boolean = () => false,
): Generator<{ path: string; bytes: Buffer }> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (leaveOut(path)) continue;
    if (entry.isDirectory()) yield* filesBelow(path, leaveOut);
    else if (entry.isFile()) {
      try {
        const bytes = Buffer.alloc(statSync(path).size);
        const file = openSync(path, 'r');
        try {
          readSync(file, bytes);
        } finally {
          closeSync(file);
        }
        yield { path, bytes };
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      }
    }
  }
}

const WAL_PAGE = 8192;
/** The log of writes without the header of each of its pages, which may stand in the middle of what we look for. */
function withoutPageHeaders(segment: Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let at = 0; at < segment.length; at += WAL_PAGE)
    parts.push(segment.subarray(at + (at === 0 ? 40 : 24), at + WAL_PAGE));
  return Buffer.concat(parts);
}

/**
 * All that the database server keeps on disk: its data directory, its log of writes, and what it writes down for its
 * operator beside it. Only other databases of the same server are left out.
 */
export async function filesOfServer(
  database: TestDatabase,
): Promise<Iterable<{ path: string; bytes: Buffer }>> {
  const { default: pg } = await import('pg');
  const client = new pg.Client(database.superuserConnection);
  await client.connect();
  try {
    // What is only in memory yet will be on disk in a moment.
    await client.query('checkpoint');
    const { rows } = await client.query<{ home: string; oid: string; pages: string }>(
      `select current_setting('data_directory') as home, oid, current_setting('wal_compression') as pages
         from pg_database where datname = current_database()`,
    );
    const [{ home, oid, pages } = { home: '', oid: '', pages: '' }] = rows;
    if (pages !== 'off')
      throw new Error('this server compresses whole pages in its log of writes: we read none');
    const base = join(home, 'base');
    return filesBelow(
      dirname(home),
      (path) => dirname(path) === base && /\/\d+$/.test(path) && path !== join(base, String(oid)),
    );
  } finally {
    await client.end();
  }
}

/** A dump: every value of every table, as somebody who may read all of them gets it. */
export async function dumpOf(database: TestDatabase): Promise<Buffer> {
  const { default: pg } = await import('pg');
  const client = new pg.Client(database.superuserConnection);
  await client.connect();
  try {
    const { rows: tables } = await client.query<{ name: string }>(
      `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
       where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`,
    );
    const parts: Buffer[] = [];
    for (const { name } of tables) {
      const { rows } = await client.query<Record<string, unknown>>(`select * from ${name}`);
      for (const row of rows)
        for (const value of Object.values(row))
          parts.push(
            Buffer.isBuffer(value) ? value : Buffer.from(JSON.stringify(value) ?? ''),
            Buffer.from('\n'),
          );
    }
    return Buffer.concat(parts);
  } finally {
    await client.end();
  }
}

/** All that a server keeps: its database on disk, the log of its writes, a dump, and the lines it printed. */
export async function leaksOf(
  needles: readonly Needle[],
  kept: { database: TestDatabase; lines: readonly string[]; folders?: readonly string[] },
): Promise<Leak[]> {
  const scan = createScanner(needles);
  const leaks = scan(Buffer.from(kept.lines.join('\n')), 'log');
  for (const { path, bytes } of await filesOfServer(kept.database)) leaks.push(...leaksIn(scan, path, bytes));
  for (const folder of kept.folders ?? [])
    for (const { path, bytes } of filesBelow(folder)) leaks.push(...leaksIn(scan, path, bytes));
  leaks.push(...scan(await dumpOf(kept.database), 'dump'));
  return leaks;
}

/** Looks through every file below some folders, as whoever takes the machine can. */
export function leaksBelow(needles: readonly Needle[], folders: readonly string[]): Leak[] {
  const scan = createScanner(needles);
  return folders.flatMap((folder) =>
    [...filesBelow(folder)].flatMap(({ path, bytes }) => leaksIn(scan, path, bytes)),
  );
}

/** In a file as it is, and in every value in it that PostgreSQL compressed. */
function leaksIn(scan: ReturnType<typeof createScanner>, path: string, bytes: Buffer): Leak[] {
  const log = path.includes('/pg_wal/');
  const [content, where] = log ? [withoutPageHeaders(bytes), 'write-ahead log'] : [bytes, path];
  const leaks = scan(content, where);
  for (const value of compressedIn(content)) leaks.push(...scan(value, where));
  return leaks;
}
