/** Reads `<folder>/guide/<language>/*.md` once, at start. What is wrong stops the start with its file and line. */
import { readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { AreaPack } from '#kit/area-pack.ts';
import { type Line, loadLines } from '#kit/lines.ts';
import { type Route, routes } from '#routes.ts';
import type { Wrong } from './rules/read-front-matter.ts';
import {
  type Original,
  type PageWords,
  type Translation,
  groups,
  readOriginal,
  readTranslation,
} from './rules/read-page.ts';
import type { Known } from './rules/read-text.ts';

export type GuidePage = Original & { name: string; translations: ReadonlyMap<string, Translation> };
/** `pages` in the order in which they are listed. `language` is the one that the originals are in. */
export type Guide = { language: string; pages: readonly GuidePage[]; lines: readonly Line[] };
export type GuideLoaded = { ok: true; guide: Guide } | { ok: false; why: string };

/** The front page and other capabilities lead to these. */
export const required = ['check', 'help', 'leaving', 'out', 'rights', 'town'] as const;
/** Pages of the program, the same in every area. */
export const builtIn = ['history', 'notice', 'nhs', 'evidence'] as const;

const fixed = new Set(
  Object.values(routes as Record<string, Route>)
    .filter(
      ({ kind, get, path }) => kind === 'page' && get?.includes('visitor') === true && !path.includes('{'),
    )
    .map(({ path }) => path),
);

class Refusal extends Error {}

function list(folder: string, called: string): string[] {
  try {
    // Desktops and editors leave hidden files behind.
    return readdirSync(folder)
      .filter((name) => !name.startsWith('.'))
      .toSorted();
  } catch (error) {
    throw new Refusal(`${called} cannot be read (${String((error as NodeJS.ErrnoException).code)}).`);
  }
}

function namesIn(folder: string, called: string): string[] {
  return list(folder, called).map((file) => {
    const name = /^([a-z][a-z0-9-]*)\.md$/.exec(file)?.[1];
    if (name === undefined) throw new Refusal(`${called}/${file}: expected small letters, hyphens and .md.`);
    return name;
  });
}

function take<Value>(file: string, read: { ok: true; value: Value } | Wrong): Value {
  if (read.ok) return read.value;
  throw new Refusal(`${file}:${read.line}: ${read.why}.`);
}

function readAll(folder: string, area: Pick<AreaPack, 'languages'>, lines: readonly Line[]): GuidePage[] {
  const called = join(basename(folder), 'guide');
  const [first = 'en', ...others] = area.languages;
  const spoken = (code: string): boolean => area.languages.some((language) => language === code);
  for (const language of list(join(folder, 'guide'), called))
    if (!spoken(language))
      throw new Refusal(`${called}/${language}: ${language} is no language of this area.`);
  const names = namesIn(join(folder, 'guide', first), join(called, first));
  for (const name of required)
    if (!names.includes(name)) throw new Refusal(`${called}/${first}: expected a page ${name}.md.`);
  for (const name of builtIn)
    if (names.includes(name))
      throw new Refusal(`${called}/${first}/${name}.md: this page is the same in every area.`);
  /** Per language: whose title it is. Two pages of one title cannot be told apart in a history or between tabs. */
  const titles = new Map<string, Map<string, string>>();
  const knownIn = (language: string): Known => ({
    address: (to) =>
      fixed.has(to) ||
      [...names, ...builtIn].some((name) => to === `${routes.guide.path.replace('{name}', name)}`),
    line: (id) => lines.some((line) => line.id === id),
    titled: (title) => titles.get(language)?.get(title) ?? null,
  });
  const note = (language: string, name: string, { title }: PageWords): void => {
    titles.set(language, (titles.get(language) ?? new Map<string, string>()).set(title, name));
  };
  const text = (...path: string[]): string => readFileSync(join(folder, 'guide', ...path), 'utf8');
  const pages = names.map((name) => {
    const file = `${name}.md`;
    const original = take(join(called, first, file), readOriginal(text(first, file), knownIn(first)));
    note(first, name, original.words);
    return { ...original, name, translations: new Map<string, Translation>() };
  });
  const there = list(join(folder, 'guide'), called);
  for (const language of others.filter((code) => there.includes(code)))
    for (const name of namesIn(join(folder, 'guide', language), join(called, language))) {
      const file = join(called, language, `${name}.md`);
      const page = pages.find((one) => one.name === name);
      if (page === undefined) throw new Refusal(`${file}: there is no ${first}/${name}.md to translate.`);
      const translation = take(file, readTranslation(text(language, `${name}.md`), knownIn(language)));
      note(language, name, translation.words);
      page.translations.set(language, translation);
    }
  const place = ({ facts, name }: GuidePage): [number, number, string] => [
    groups.indexOf(facts.group),
    facts.order,
    name,
  ];
  return pages.toSorted((one, other) => {
    const [a, b] = [place(one), place(other)];
    return a[0] - b[0] || a[1] - b[1] || (a[2] < b[2] ? -1 : 1);
  });
}

export function loadGuide(folder: string, area: Pick<AreaPack, 'languages'>): GuideLoaded {
  const loaded = loadLines(folder);
  if (!loaded.ok) return loaded;
  try {
    const pages = readAll(folder, area, loaded.lines);
    return { ok: true, guide: { language: area.languages[0] ?? 'en', pages, lines: loaded.lines } };
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, why: error.message };
    throw error;
  }
}
