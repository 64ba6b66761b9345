/**
 * The complete-subtree method (Naor, Naor, Lotspiech, "Revocation and Tracing Schemes for Stateless Receivers",
 * CRYPTO 2001, §3.1). Nodes are numbered as a heap: the root is 1, the children of n are 2n and 2n + 1, and the
 * cards are the last `leaves` nodes.
 */
import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { type Bytes, concat, uint, utf8 } from '../wire.ts';

/** Cards of one area. */
export const LEAVES = 16_384;

/** A node of the tree and its key of 32 bytes. */
export type NodeKey = { node: number; key: Bytes };

function checkLeaf(leaf: number, leaves: number): void {
  if (!Number.isInteger(Math.log2(leaves)) || leaves > 2 ** 23)
    throw new RangeError('leaves are a power of two');
  if (!Number.isInteger(leaf) || leaf < 0 || leaf >= leaves) throw new RangeError('no such leaf');
}

/** The key of one node by HKDF-SHA256 from the tree secret (32 bytes), which only the desk that hands out cards holds. */
export function nodeKey(treeSecret: Uint8Array, area: string, node: number): Bytes {
  const name = utf8(area);
  const info = concat(utf8('waymark/broadcast/node/v1'), uint(name.length, 1), name, uint(node, 4));
  return new Uint8Array(hkdf(sha256, treeSecret, undefined, info, 32));
}

/** What a card holds: the nodes from its leaf up to the root, with their keys (15 of them for 16,384 leaves). */
export function pathKeys(treeSecret: Uint8Array, area: string, leaf: number, leaves = LEAVES): NodeKey[] {
  checkLeaf(leaf, leaves);
  const path: NodeKey[] = [];
  for (let node = leaves + leaf; node >= 1; node = Math.floor(node / 2)) {
    path.push({ node, key: nodeKey(treeSecret, area, node) });
  }
  return path;
}

/** Whether a card is under one of these nodes. */
export function isCovered(nodes: readonly number[], leaf: number, leaves = LEAVES): boolean {
  checkLeaf(leaf, leaves);
  for (let node = leaves + leaf; node >= 1; node = Math.floor(node / 2))
    if (nodes.includes(node)) return true;
  return false;
}

/**
 * The least set of whole subtrees that hold every card but the revoked ones, in rising order. With r revoked of n
 * it has at most r·log2(n/r) nodes; none revoked gives the root, all revoked gives none.
 */
export function cover(revoked: Iterable<number>, leaves = LEAVES): number[] {
  const spoiled = new Set<number>();
  for (const leaf of revoked) {
    checkLeaf(leaf, leaves);
    for (let node = leaves + leaf; node >= 1 && !spoiled.has(node); node = Math.floor(node / 2))
      spoiled.add(node);
  }
  if (spoiled.size === 0) return [1];
  const nodes: number[] = [];
  for (const node of spoiled) {
    if (node >= leaves) continue;
    for (const child of [2 * node, 2 * node + 1]) if (!spoiled.has(child)) nodes.push(child);
  }
  return nodes.toSorted((a, b) => a - b);
}
