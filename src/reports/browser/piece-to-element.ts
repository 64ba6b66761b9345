import type { Piece } from '../way-back/piece.ts';

export function pieceToElement(piece: Piece): Node {
  if (typeof piece === 'string') return document.createTextNode(piece);
  const made = document.createElement(piece.tag);
  for (const [name, value] of Object.entries(piece.attributes))
    if (value !== undefined && value !== false) made.setAttribute(name, value === true ? '' : String(value));
  made.append(...piece.inside.map(pieceToElement));
  return made;
}
