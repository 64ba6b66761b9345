/** What somebody writes down about a threat. It stays on their device. */
export const evidenceFields = ['what', 'when', 'where', 'who'] as const;
export type EvidenceField = (typeof evidenceFields)[number];
export type Evidence = Record<EvidenceField, string>;

/** Null where nothing was written. */
export function readEntry(typed: (name: EvidenceField) => string): Evidence | null {
  const [what, when, where, who] = evidenceFields.map((name) => typed(name).trim()) as [
    string,
    string,
    string,
    string,
  ];
  return [what, when, where, who].every((text) => text === '') ? null : { what, when, where, who };
}

/** What the tab kept, as far as it still has our shape. */
export function readKept(text: string | null): Evidence[] {
  let kept: unknown;
  try {
    kept = JSON.parse(text ?? '[]');
  } catch {
    return [];
  }
  if (!Array.isArray(kept)) return [];
  return kept.filter(
    (one): one is Evidence =>
      typeof one === 'object' &&
      one !== null &&
      evidenceFields.every((name) => typeof (one as Record<string, unknown>)[name] === 'string'),
  );
}
