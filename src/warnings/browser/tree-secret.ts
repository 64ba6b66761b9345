import { type OpenedDesk, readSecret, writeSecret } from '#desks/browser.ts';

/**
 * The 32 bytes from which every card's keys grow: a secret of the desk that hands out cards, made when it is first
 * asked for. Null when the server would keep none.
 */
export async function treeSecret(opened: OpenedDesk): Promise<Uint8Array | null> {
  const kept = await readSecret(opened, 'tree');
  if (kept !== null) return kept;
  const made = crypto.getRandomValues(new Uint8Array(32));
  // Where a colleague was quicker, theirs is the secret.
  await writeSecret(opened, 'tree', made);
  return await readSecret(opened, 'tree');
}
