/** Kinds of care that somebody in England may ask about. Nothing is asked about the person. */
export const careKinds = [
  'gp',
  'emergency',
  'sexual',
  'contraception',
  'violence',
  'trafficked',
  'ward',
  'planned',
  'other',
] as const;
export type CareKind = (typeof careKinds)[number];
export type CareAnswer = 'free-for-all' | 'may-cost' | 'ask-first';
export const isCareKind = (text: string): text is CareKind => careKinds.some((kind) => kind === text);

/**
 * Guidance on charging overseas visitors in England, 24 December 2024: primary care, A&E, sexual health and
 * contraception are free for everyone; other hospital care is not. What we know from one copy or from memory only is
 * `ask-first`, in favour of a question that costs nothing.
 */
export function careAnswer(kind: CareKind): CareAnswer {
  switch (kind) {
    case 'gp':
    case 'emergency':
    case 'sexual':
    case 'contraception':
      return 'free-for-all';
    case 'ward':
    case 'planned':
      return 'may-cost';
    case 'violence':
    case 'trafficked':
    case 'other':
      return 'ask-first';
  }
}
