import type { LayoutWords } from '#kit/html/layout.ts';

export type DoorName = 'happened' | 'check' | 'out' | 'help' | 'rights' | 'leaving';
export type PageName = 'help' | 'rights' | 'out' | 'check' | 'leaving' | 'history' | 'town';

/** In order: a string is a paragraph, a list its points, `care` a warning, `fact` the law it stands in. */
export type Block = string | readonly string[] | { heading: string } | { care: string } | { fact: string };
export type GuidePage = {
  /** Neutral: it stands in the browser's history. */
  title: string;
  heading: string;
  lead: string;
  blocks: readonly Block[];
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
  };
  pages: Record<PageName, GuidePage>;
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
