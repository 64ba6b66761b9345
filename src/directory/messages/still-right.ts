import { speak } from '#kit/languages/languages.ts';
import { stillRightEn } from './still-right.en.ts';
import { stillRightRo } from './still-right.ro.ts';
import type { StillRightWords } from './still-right.words.ts';

export type { StillRightWords } from './still-right.words.ts';
export const stillRightWordsIn = (language: string): StillRightWords =>
  speak({ en: stillRightEn, ro: stillRightRo }, language).words;
