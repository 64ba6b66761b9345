/**
 * Looks through a warning's text for what could point at the person who reported. It advises and never decides: whoever
 * writes sees each passage and why, and the second worker sees the list again.
 */
export type Passage = {
  why: 'time' | 'date' | 'place' | 'first-person' | 'copied' | 'identifier' | 'count' | 'not-reported';
  /** What was found, as it stands in the text; empty for `not-reported`. */
  passage: string;
};

const patterns: readonly (readonly [Passage['why'], RegExp])[] = [
  ['time', /\b(?:[01]?\d|2[0-3])[:.][0-5]\d\b|\b(?:1[0-2]|[1-9])\s?(?:am|pm)\b|\b(?:midnight|noon)\b/giu],
  [
    'date',
    /\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b(?:yesterday|today|tonight|last (?:night|week|weekend))\b|\b\d{1,2}(?:st|nd|rd|th)\b|\b(?:jan|febr)uary\b|\b(?:march|april|june|july|august)\b|\b(?:septem|octo|novem|decem)ber\b|\b\d{1,2}\/\d{1,2}(?:\/\d{2,4})?\b/giu,
  ],
  [
    'place',
    /\b\p{Lu}[\p{L}’'-]+ (?:Road|Street|Lane|Avenue|Drive|Close|Way|Place|Square|Park|Hotel|Inn|Lodge|Moor|Gate)\b|\b(?:hotel|motel|premier inn|travelodge|flat|room) (?:number )?\d+\b|\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b/gu,
  ],
  ['first-person', /\b(?:I|I’m|I'm|me|my|mine|we|us|our)\b/gu],
  ['identifier', /(?:\+?\d[\s-]?){7,}|\b[\w.+-]+@[\w-]+\.\w+|\b[A-Z]{2}\d{2} ?[A-Z]{3}\b/gu],
  ['count', /\b(?:\d+|two|three|four|five|several|many) (?:reports|women|people|workers|girls|victims)\b/giu],
];

/** Words in a row that stand in her report just so: her spelling and her way of saying it point at her. */
const IN_A_ROW = 6;
const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}’']+/gu) ?? [];

function copied(text: string, story: string): Passage[] {
  const told = ` ${wordsOf(story).join(' ')} `;
  const words = wordsOf(text);
  const found: Passage[] = [];
  for (let at = 0; at + IN_A_ROW <= words.length; at++) {
    const row = words.slice(at, at + IN_A_ROW).join(' ');
    if (!told.includes(` ${row} `)) continue;
    found.push({ why: 'copied', passage: row });
    at += IN_A_ROW - 1;
  }
  return found;
}

/** @param story what she wrote, all free text of the report together. */
export function screenText(text: string, story: string): Passage[] {
  const found: Passage[] = [];
  for (const [why, pattern] of patterns)
    for (const [passage] of text.matchAll(pattern)) found.push({ why, passage: passage.trim() });
  found.push(...copied(text, story));
  if (!/\breport(?:ed|s)?\b/iu.test(text)) found.push({ why: 'not-reported', passage: '' });
  return found;
}
