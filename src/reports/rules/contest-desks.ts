/**
 * Ids of the desks that read contests, out of those that are open: of other organisations than the area's first desk,
 * which is the one that writes warnings. Decided by the pack alone, so that the answer is the same for every contest.
 */
export function contestDesks(
  { desks }: { readonly desks: readonly { id: string; organisation: string }[] },
  open: readonly string[],
): string[] {
  const writes = desks[0]?.organisation;
  return desks
    .filter(({ id, organisation }) => organisation !== writes && open.includes(id))
    .map(({ id }) => id);
}
