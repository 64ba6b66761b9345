import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { type Bytes, type RandomBytes, Reader, WireError, concat, uint, utf8 } from '../wire.ts';
import { type NodeKey, LEAVES, cover, nodeKey } from './tree.ts';

// struct {
//     uint8_t magic[4] = "WMB1";
//     uint8_t area_length; uint8_t area[area_length];
//     uint32_t epoch;
//     uint8_t id[16];            /* random, so that no one-time key is used twice */
//     uint16_t count;
//     uint24_t node[count];      /* rising */
//     uint8_t sealed[count][48]; /* AES-256-GCM, nonce of zeros: the key is used once */
// } EpochHeader;
const magic = utf8('WMB1');
const SECRET_LENGTH = 32;
const SEALED_LENGTH = SECRET_LENGTH + 16;

/** What everyone may see of a header; the same bytes go to every device, so asking for it says nothing. */
export type EpochHeader = { area: string; epoch: number; id: Bytes; nodes: number[]; sealed: Bytes[] };

export type Parsed = { ok: true; header: EpochHeader } | { ok: false; why: 'malformed' };
export type Opened =
  | { ok: true; epoch: number; secret: Bytes }
  | { ok: false; why: 'malformed' | 'other-area' | 'not-covered' | 'not-authentic' };

export type SealEpoch = {
  area: string;
  epoch: number;
  /** The 32 bytes that cards are to learn. */
  secret: Uint8Array;
  /** 32 bytes. */
  treeSecret: Uint8Array;
  /** Leaves of cards that must not learn it. */
  revoked: Iterable<number>;
  /** A power of two; 16,384 unless told. */
  leaves?: number;
};

/** Seals an epoch's secret for every card that is not revoked: 51 bytes for each node of the cover. */
export async function sealEpoch(wish: SealEpoch, random: RandomBytes): Promise<Bytes> {
  if (wish.secret.length !== SECRET_LENGTH) throw new RangeError('an epoch secret has 32 bytes');
  const id = new Uint8Array(random(16));
  const nodes = cover(wish.revoked, wish.leaves ?? LEAVES);
  const head = publicPart({ area: wish.area, epoch: wish.epoch, id, nodes });
  const sealed = await Promise.all(
    nodes.map(async (node) => {
      const key = await oneTimeKey(nodeKey(wish.treeSecret, wish.area, node), id, 'encrypt');
      const options = { name: 'AES-GCM', iv: new Uint8Array(12), additionalData: head };
      return new Uint8Array(await crypto.subtle.encrypt(options, key, new Uint8Array(wish.secret)));
    }),
  );
  return concat(head, ...sealed);
}

export function parseHeader(bytes: Uint8Array): Parsed {
  try {
    const reader = new Reader(bytes);
    if (reader.text(4) !== 'WMB1') return { ok: false, why: 'malformed' };
    const area = reader.text(reader.uint(1));
    const epoch = reader.uint(4);
    const id = reader.take(16);
    const count = reader.uint(2);
    if (reader.left !== count * (3 + SEALED_LENGTH)) return { ok: false, why: 'malformed' };
    const nodes = Array.from({ length: count }, () => reader.uint(1) * 65_536 + reader.uint(2));
    if (nodes.some((node, i) => node <= (nodes[i - 1] ?? 0))) return { ok: false, why: 'malformed' };
    const sealed = nodes.map(() => reader.take(SEALED_LENGTH));
    return { ok: true, header: { area, epoch, id, nodes, sealed } };
  } catch (error) {
    if (error instanceof WireError) return { ok: false, why: 'malformed' };
    throw error;
  }
}

/**
 * Opens a header with a card's path keys. `not-covered` is what a revoked card sees; `not-authentic` means that
 * the bytes were changed or that the card is of another tree.
 */
export async function openEpoch(bytes: Uint8Array, area: string, path: NodeKey[]): Promise<Opened> {
  const parsed = parseHeader(bytes);
  if (!parsed.ok) return parsed;
  const { header } = parsed;
  if (header.area !== area) return { ok: false, why: 'other-area' };
  const held = new Map(path.map(({ node, key }) => [node, key]));
  const at = header.nodes.findIndex((node) => held.has(node));
  const key = held.get(header.nodes[at] ?? 0);
  const sealed = header.sealed[at];
  if (!key || !sealed) return { ok: false, why: 'not-covered' };
  const options = { name: 'AES-GCM', iv: new Uint8Array(12), additionalData: publicPart(header) };
  try {
    const opener = await oneTimeKey(key, header.id, 'decrypt');
    const secret = new Uint8Array(await crypto.subtle.decrypt(options, opener, sealed));
    return { ok: true, epoch: header.epoch, secret };
  } catch (error) {
    if (error instanceof DOMException && error.name === 'OperationError')
      return { ok: false, why: 'not-authentic' };
    throw error;
  }
}

/** Opens a header as who holds the tree's secret: a desk that asks whether its secrets are those of the area's cards. */
export async function openWithTree(bytes: Uint8Array, area: string, treeSecret: Uint8Array): Promise<Opened> {
  const parsed = parseHeader(bytes);
  if (!parsed.ok) return parsed;
  const path = parsed.header.nodes.map((node) => ({ node, key: nodeKey(treeSecret, area, node) }));
  return await openEpoch(bytes, area, path);
}

function publicPart(head: Omit<EpochHeader, 'sealed'>): Bytes {
  const area = utf8(head.area);
  const nodes = head.nodes.map((node) => concat(uint(Math.floor(node / 65_536), 1), uint(node % 65_536, 2)));
  return concat(
    magic,
    uint(area.length, 1),
    area,
    uint(head.epoch, 4),
    head.id,
    uint(nodes.length, 2),
    ...nodes,
  );
}

async function oneTimeKey(key: Uint8Array, id: Uint8Array, use: 'encrypt' | 'decrypt'): Promise<CryptoKey> {
  const raw = hkdf(sha256, key, id, utf8('waymark/broadcast/header/v1'), 32);
  return await crypto.subtle.importKey('raw', new Uint8Array(raw), 'AES-GCM', false, [use]);
}
