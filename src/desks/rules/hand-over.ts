/** Roles of people whose desk is not one of support. */
const roleOf = { police: 'police-liaison', slavery: 'slavery-liaison' } as const;
export type Liaison = keyof typeof roleOf;
export const liaisons = Object.keys(roleOf) as Liaison[];

/**
 * Whose liaison a desk is: what its area pack says, and as soon as one of its people has the role, whatever the pack says.
 * None: a desk of support.
 */
export const liaisonsOf = (said: Liaison | undefined, roles: readonly string[]): Liaison[] =>
  liaisons.filter((one) => one === said || roles.includes(roleOf[one]));

/**
 * How a record leaves for another desk. `handed-over`: the whole, after it was opened; `passed-on`: the whole, and nobody
 * here read it; `released`: the fields that she allows a liaison.
 */
export const handOvers = ['handed-over', 'passed-on', 'released'] as const;
export type HandOver = (typeof handOvers)[number];

/** A liaison's desk is given what she released and never the whole; a desk of support is given the whole. */
export const mayHandOver = (
  as: HandOver,
  to: readonly Liaison[],
): { ok: true } | { ok: false; why: 'liaison' | 'no-liaison' } =>
  (as === 'released') === to.length > 0
    ? { ok: true }
    : { ok: false, why: to.length > 0 ? 'liaison' : 'no-liaison' };
