import { type Markup, attributes, html, raw } from '#kit/html/markup.ts';
import type { Piece } from './piece.ts';

export function pieceToMarkup(piece: Piece): Markup {
  if (typeof piece === 'string') return html`${piece}`;
  const start = html`<${raw(piece.tag)}${attributes(piece.attributes)}>`;
  // A parser drops one line feed after this tag.
  const lead = piece.tag === 'textarea' ? '\n' : '';
  return piece.tag === 'input'
    ? start
    : html`${start}${lead}${piece.inside.map(pieceToMarkup)}</${raw(piece.tag)}>`;
}
