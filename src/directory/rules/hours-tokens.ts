const TOKEN = /24\/7|\d{4}|\d{1,2}(?:st|nd|rd|th)\b|\d{1,2}(?:[:.]\d{2})?|[\p{L}'’]+|\S/gu;

/** The words, numbers and signs of a sentence, and how far it has been read. An empty token is the end. */
export class Tokens {
  readonly all: readonly string[];
  private at = 0;

  constructor(text: string) {
    const plain = text
      .normalize('NFKC')
      .toLowerCase()
      .replaceAll(/[–—−]/g, '-')
      .replaceAll(/\b([ap])\.m\.?(?![\p{L}])/gu, '$1m');
    this.all = plain.match(TOKEN) ?? [];
  }
  peek(ahead = 0): string {
    return this.all[this.at + ahead] ?? '';
  }
  next(): string {
    this.at += 1;
    return this.before();
  }
  /** What was read last. */
  before(): string {
    return this.all[this.at - 1] ?? '';
  }
  mark(): number {
    return this.at;
  }
  atEnd(): boolean {
    return this.at >= this.all.length;
  }
  /** Goes past one of these. */
  skip(...words: readonly string[]): boolean {
    if (!words.includes(this.peek())) return false;
    this.at += 1;
    return true;
  }
  /** Goes past all of these, in this order, or past none. */
  take(...words: readonly string[]): boolean {
    if (!words.every((word, ahead) => this.peek(ahead) === word)) return false;
    this.at += words.length;
    return true;
  }
}
