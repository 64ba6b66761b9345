import { speak } from '#kit/languages/languages.ts';
import { contestEn as en } from './contest.en.ts';
import { contestRo as ro } from './contest.ro.ts';
import type { ContestWords } from './contest.en.ts';
import { wordsIn } from './index.ts';
import type { ReportWords } from './words.ts';

/** The words of `/contest`, and those of the report pages as a contest needs them. */
export function contestWordsIn(language: string): { contest: ContestWords; words: ReportWords } {
  const { words: contest } = speak({ en, ro }, language);
  const words = wordsIn(language);
  const errors = { ...words.errors, 'nothing-said': contest.nothingSaid };
  return { contest, words: { ...words, errors, already: contest.already } };
}
