import { speak } from '#kit/languages/languages.ts';
import { type WayBackWords, en } from './way-back.en.ts';
import { ro } from './way-back.ro.ts';

/** The words of the way-back page in this language, or in English where nobody has translated them yet. */
export const wayBackWordsIn = (language: string): WayBackWords => speak({ en, ro }, language).words;
