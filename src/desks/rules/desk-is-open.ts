/** How a desk's test record was opened: by a worker's own key, or with the printed recovery identity. */
export type Opening = { worker: string; by: 'own-key' | 'recovery' };

/**
 * A desk takes records from the public only when losing one person does not lose what was sent: two members have
 * opened its test record, or one has and the offline recovery identity opened it too.
 */
export function deskIsOpen(members: readonly string[], openings: readonly Opening[]): boolean {
  const theirs = openings.filter(({ worker }) => members.includes(worker));
  const byOwnKey = new Set(theirs.filter(({ by }) => by === 'own-key').map(({ worker }) => worker));
  return byOwnKey.size >= 2 || (byOwnKey.size === 1 && theirs.some(({ by }) => by === 'recovery'));
}
