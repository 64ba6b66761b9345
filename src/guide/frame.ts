import type { AreaPack } from '#kit/area-pack.ts';
import type { Assets } from '#kit/assets/build-assets.ts';
import { type File, type Markup, layout } from '#kit/html/layout.ts';
import { wordsIn } from './messages/index.ts';

/** Where the page is; a handler's context is one. Without `area` and `path` no other language is offered. */
export type Where = { language: string; prefix: string; path?: string; area?: Pick<AreaPack, 'languages'> };
export type FrameOptions = {
  /** The language of `main` where it has not been translated: `en`. */
  mainLanguage?: string;
  /** The id of the page's form; switching the language then sends it with a field `switch`. */
  form?: string;
  /** For the page's script: words, addresses, public keys; read by `pageData()`. */
  data?: unknown;
  /** The one page that can be put on a home screen (`notifications/home-screen/`). */
  homeScreen?: { name: string; manifest: string; icon: string };
  /** Desk pages: a list beside its detail from 900 px. */
  wide?: boolean;
  /** Workers that the page's scripts start, by the stem of their source: `seal` for `seal.worker.ts`. */
  workers?: readonly string[];
};

/** Puts a page's content into the frame: one style sheet, the Leave script, and the page's own scripts by their stem. */
export type Frame = (
  where: Where,
  title: string,
  main: Markup,
  scripts?: readonly string[],
  options?: FrameOptions,
) => Markup;

/** The same page in the other languages of its area. */
function elsewhere({ language, prefix, path, area }: Where): { language: string; address: string }[] {
  if (area === undefined || path === undefined) return [];
  const stem = prefix.endsWith(`/${language}`) ? prefix.slice(0, -language.length - 1) : prefix;
  const [first] = area.languages;
  return area.languages
    .filter((other) => other !== language)
    .map((other) => {
      const start = other === first ? stem : `${stem}/${other}`;
      return { language: other, address: path === '/' && start !== '' ? start : `${start}${path}` };
    });
}

export function createFrame(assets: Pick<Assets, 'stylesheet' | 'scripts' | 'workers' | 'files'>): Frame {
  const file = (address: string): File => {
    const integrity = assets.files.get(address.slice('/assets/'.length))?.integrity;
    return integrity === undefined ? { address } : { address, integrity };
  };
  const named = (from: ReadonlyMap<string, string>, stem: string): string => {
    const address = from.get(stem);
    if (address === undefined) throw new Error(`there is no ${stem} among the assets`);
    return address;
  };
  return (where, title, main, more = [], { workers = [], ...options } = {}) =>
    layout({
      ...options,
      words: wordsIn(where.language).layout,
      language: where.language,
      title,
      prefix: where.prefix,
      stylesheet: file(assets.stylesheet),
      scripts: ['leave', ...more].map((stem) => file(named(assets.scripts, stem))),
      workers: workers.map((name) => ({ name, ...file(named(assets.workers, name)) })),
      others: elsewhere(where),
      main,
    });
}
