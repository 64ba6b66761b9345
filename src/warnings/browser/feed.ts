/** The feed as a desk holds it: the cards' tree, from which it reads the secret of the feed's epoch as cards do. */
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import * as v from 'valibot';
import { DeskRefused, type OpenedDesk, chainOf, deskFetch, readSecret, writeSecret } from '#desks/browser.ts';
import type { Feed } from '#sealed/blind/derive-tag.ts';
import { announcedBy, isAnnounced, readAnnounced } from '#sealed/broadcast/announcement.ts';
import { openWithTree } from '#sealed/broadcast/epoch-header.ts';
import { type Bundle, parseBundle } from '#sealed/bundle/bundle.ts';
import { concat, utf8 } from '#sealed/wire.ts';
import { turnFeed } from './turn-feed.ts';

const random = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length));

/** A secret of the desk by name, made by whoever needs it first. */
async function ownSecret(opened: OpenedDesk, name: string): Promise<Uint8Array> {
  const there = await readSecret(opened, name);
  if (there !== null) return there;
  // Where a colleague was quicker this is refused, and theirs is read.
  await writeSecret(opened, name, random(32));
  const made = await readSecret(opened, name);
  if (made === null) throw new DeskRefused('feed-elsewhere');
  return made;
}

/** A secret that one desk of an area makes and others are let in to (`area/`: see desks/people/keys.api.ts). */
export const TREE = 'area/tree';

/** `tree`: the 32 bytes from which every card's keys grow. */
export type DeskFeed = { feed: Feed; tree: Uint8Array };

/**
 * The feed of the area, begun by the first desk that writes a warning or hands out a card: its secret is sealed for every card
 * of the tree, and the header is public. Throws `DeskRefused`: `feed-elsewhere` where another desk began it and has not let
 * this one in; `another-feed` where no desk signed the header or it is not of the tree that the cards hold.
 */
export async function openFeed(opened: OpenedDesk): Promise<DeskFeed> {
  const { area } = opened;
  const address = `/api/areas/${area}/epochs`;
  let there = await fetch(address);
  if (there.status === 404) {
    await turnFeed(opened, { tree: await ownSecret(opened, TREE), feed: null });
    // Where a colleague was quicker, theirs stands.
    there = await fetch(address);
  }
  if (!there.ok) throw new DeskRefused('network');
  const tree = await readSecret(opened, TREE);
  if (tree === null) throw new DeskRefused('feed-elsewhere');
  const announced = readAnnounced(new Uint8Array(await there.arrayBuffer()));
  const by = announced && announcedBy(announced);
  if (announced === null || by === null) throw new DeskRefused('another-feed');
  const chain = by === opened.desk ? opened.chain : await chainOf(opened, by);
  const header = await openWithTree(announced.header, area, tree);
  if (!header.ok || !isAnnounced(announced, area, new Map([[by, chain]])))
    throw new DeskRefused('another-feed');
  return { feed: { area, epoch: header.epoch, feedSecret: header.secret }, tree };
}
/** The bundle that stands, verified; null before there is one, or where the service did not sign it. */
export async function fetchBundle(opened: OpenedDesk): Promise<Bundle | null> {
  const answer = await fetch(`/api/areas/${opened.area}/warnings.bundle`);
  if (!answer.ok) return null;
  const parsed = parseBundle(new Uint8Array(await answer.arrayBuffer()), {
    area: opened.area,
    serviceKey: hexToBytes(opened.statement.serviceKey),
  });
  return parsed.ok ? parsed.bundle : null;
}

/** This one included. A card can send more than one. */
export type Repeat = { reports: number; fromCards: number };
const Repeats = v.object({
  reports: v.array(v.array(v.object({ record: v.string(), mark: v.nullable(v.string()) }))),
});

/**
 * How many opened reports of this desk name each of these identifiers, and how many of them come from cards. The server sees
 * tags and marks that only this desk can make from what the evaluators answered, and tell apart.
 */
export async function countRepeats(
  opened: OpenedDesk,
  { record, outputs, fromCard }: { record: string; outputs: readonly Uint8Array[]; fromCard: boolean },
): Promise<Repeat[] | null> {
  const secret = await ownSecret(opened, 'repeat');
  const keyed = (...parts: Uint8Array[]): string =>
    bytesToHex(hmac(sha256, secret, concat(...parts)).subarray(0, 16));
  const markOf = (y: Uint8Array, of: string, card: boolean): string =>
    keyed(utf8(`${card ? 'card' : 'none'}:${of}:`), y);
  const tags = outputs.map((y) => ({ tag: keyed(y), mark: markOf(y, record, fromCard) }));
  const answer = await deskFetch(`${opened.desk}/repeat`, { method: 'POST', body: { record, tags } });
  if (!answer.ok) return null;
  const { reports } = v.parse(Repeats, await answer.json());
  return outputs.map((y, at) => {
    const all = reports[at] ?? [];
    const cards = all.filter((one) => one.mark === markOf(y, one.record, true));
    return { reports: all.length, fromCards: cards.length };
  });
}
