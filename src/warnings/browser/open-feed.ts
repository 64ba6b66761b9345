/** The feed as a card opens it: the one signed file, the epoch's secret, and the people whose signatures count. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { readArea, verifyDesk } from '#kit/device/verify-desk.ts';
import type { AreaStatement } from '#sealed/area-statement.ts';
import type { Feed } from '#sealed/blind/derive-tag.ts';
import { isAnnounced, readAnnounced } from '#sealed/broadcast/announcement.ts';
import { openEpoch } from '#sealed/broadcast/epoch-header.ts';
import { type Bundle, parseBundle } from '#sealed/bundle/bundle.ts';
import type { EpochStatement } from '#sealed/epoch-chain.ts';
import { type Member, changeMember } from './member-store.ts';

export type OpenedFeed = {
  bundle: Bundle;
  feed: Feed;
  /** Verified to the root that the card vouches for, by desk. */
  chains: Map<string, readonly EpochStatement[]>;
  statement: AreaStatement;
};
/**
 * `network`: no answer; `no-feed`: no desk has started one; `stopped`: this card is left out of the feed; `rolled-back`: an
 * older file than this device has seen; `not-genuine`: not what the area's people and service signed.
 */
export type FeedOpened =
  | ({ ok: true } & OpenedFeed)
  | { ok: false; why: 'network' | 'no-feed' | 'stopped' | 'rolled-back' | 'not-genuine' };

type Fetched =
  | { ok: true; bytes: Uint8Array; etag: string | null }
  | { ok: false; why: 'network' | 'no-feed' };

async function download(path: string): Promise<Fetched> {
  try {
    const answer = await fetch(path, { credentials: 'omit', cache: 'no-cache' });
    if (!answer.ok) return { ok: false, why: answer.status === 404 ? 'no-feed' : 'network' };
    const etag = answer.headers.get('etag');
    return { ok: true, bytes: new Uint8Array(await answer.arrayBuffer()), etag };
  } catch {
    return { ok: false, why: 'network' };
  }
}

/** Milliseconds until a bundle and a header that belong to two epochs are asked for again: the feed turned in between. */
const TURNING = [500, 1500, 4000];

/** Always the same requests in the same order, whatever is in the answers: bundle, epochs, the area, the chain of each desk. */
export async function openFeed(member: Member, desks: readonly string[]): Promise<FeedOpened> {
  for (const wait of TURNING) {
    const opened = await openOnce(member, desks);
    if (!opened.ok || opened.bundle.epoch === opened.feed.epoch) return opened;
    await new Promise((later) => setTimeout(later, wait));
  }
  return { ok: false, why: 'network' };
}

async function openOnce(member: Member, desks: readonly string[]): Promise<FeedOpened> {
  const { area, rootFingerprint } = member;
  const file = await download(`/api/areas/${area}/warnings.bundle`);
  const header = await download(`/api/areas/${area}/epochs`);
  const about = await readArea(area).catch(() => null);
  if (about === null) return { ok: false, why: 'network' };
  const chains = new Map<string, readonly EpochStatement[]>();
  let statement: AreaStatement | null = null;
  let fault: 'network' | 'not-genuine' | null = null;
  for (const desk of desks) {
    const verified = await verifyDesk({ area, desk, rootFingerprint, remember: true, about });
    if (verified.ok) {
      chains.set(desk, verified.chain);
      statement = verified.statement;
    } else if (verified.why === 'network') fault = 'network';
    // A desk that has not been set up signs nothing; every other fault is one.
    else if (verified.why !== 'empty') fault ??= 'not-genuine';
  }
  if (fault !== null) return { ok: false, why: fault };
  if (!file.ok) return file;
  if (!header.ok) return header;
  if (statement === null) return { ok: false, why: 'no-feed' };
  // An ETag of one's own would be a mark by which this device is known again.
  if (file.etag !== null && !file.etag.includes(bytesToHex(sha256(file.bytes))))
    return { ok: false, why: 'not-genuine' };
  const serviceKey = hexToBytes(statement.serviceKey);
  const parsed = parseBundle(file.bytes, { area, serviceKey, leastCounter: member.bundleCounter });
  if (!parsed.ok) return { ok: false, why: parsed.why === 'rolled-back' ? 'rolled-back' : 'not-genuine' };
  const { bundle } = parsed;
  const announced = readAnnounced(header.bytes);
  if (announced === null || !isAnnounced(announced, area, chains)) return { ok: false, why: 'not-genuine' };
  const opened = await openEpoch(announced.header, area, member.path);
  if (!opened.ok) return { ok: false, why: opened.why === 'not-covered' ? 'stopped' : 'not-genuine' };
  await changeMember(area, (kept) =>
    bundle.counter > kept.bundleCounter ? { ...kept, bundleCounter: bundle.counter } : null,
  );
  const feed = { area, epoch: opened.epoch, feedSecret: opened.secret };
  return { ok: true, bundle, feed, chains, statement };
}
