import type { LayoutWords } from '#kit/html/layout.ts';
import type { Group, InForce } from '../rules/read-page.ts';

export type DoorName = 'happened' | 'check' | 'out' | 'help' | 'rights' | 'leaving';
/** In order: a string is a paragraph, a list its points, `care` a warning. */
export type Block = string | readonly string[] | { care: string };
/** A page of the program itself, the same in every area. */
export type OwnPage = {
  /** Neutral: it stands in the browser's history. */
  title: string;
  heading: string;
  lead: string;
  blocks: readonly Block[];
};

/** What stands around the pages of an area's pack. `day` and `next` are said dates. */
export type AroundWords = {
  title: string;
  heading: string;
  lead: string;
  groups: Record<Group, string>;
  tools: Record<'notice' | 'nhs' | 'evidence', readonly [name: string, line: string]>;
  all: string;
  previous: string;
  next: string;
  pages: string;
  notAdvice: string;
  where: string;
  asAt: (day: string) => string;
  facts: {
    heading: string;
    law: string;
    inForce: string;
    force: Record<InForce, string>;
    asAt: string;
    reviewer: string;
    nobody: string;
    nobodyLawyer: string;
    nextCheck: string;
    sources: string;
    /** What nobody has looked up yet; said until somebody has signed the page. */
    memory: string;
  };
  corrects: string;
  due: (day: string) => string;
  /** In place of a page that nobody has checked in time, or that was held back. */
  hidden: { heading: string; told: (day: string) => string; held: string };
  /** Said in the reader's language over a page that is shown in another. */
  notTranslated: string;
  oldTranslation: string;
  /** Where a line is named without its number. */
  unrung: string;
  print: string;
};

/** Everything that the guide says. A language that lacks a key does not compile. */
export type GuideWords = {
  layout: LayoutWords;
  home: {
    title: string;
    heading: string;
    doors: Record<DoorName, readonly [name: string, line: string]>;
    town: string;
    back: string;
    backLink: string;
    townLink: string;
    guide: string;
    guideLink: string;
  };
  history: OwnPage;
  around: AroundWords;
  about: {
    title: string;
    heading: string;
    lead: (area: string) => string;
    desks: string;
    runBy: (organisation: string) => string;
    reads: string;
    noneOpen: string;
    who: string;
    whoBlocks: readonly string[];
    limits: string;
    limitsSaid: string;
    limitsBlocks: readonly string[];
    cannot: string;
    cannotBlocks: readonly string[];
    /** Leads to `/contest`. */
    contest: string;
    /** Leads to `/numbers`. */
    numbers: string;
    files: string;
    filesSaid: string;
  };
  errors: Record<
    403 | 404 | 405 | 413 | 415 | 422 | 429 | 500 | 503,
    readonly [heading: string, told: string]
  >;
  errorHome: string;
};
