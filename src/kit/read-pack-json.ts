import { type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import * as v from 'valibot';
import { nodeNear, openLines } from './json-lines.ts';

export type PackRead<Shape> = { ok: true; value: Shape } | { ok: false; why: string };

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
  const line = openLines(text);
  const [broken] = errors;
  if (!tree || broken) {
    const what = broken ? printParseErrorCode(broken.error) : 'empty';
    return { ok: false, why: `${file}:${line(broken?.offset ?? 0)}: not JSON (${what}).` };
  }
  const parsed = v.safeParse(schema, JSON.parse(text), { abortEarly: true });
  if (parsed.success) return { ok: true, value: parsed.output };
  const [issue] = parsed.issues;
  const path = (issue.path ?? []).map(({ key }) => key as string | number);
  const expected = issue.received === 'undefined' ? 'it, and it is missing' : issue.message;
  const where = path.length === 0 ? '' : `${path.join('.')}: `;
  return { ok: false, why: `${file}:${line(nodeNear(tree, path).offset)}: ${where}expected ${expected}.` };
}
