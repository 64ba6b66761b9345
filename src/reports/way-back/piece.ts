/**
 * A piece of a page that is written once and shown by either side: as markup by the server, as elements in a browser,
 * where our policy lets no markup be put in.
 */
type Value = string | number | boolean | undefined;
export type Piece =
  | string
  | { tag: string; attributes: Readonly<Record<string, Value>>; inside: readonly Piece[] };

export const piece = (
  tag: string,
  attributes: Readonly<Record<string, Value>>,
  ...inside: (Piece | false | null | undefined)[]
): Piece => ({
  tag,
  attributes,
  inside: inside.filter((one): one is Piece => one !== false && one !== null && one !== undefined),
});
