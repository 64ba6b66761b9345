/** The feed as a desk holds it: the cards' tree and the secret of the feed's epoch, which the server never learns. */
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { base64 } from '@scure/base';
import { DeskRefused, type OpenedDesk, deskFetch, readSecret, writeSecret } from '#desks/browser.ts';
import type { Feed } from '#sealed/blind/derive-tag.ts';
import { openWithTree, sealEpoch } from '#sealed/broadcast/epoch-header.ts';
import { type Bundle, parseBundle } from '#sealed/bundle/bundle.ts';
import { sameBytes } from '#sealed/wire.ts';

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

/** Names of secrets that one desk of an area makes and others are let in to (`area/`: see desks/people/keys.api.ts). */
export const areaSecrets = { tree: 'area/tree', feed: 'area/feed/1' } as const;

/** `tree`: the 32 bytes from which every card's keys grow. */
export type DeskFeed = { feed: Feed; tree: Uint8Array };

/**
 * The feed of the area, begun by the first desk that writes a warning or hands out a card: its secret is sealed for every card
 * of the tree, and the header is public. Throws `DeskRefused`: `feed-elsewhere` where another desk began it and has not let
 * this one in; `another-feed` where this desk's secrets are not those that the cards hold.
 */
export async function openFeed(opened: OpenedDesk): Promise<DeskFeed> {
  const { area } = opened;
  const address = `/api/areas/${area}/epochs`;
  let there = await fetch(address);
  if (there.status === 404) {
    const [treeSecret, secret] = [
      await ownSecret(opened, areaSecrets.tree),
      await ownSecret(opened, areaSecrets.feed),
    ];
    const header = await sealEpoch({ area, epoch: 1, secret, treeSecret, revoked: [] }, random);
    await deskFetch(`${opened.desk}/feed-epochs`, {
      method: 'POST',
      body: { number: 1, header: base64.encode(header) },
    });
    // Where a colleague was quicker, theirs stands.
    there = await fetch(address);
  }
  if (!there.ok) throw new DeskRefused('network');
  const tree = await readSecret(opened, areaSecrets.tree);
  const feedSecret = await readSecret(opened, areaSecrets.feed);
  if (tree === null || feedSecret === null) throw new DeskRefused('feed-elsewhere');
  const header = await openWithTree(new Uint8Array(await there.arrayBuffer()), area, tree);
  if (!header.ok || !sameBytes(header.secret, feedSecret)) throw new DeskRefused('another-feed');
  return { feed: { area, epoch: header.epoch, feedSecret }, tree };
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

/**
 * How many opened reports of this desk name each of these identifiers, this one included. The server sees tags that only
 * this desk can make from what the evaluators answered.
 */
export async function countRepeats(
  opened: OpenedDesk,
  record: string,
  outputs: readonly Uint8Array[],
): Promise<number[] | null> {
  const secret = await ownSecret(opened, 'repeat');
  const tags = outputs.map((y) => bytesToHex(hmac(sha256, secret, y).subarray(0, 16)));
  const answer = await deskFetch(`${opened.desk}/repeat`, { method: 'POST', body: { record, tags } });
  if (!answer.ok) return null;
  const { reports } = (await answer.json()) as { reports: number[] };
  return reports;
}
