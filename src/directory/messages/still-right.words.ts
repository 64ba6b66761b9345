import type { FieldWrong } from '../rules/proposal.ts';
import type { ToldStanding } from '../rules/still-right.ts';

/** Words of the page on which a service looks at what we say of it. */
export type StillRightWords = {
  title: string;
  heading: string;
  lead: string;
  code: string;
  codeHint: string;
  open: string;
  opening: string;
  dead: { heading: string; said: string; ways: readonly string[]; again: string };
  told: {
    heading(name: string): string;
    lead: string;
    who: string;
    what: string;
    reach: string;
    hours: string;
    where: string;
    notSaid: string;
    free: string;
    standing: Record<ToldStanding, string>;
  };
  right: { heading: string; said: string; sure: string; press: string; sureMissing: string };
  change: {
    heading: string;
    said: string;
    kinds: Record<'phone' | 'text' | 'email' | 'web', string>;
    emptyIt: string;
    morePhone: string;
    moreWeb: string;
    webHint: string;
    hours: string;
    hoursHint: string;
    moreHours: string;
    lines: string;
    linesHint: string;
    town: string;
    county: string;
    postcode: string;
    words: string;
    wordsHint: string;
    press: string;
    nothing: string;
  };
  wrong: Record<FieldWrong, string>;
  changed: string;
  problem: string;
  error: string;
  thanks: { heading: string; said: readonly string[] };
};
