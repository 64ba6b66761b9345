import { type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import { openJsonLines, openLines } from '#kit/json-lines.ts';
import { importWords as words } from '../messages/import.en.ts';
import { type Incoming, type Path, type Read, isRecord } from './incoming.ts';

type Found = { value: Record<string, unknown>; at: (path: Path) => Path };

/** HSDS has no null, and people write empty texts for what they do not know: both are not there. */
const parse = (text: string): unknown =>
  JSON.parse(text, (_key, value: unknown) => (value === null || value === '' ? undefined : value));

/** Services of a list, of a page, or of an organisation that holds its services; or the one service. */
function servicesIn(value: unknown, prefix: Path): Found[] {
  if (Array.isArray(value)) return value.flatMap((one: unknown, at) => servicesIn(one, [...prefix, at]));
  if (!isRecord(value)) return [{ value: {}, at: () => prefix }];
  const { contents, services, ...own } = value;
  if (Array.isArray(contents)) return servicesIn(contents, [...prefix, 'contents']);
  if (!Array.isArray(services)) return [{ value, at: (path) => [...prefix, ...path] }];
  return servicesIn(services, [...prefix, 'services']).map((one) => ({
    value: { organization: own, ...one.value },
    at: (path) => (path[0] === 'organization' ? [...prefix, ...path.slice(1)] : one.at(path)),
  }));
}

/** What is wrong with a text that is not JSON. */
function faultOf(text: string): { line: number; why: string } {
  try {
    const errors: ParseError[] = [];
    parseTree(text, errors, { disallowComments: true });
    const [broken] = errors;
    const what = broken === undefined ? 'empty' : printParseErrorCode(broken.error);
    return { line: openLines(text)(broken?.offset ?? 0), why: words.notJson(what) };
  } catch {
    return { line: 1, why: words.tooDeep };
  }
}

/** One JSON text, or one on each line. A line that is broken takes nothing away from the others. */
export function readJsonFile(text: string, file: string): Read {
  try {
    const lineAt = openJsonLines(text);
    const incoming = servicesIn(parse(text), []).map((one): Incoming => ({
      value: one.value,
      at: (path) => ({ file, line: lineAt(one.at(path)) }),
    }));
    if (incoming.length > 0) return { incoming, refused: [] };
    return { incoming, refused: [{ file, line: 1, why: words.noService }] };
  } catch (error) {
    if (error instanceof RangeError)
      return { incoming: [], refused: [{ file, line: 1, why: words.tooDeep }] };
  }
  const lines = text.split('\n').map((line, at) => ({ line, at: at + 1 }));
  const written = lines.filter(({ line }) => line.trim() !== '');
  const tried = written.map(({ line, at }) => ({ at, line, found: tryParse(line) }));
  if (!tried.some(({ found }) => isRecord(found)))
    return { incoming: [], refused: [{ file, ...faultOf(text) }] };
  return {
    incoming: tried.flatMap(({ at, found }) =>
      found === undefined
        ? []
        : servicesIn(found, []).map(({ value }): Incoming => ({ value, at: () => ({ file, line: at }) })),
    ),
    refused: tried
      .filter(({ found }) => found === undefined)
      .map(({ at, line }) => ({ file, line: at, why: faultOf(line).why })),
  };
}

function tryParse(line: string): unknown {
  try {
    return parse(line);
  } catch {
    return undefined;
  }
}
