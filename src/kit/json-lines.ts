import { type Node, findNodeAtLocation, parseTree } from 'jsonc-parser';

/** The line, from 1, of an offset into a text. */
export function openLines(text: string): (offset: number) => number {
  const ends: number[] = [];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) ends.push(at);
  return (offset) => {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ends[middle] ?? 0) < offset) low = middle + 1;
      else high = middle;
    }
    return low + 1;
  };
}

/** What stands at a path; a missing key has no place of its own: the nearest thing around it has. */
export function nodeNear(tree: Node, path: readonly (string | number)[]): Node {
  for (let length = path.length; length > 0; length--) {
    const node = findNodeAtLocation(tree, path.slice(0, length));
    if (node !== undefined) return node;
  }
  return tree;
}

/** The line of what stands at a path of a JSON text. The text is gone through when the first line is asked for. */
export function openJsonLines(text: string): (path: readonly (string | number)[]) => number {
  let known: { tree: Node | undefined; line: (offset: number) => number } | undefined;
  return (path) => {
    known ??= { tree: parseTree(text), line: openLines(text) };
    return known.tree === undefined ? 1 : known.line(nodeNear(known.tree, path).offset);
  };
}
