import { speak } from '#kit/languages/languages.ts';
import { type MemberWords, en } from './member.en.ts';
import { ro } from './member.ro.ts';

/** The words for members in this language, or in English where nobody has translated them yet. */
export const memberWords = (language: string): { words: MemberWords; spoken: string } =>
  speak({ en, ro }, language);
