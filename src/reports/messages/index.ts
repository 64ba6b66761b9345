import { speak } from '#kit/languages/languages.ts';
import { en } from './en.ts';
import { ro } from './ro.ts';
import type { ReportWords } from './words.ts';

/** The words of the report pages in this language, or in English where nobody has translated them yet. */
export const wordsIn = (language: string): ReportWords => speak({ en, ro }, language).words;
