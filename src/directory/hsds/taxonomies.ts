import { hsdsWords as words } from '../messages/hsds.en.ts';
import { audiences, entrances, needs } from '../rules/service.ts';
import { uuidOf } from './uuids.ts';

/** In which all that is the same in every area has its UUID. Never to be changed: harvesters know our terms by it. */
const space = '6f2d8c1e-3b7a-4f59-9d04-e8a1c5b70d36';

export const kinds = ['need', 'audience', 'entrance', 'interpreting'] as const;
export type Kind = (typeof kinds)[number];
/** `code` is the word by which a service's document knows it. */
export type Term = { id: string; kind: Kind; code: string; name: string };
export type Taxonomy = { id: string; kind: Kind; name: string; description: string; terms: readonly Term[] };

const codes: Record<Kind, readonly string[]> = {
  need: needs,
  audience: audiences,
  entrance: entrances,
  interpreting: Object.keys(words.interpreting),
};
const named: Record<Kind, Readonly<Record<string, string>>> = {
  need: words.needs,
  audience: words.audiences,
  entrance: words.entrances,
  interpreting: words.interpreting,
};

export const taxonomies: readonly Taxonomy[] = kinds.map((kind) => ({
  id: uuidOf(space, `taxonomy/${kind}`),
  kind,
  ...words.taxonomies[kind],
  terms: codes[kind].map((code) => ({
    id: uuidOf(space, `term/${kind}/${code}`),
    kind,
    code,
    name: named[kind][code] ?? code,
  })),
}));
const terms = new Map(
  taxonomies.flatMap((one) => one.terms.map((term) => [`${term.kind}/${term.code}`, term] as const)),
);

export function termOf(kind: Kind, code: string): Term {
  const found = terms.get(`${kind}/${code}`);
  if (found === undefined) throw new Error(`${kind} has no term ${code}`);
  return found;
}

const taxonomyOf = (kind: Kind): Taxonomy => {
  const found = taxonomies.find((one) => one.kind === kind);
  if (found === undefined) throw new Error(`no taxonomy of ${kind}`);
  return found;
};

/** As HSDS says a term: `term` is the profile's word for what HSDS calls `code`. */
export function termDocument({ id, kind, code, name }: Term) {
  const taxonomy = taxonomyOf(kind);
  return {
    id,
    code,
    name,
    description: `${taxonomy.description.slice(0, -1)}: ${name}`,
    taxonomy: taxonomy.name,
    taxonomy_id: taxonomy.id,
    term: code,
    language: 'en',
  };
}

export const taxonomyDocument = ({ id, name, description, terms: own }: Taxonomy, full: boolean) => ({
  id,
  name,
  description,
  version: '1',
  ...(full ? { taxonomy_terms: own.map(termDocument) } : {}),
});
