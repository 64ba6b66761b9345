import { speak } from '#kit/languages/languages.ts';
import { en } from './en.ts';
import { ro } from './ro.ts';
import type { GuideWords } from './words.ts';

/** The guide in this language, or in English where nobody has translated it yet. */
export const wordsIn = (language: string): GuideWords => speak({ en, ro }, language).words;
