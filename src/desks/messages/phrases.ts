import { type Language, speak } from '#kit/languages/languages.ts';
import { type Phrases, phrasesEn } from './phrases.en.ts';
import { phrasesRo } from './phrases.ro.ts';

/** Languages whose sentences a person who speaks them has read. */
const readByPerson: readonly Language[] = ['en'];

/** A sentence in the language of whoever wrote, with the English beside it for the desk. */
export type Phrase = { text: string; english: string };

/**
 * The sentences in the language of a record, or in English where nobody has translated them. `read`: whether a person who
 * speaks it has; until then the desk is told.
 */
export function phrasesIn(language: string): { language: Language; read: boolean; phrases: Phrase[] } {
  const { words, spoken } = speak({ en: phrasesEn, ro: phrasesRo }, language);
  const names = Object.keys(phrasesEn) as (keyof Phrases)[];
  return {
    language: spoken,
    read: readByPerson.includes(spoken),
    phrases: names.map((name) => ({ text: words[name], english: phrasesEn[name] })),
  };
}
