/** The languages that Waymark can speak. A page in one that no person has read yet says so. */
export const languages = {
  en: { name: 'English', direction: 'ltr' },
  ro: { name: 'Română', direction: 'ltr' },
} as const satisfies Record<string, { name: string; direction: 'ltr' | 'rtl' }>;

export type Language = keyof typeof languages;

export const isLanguage = (code: string): code is Language => Object.hasOwn(languages, code);

/** The words in this language, or in English where they have not been translated, and which of the two it is. */
export function speak<Words>(
  messages: { readonly en: Words } & { readonly [Other in Language]?: Words },
  language: string,
): { words: Words; spoken: Language } {
  const found = isLanguage(language) ? messages[language] : undefined;
  return found !== undefined && isLanguage(language)
    ? { words: found, spoken: language }
    : { words: messages.en, spoken: 'en' };
}

/** Chooses the form that the language uses for this many (CLDR plural categories). */
export function plural(
  language: Language,
  count: number,
  forms: Partial<Record<Intl.LDMLPluralRule, string>> & { other: string },
): string {
  return forms[new Intl.PluralRules(language).select(count)] ?? forms.other;
}

/** `2026-12-03` → `Thursday 3 December`; Romanian `joi, 3 decembrie`. */
export function sayDay(day: string, language: Language): string {
  const said = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    timeZone: 'UTC',
  }).format(new Date(`${day}T00:00:00Z`));
  return language === 'en' ? said.replace(',', '') : said;
}

/** `2026-12-03` → `3 December 2026`; Romanian `3 decembrie 2026`. */
export const dayShown = (day: string, language: string): string =>
  new Date(`${day}T00:00:00Z`).toLocaleDateString(language === 'en' ? 'en-GB' : language, {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  });
