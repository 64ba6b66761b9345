import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import { type DesksTables, readChain, readLiaisonDesks, readOpenDesks, readRoot } from '#desks/index.ts';
import type { AreaPack } from '#kit/area-pack.ts';
import type { Log } from '#kit/log.ts';
import { rootFingerprint } from '#sealed/area-statement.ts';
import type { Envelope } from '#sealed/signed.ts';
import { type ChainVerified, verifyChain } from '#sealed/epoch-chain.ts';

/** A desk that takes reports, whose chain of keys stands on the root that this area was set up with. */
export type TrustedDesk = { id: string; recipient: string; epoch: number };

/**
 * The area's open desks of support, each checked as a browser would check it: the fingerprint comes from the pack or the folder of
 * keys, so that whoever changes the database alone gets nothing sealed to a key of theirs.
 */
export function trustDesks(services: {
  db: Kysely<DesksTables>;
  pinnedRoot: (area: string) => string | null;
  log: Log;
}): (area: AreaPack) => Promise<TrustedDesk[]> {
  const { db, pinnedRoot, log } = services;
  // Checking a signature takes a millisecond and the answer never changes: it is kept by what was checked.
  const verified = new Map<string, ChainVerified>();

  function verify(
    area: string,
    desk: string,
    envelopes: readonly Envelope[],
    root: Uint8Array,
  ): ChainVerified {
    const name = createHash('sha256')
      .update(JSON.stringify([area, desk, envelopes]))
      .update(root)
      .digest('hex');
    let found = verified.get(name);
    if (found === undefined) {
      found = verifyChain(envelopes, root, { area, desk });
      if (verified.size >= 200) verified.clear();
      verified.set(name, found);
    }
    return found;
  }

  return async (pack) => {
    const area = pack.id;
    const liaisons = await readLiaisonDesks(db, pack);
    const open = (await readOpenDesks(db, area)).filter(({ id }) => !liaisons.has(id));
    if (open.length === 0) return [];
    const shown = await readRoot(db, area);
    const root = shown && new Uint8Array(Buffer.from(shown.verifyKey, 'hex'));
    const pinned = pinnedRoot(area);
    const trusted: TrustedDesk[] = [];
    for (const { id, recipient, epoch } of open) {
      const checked =
        root !== null && pinned !== null && rootFingerprint(root) === pinned
          ? verify(area, id, await readChain(db, area, id), root)
          : null;
      if (checked?.ok && checked.tip.recipient === recipient && checked.tip.number === epoch)
        trusted.push({ id, recipient, epoch });
      else log.error('desk-not-trusted', { area, desk: id });
    }
    return trusted;
  };
}
