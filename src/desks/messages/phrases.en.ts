/** Sentences that a desk begins an answer with; each is the same in every language, by its name. */
export const phrasesEn = {
  thanks: 'Thank you for telling us. You did nothing wrong.',
  safe: 'Are you safe now? If not, call 999. If you cannot speak, stay on the line and press 55.',
  talk: 'Would you like to talk to someone? We can arrange it without your name.',
  read: 'We have read everything you wrote. You decide what happens next.',
  wait: 'We need some more time. We will write to you again here.',
  more: 'Can you tell us more? Leave out what you do not want to say.',
  language: 'Write in the language that you like best.',
  interpreter:
    'We do not speak your language well. May an interpreter read what you wrote? We will tell you here who it is. You can say no.',
  closed: 'We will close this now. You can write to us again here with your code.',
};
export type Phrases = Record<keyof typeof phrasesEn, string>;
