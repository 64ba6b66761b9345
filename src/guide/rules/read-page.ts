/** One page of the guide, out of its Markdown file: the facts at its head, checked, and its text. */
import { Temporal } from 'temporal-polyfill';
import { type Entry, type FrontMatter, type Wrong, readFrontMatter } from './read-front-matter.ts';
import { type Block, type Known, hiddenSign, readText, unspeakable } from './read-text.ts';

/** In the order in which the list of pages shows them. */
export const groups = [
  'safety',
  'law',
  'orders',
  'harm',
  'health',
  'online',
  'money',
  'leaving',
  'town',
] as const;
export type Group = (typeof groups)[number];
const force = ['yes', 'partly', 'no', 'not known'] as const;
export type InForce = (typeof force)[number];

/** What is true of a page in every language. Dates are ISO days. */
export type PageFacts = {
  group: Group;
  order: number;
  /** Acts with their sections; empty where the page says nothing of the law. */
  law: readonly string[];
  inForce: InForce | null;
  asAt: string;
  nextCheck: string;
  /** Who read and signed it; null while nobody has. */
  reviewer: string | null;
  /** Held back from the public by its keeper. */
  held: boolean;
  sources: readonly string[];
  /** What was written from memory: said on the page until somebody has signed it. */
  memory: readonly string[];
};
/** The page in one language. */
export type PageWords = {
  /** Neutral: it stands in the browser's history. */
  title: string;
  heading: string;
  summary: string;
  /** What was said wrongly elsewhere, and what is right. */
  corrects: readonly string[];
  blocks: readonly Block[];
};
export type Original = { facts: PageFacts; words: PageWords };
/** `of`: the `asAt` of the page that was translated; `reader`: who read it, null while nobody has. */
export type Translation = { of: string; reader: string | null; words: PageWords };

const NOT_NEUTRAL =
  /sex|report|police|polit|poliț|harm|danger|leav|drug|assault|agres|abuse|slave|forced|threat|amenin|blackmail|hiv|\bpep\b|court|crim|fraud|cheat|law\b/i;
const LAW =
  /^[A-Z].+ (Act|Regulations) \d{4}, (section|sections|Part|Parts|Schedule|regulation|regulations) .*[0-9A-Z]$/;

/** How long a check holds at most: a slip of the finger in a year must keep no page alive. Our policy, not law. */
const LONGEST = { years: 1 };

const isDay = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) &&
  !Number.isNaN(Date.parse(text)) &&
  new Date(text).toISOString().startsWith(text);

class Refusal extends Error {
  readonly line: number;
  constructor(line: number, why: string) {
    super(why);
    this.line = line;
  }
}

/** Takes keys one after another; what is left at the end is unknown. */
function taker({ entries }: FrontMatter) {
  const left = new Map(entries);
  const take = (key: string): Entry | undefined => {
    const found = left.get(key);
    left.delete(key);
    return found;
  };
  const need = (key: string): Entry => {
    const found = take(key);
    if (found === undefined) throw new Refusal(1, `expected ${key}, and it is missing`);
    return found;
  };
  const speak = (entry: Entry, text: string): string => {
    const why = unspeakable(text);
    if (why !== null) throw new Refusal(entry.line, why);
    return text;
  };
  const one = (key: string): { line: number; text: string } => {
    const entry = need(key);
    if (entry.list) throw new Refusal(entry.line, `${key}: expected one value on the same line`);
    return { line: entry.line, text: entry.values[0] ?? '' };
  };
  return {
    text: (key: string): string => {
      const { line, text } = one(key);
      return speak({ line, values: [], list: false }, text);
    },
    day: (key: string): { line: number; day: string } => {
      const { line, text } = one(key);
      if (!isDay(text)) throw new Refusal(line, `${key}: expected a date such as 2026-11-23`);
      return { line, day: text };
    },
    choice: <Value extends string>(key: string, values: readonly Value[]): Value => {
      const { line, text } = one(key);
      const found = values.find((value) => value === text);
      if (found === undefined) throw new Refusal(line, `${key}: expected one of ${values.join(', ')}`);
      return found;
    },
    count: (key: string): number => {
      const { line, text } = one(key);
      if (!/^\d{1,4}$/.test(text)) throw new Refusal(line, `${key}: expected a whole number`);
      return Number(text);
    },
    nobodyOr: (key: string): string | null => {
      const { line, text } = one(key);
      return text === 'nobody' ? null : speak({ line, values: [], list: false }, text);
    },
    list: (key: string, check: (text: string) => string | null = unspeakable): readonly string[] => {
      const entry = take(key);
      if (entry === undefined) return [];
      for (const [at, text] of entry.values.entries()) {
        const why = check(text);
        if (why !== null) throw new Refusal(entry.line + (entry.list ? at + 1 : 0), `${key}: ${why}`);
      }
      return entry.values;
    },
    has: (key: string): boolean => left.has(key),
    end: (): void => {
      const [unknown] = left;
      if (unknown) throw new Refusal(unknown[1].line, `${unknown[0]} is not known here`);
    },
    need,
  };
}
type Taker = ReturnType<typeof taker>;

/** A web address in a source may hold long numbers; nothing in it may be markup. */
const source = (text: string): string | null =>
  /[<>]/.test(text) ? 'HTML is not passed on' : hiddenSign(text);

function readWords(take: Taker, found: FrontMatter, known: Known): PageWords | Wrong {
  const titleLine = found.entries.get('title')?.line ?? 1;
  const title = take.text('title');
  if (!title.startsWith('Waymark · ') || NOT_NEUTRAL.test(title))
    throw new Refusal(titleLine, 'title: expected "Waymark · " and a word that tells nobody anything');
  const other = known.titled(title);
  if (other !== null) throw new Refusal(titleLine, `title: ${other}.md has it already`);
  const heading = take.text('heading');
  const summary = take.text('summary');
  const corrects = take.list('corrects');
  const read = readText(found.body, found.bodyLine, known);
  return read.ok ? { title, heading, summary, corrects, blocks: read.blocks } : read;
}

function reading<Value extends object>(
  text: string,
  read: (take: Taker, found: FrontMatter) => Value | Wrong,
): { ok: true; value: Value } | Wrong {
  const front = readFrontMatter(text);
  if (!front.ok) return front;
  try {
    const value = read(taker(front.found), front.found);
    return 'why' in value ? value : { ok: true, value };
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, line: error.line, why: error.message };
    throw error;
  }
}

/** A page in the area's first language: it carries the facts. */
export function readOriginal(text: string, known: Known): { ok: true; value: Original } | Wrong {
  return reading<Original>(text, (take, found) => {
    const group = take.choice('group', groups);
    const order = take.count('order');
    const speaksOfLaw = take.has('law') || group === 'law' || group === 'orders';
    const law = take.list('law', (one) =>
      LAW.test(one)
        ? null
        : 'expected an Act with its year and section, such as "Theft Act 1968, section 21"',
    );
    if (speaksOfLaw && law.length === 0) throw new Refusal(1, 'expected law, and it is missing');
    const inForce = speaksOfLaw ? take.choice('inForce', force) : null;
    const asAt = take.day('asAt');
    const nextCheck = take.day('nextCheck');
    if (nextCheck.day <= asAt.day) throw new Refusal(nextCheck.line, 'nextCheck: expected a day after asAt');
    if (nextCheck.day > Temporal.PlainDate.from(asAt.day).add(LONGEST).toString())
      throw new Refusal(nextCheck.line, 'nextCheck: expected a day within a year of asAt');
    const reviewer = take.nobodyOr('reviewer');
    const held = take.choice('state', ['shown', 'held']) === 'held';
    if (!take.has('sources')) throw new Refusal(1, 'expected sources, and they are missing');
    const sources = take.list('sources', source);
    const memory = take.list('memory', source);
    const words = readWords(take, found, known);
    if ('why' in words) return words;
    take.end();
    const facts = {
      group,
      order,
      law,
      inForce,
      asAt: asAt.day,
      nextCheck: nextCheck.day,
      reviewer,
      held,
      sources,
      memory,
    };
    return { facts, words };
  });
}

/** The same page in another language: words only, and which state of the original they say. */
export function readTranslation(text: string, known: Known): { ok: true; value: Translation } | Wrong {
  return reading<Translation>(text, (take, found) => {
    const of = take.day('asAt').day;
    const reader = take.nobodyOr('reader');
    const words = readWords(take, found, known);
    if ('why' in words) return words;
    take.end();
    return { of, reader, words };
  });
}
