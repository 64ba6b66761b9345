import { type ParseError, findNodeAtLocation, parseTree, printParseErrorCode } from 'jsonc-parser';
import * as v from 'valibot';

export type PackRead<Shape> = { ok: true; value: Shape } | { ok: false; why: string };

const lineAt = (text: string, offset: number): number => text.slice(0, offset).split('\n').length;

/**
 * Reads a file of an area pack. A refusal is one line: the file, the line, where in it and what is expected.
 * @param file how the file is called in the refusal.
 */
export function readPackJson<Schema extends v.GenericSchema>(
  schema: Schema,
  text: string,
  file: string,
): PackRead<v.InferOutput<Schema>> {
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { disallowComments: true });
  const [broken] = errors;
  if (!tree || broken) {
    const what = broken ? printParseErrorCode(broken.error) : 'empty';
    return { ok: false, why: `${file}:${lineAt(text, broken?.offset ?? 0)}: not JSON (${what}).` };
  }
  const parsed = v.safeParse(schema, JSON.parse(text), { abortEarly: true });
  if (parsed.success) return { ok: true, value: parsed.output };
  const [issue] = parsed.issues;
  const path = (issue.path ?? []).map(({ key }) => key as string | number);
  // A missing key has no line of its own: the nearest thing around it has.
  let node = findNodeAtLocation(tree, path);
  for (let length = path.length - 1; node === undefined && length > 0; length--)
    node = findNodeAtLocation(tree, path.slice(0, length));
  const expected = issue.received === 'undefined' ? 'it, and it is missing' : issue.message;
  const where = path.length === 0 ? '' : `${path.join('.')}: `;
  return { ok: false, why: `${file}:${lineAt(text, (node ?? tree).offset)}: ${where}expected ${expected}.` };
}
