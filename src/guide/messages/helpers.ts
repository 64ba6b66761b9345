import { type Language, speak } from '#kit/languages/languages.ts';
import type { NoticeKind } from '../rules/appeal-day.ts';
import type { EvidenceField } from '../rules/evidence-list.ts';
import type { CareAnswer, CareKind } from '../rules/nhs-care.ts';
import { helpersEn as en } from './helpers.en.ts';
import { helpersRo as ro } from './helpers.ro.ts';

/** What the three helpers say. Said dates are arguments. */
export type HelperWords = {
  error: string;
  wrong: string;
  answer: string;
  forgotten: string;
  notAdvice: string;
  notice: {
    title: string;
    heading: string;
    lead: string;
    what: string;
    kinds: Record<NoticeKind, string>;
    when: string;
    whenHint: string;
    parts: Record<'day' | 'month' | 'year', string>;
    count: string;
    lastDay: string;
    over: string;
    counted: (issued: string) => string;
    left: (days: number) => string;
    /** Null: that Friday has passed. */
    weekend: (friday: string | null) => string;
    /** Said with every last day: what was not counted. */
    shut: string;
    meanwhile: string;
    meanwhilePoints: readonly string[];
    told: Record<Exclude<NoticeKind, 'cpn'>, string>;
    who: string;
    whoSaid: string;
    /** Leads to the directory. */
    whoLink: string;
    errors: Record<'kind' | 'missing' | 'no-such-day' | 'short-year' | 'too-old' | 'to-come', string>;
  };
  nhs: {
    title: string;
    heading: string;
    lead: string;
    what: string;
    kinds: Record<CareKind, string>;
    look: string;
    answers: Record<CareAnswer, string>;
    told: Record<CareKind, string>;
    askPoints: readonly string[];
    alwaysHeading: string;
    always: readonly string[];
    source: string;
    missing: string;
  };
  evidence: {
    title: string;
    heading: string;
    lead: string;
    points: readonly string[];
    without: string;
    fields: Record<EvidenceField, string>;
    add: string;
    list: string;
    empty: string;
    entry: string;
    remove: string;
    removeAll: string;
    dies: string;
    goes: string;
    goesHint: string;
    print: string;
  };
};

export function helperWordsIn(language: string): { words: HelperWords; language: Language } {
  const { words, spoken } = speak({ en, ro }, language);
  return { words, language: spoken };
}
