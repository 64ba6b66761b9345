import { type Language, speak } from '#kit/languages/languages.ts';
import { type NotifyWords, en } from './en.ts';
import { ro } from './ro.ts';

/** The words in this language, or in English where nobody has translated them yet. */
export const notifyWords = (language: string): { words: NotifyWords; spoken: Language } =>
  speak({ en, ro }, language);
