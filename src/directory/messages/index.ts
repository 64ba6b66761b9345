import { speak } from '#kit/languages/languages.ts';
import { en } from './en.ts';
import { ro } from './ro.ts';
import type { DirectoryWords } from './words.ts';

export type { DirectoryWords } from './words.ts';
export const wordsIn = (language: string): DirectoryWords => speak({ en, ro }, language).words;
