/**
 * The text of a page: Markdown, of which only plain things are known. What is not known (HTML, a picture, code, a table,
 * an address outside) is refused, never passed on: the reader of a page of the guide is shown our own markup alone.
 */
import { Lexer, type Token, type Tokens } from 'marked';
import type { Wrong } from './read-front-matter.ts';

export type Inline =
  | { text: string }
  | { strong: readonly Inline[] }
  | { em: readonly Inline[] }
  /** `to`: an address of ours without area and language, `/report`, `/guide/notices`. */
  | { to: string; said: readonly Inline[] }
  /** `line`: the id of a line of `lines.json`; dialled only while it may be. */
  | { line: string; said: readonly Inline[] };
export type Block =
  | { paragraph: readonly Inline[] }
  | { heading: readonly Inline[] }
  /** Each item has one line of text. */
  | { list: readonly (readonly Inline[])[]; ordered: boolean }
  /** What must not be overread; written as a quotation (`> `). */
  | { care: readonly (readonly Inline[])[] };

const NUMBER_WORDS =
  /\b(?:(?:zero|oh|nought|one|two|three|four|five|six|seven|eight|nine|double|treble|triple)[\s,-]+){5,}/i;
const LONG_NUMBER = /\+?\d(?:[\s().-]*\d){5,}/;

/** Why a sign that nobody sees may not stand in it: one that is broken, that controls, or that turns the direction. */
export const hiddenSign = (text: string): string | null =>
  // oxlint-disable-next-line no-control-regex -- these are what is looked for
  /[\u0000-\u0008\u000B-\u001F\u007F\u202A-\u202E\u2066-\u2069\uFFFD]/.test(text)
    ? 'a sign that nobody can see, or that is not UTF-8, stands here'
    : null;

/** Why this text may not stand on a page; null where it may. A number to dial stands in lines.json, never in prose. */
export function unspeakable(text: string): string | null {
  if (/[<>]/.test(text)) return 'HTML is not passed on: write Markdown';
  if (/&#?\w+;/.test(text)) return 'write the character itself, not its HTML name';
  if (/javascript:|data:|vbscript:/i.test(text)) return 'script is not passed on';
  if (LONG_NUMBER.test(text) || NUMBER_WORDS.test(text))
    return 'a number to dial goes into lines.json; link to it with (line:its-id)';
  return hiddenSign(text);
}

class Refusal extends Error {
  readonly raw: string;
  constructor(raw: string, why: string) {
    super(why);
    this.raw = raw;
  }
}

export type Known = {
  address: (to: string) => boolean;
  line: (id: string) => boolean;
  /** The name of the page that has this title already. */
  titled: (title: string) => string | null;
};

function readInline(tokens: readonly Token[], known: Known): Inline[] {
  return tokens.map((token): Inline => {
    switch (token.type) {
      case 'text':
      case 'escape': {
        const { text, tokens: inner } = token as Tokens.Text;
        if (inner !== undefined && inner.length > 1)
          throw new Refusal(token.raw, 'expected one line of text');
        return { text: text.replaceAll('\n', ' ') };
      }
      case 'strong':
        return { strong: readInline((token as Tokens.Strong).tokens, known) };
      case 'em':
        return { em: readInline((token as Tokens.Em).tokens, known) };
      case 'link': {
        const { href, tokens: inner, raw, title } = token as Tokens.Link;
        if (title !== undefined && title !== null) throw new Refusal(raw, 'a link has no title');
        const line = /^line:([a-z0-9-]+)$/.exec(href)?.[1];
        if (line !== undefined) {
          if (!known.line(line)) throw new Refusal(raw, `lines.json has no line ${line}`);
          return { line, said: readInline(inner, known) };
        }
        if (!known.address(href))
          throw new Refusal(raw, `there is no page ${href}: a link leads to a page of ours or to a line`);
        return { to: href, said: readInline(inner, known) };
      }
      case 'html':
        throw new Refusal(token.raw, 'HTML is not passed on: write Markdown');
      default:
        throw new Refusal(
          token.raw,
          `${token.type} is not known here: text, lists, ## headings and > notes are`,
        );
    }
  });
}

/** The inline tokens of an item or a note: one paragraph. */
function oneLine(tokens: readonly Token[], raw: string): readonly Token[] {
  const [first, ...more] = tokens.filter(({ type }) => type !== 'space');
  if (first === undefined || more.length > 0)
    throw new Refusal(raw, 'expected one line of text in each item');
  if (first.type !== 'text' && first.type !== 'paragraph')
    throw new Refusal(first.raw, `${first.type} is not known inside an item`);
  return (first as Tokens.Paragraph).tokens;
}

function readBlock(token: Token, known: Known): Block {
  switch (token.type) {
    case 'paragraph':
      return { paragraph: readInline((token as Tokens.Paragraph).tokens, known) };
    case 'heading': {
      const { depth, tokens } = token as Tokens.Heading;
      if (depth !== 2) throw new Refusal(token.raw, 'expected ## before a heading');
      return { heading: readInline(tokens, known) };
    }
    case 'list': {
      const { items, ordered } = token as Tokens.List;
      if (items.some(({ task }) => task)) throw new Refusal(token.raw, 'boxes to tick are not known here');
      return { ordered, list: items.map(({ tokens, raw }) => readInline(oneLine(tokens, raw), known)) };
    }
    case 'blockquote': {
      const paragraphs = (token as Tokens.Blockquote).tokens.filter(({ type }) => type !== 'space');
      return { care: paragraphs.map((one) => readInline(oneLine([one], one.raw), known)) };
    }
    case 'html':
      throw new Refusal(token.raw, 'HTML is not passed on: write Markdown');
    default:
      throw new Refusal(
        token.raw,
        `${token.type} is not known here: text, lists, ## headings and > notes are`,
      );
  }
}

const linesIn = (text: string): number => text.split('\n').length - 1;

/** @param firstLine where `text` begins in its file. */
export function readText(
  text: string,
  firstLine: number,
  known: Known,
): { ok: true; blocks: readonly Block[] } | Wrong {
  for (const [at, said] of text.split('\n').entries()) {
    // `>` at the beginning makes a note.
    const why = unspeakable(said.replace(/^> ?/, ''));
    if (why !== null) return { ok: false, line: firstLine + at, why };
  }
  const blocks: Block[] = [];
  let before = '';
  for (const token of new Lexer({ gfm: true }).lex(text)) {
    try {
      if (token.type !== 'space') blocks.push(readBlock(token, known));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const inside = Math.max(0, token.raw.indexOf(error.raw.trimEnd()));
      const line = firstLine + linesIn(before) + linesIn(token.raw.slice(0, inside));
      return { ok: false, line, why: error.message };
    }
    before += token.raw;
  }
  if (blocks.length === 0) return { ok: false, line: firstLine, why: 'expected some text' };
  return { ok: true, blocks };
}
