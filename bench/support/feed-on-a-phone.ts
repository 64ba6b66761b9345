/** What `feed.bench.ts` lets a browser do: the real core, on bytes made there. */
import { ed25519 } from '@noble/curves/ed25519.js';
import { openEpoch, sealEpoch } from '#sealed/broadcast/epoch-header.ts';
import { LEAVES, pathKeys } from '#sealed/broadcast/tree.ts';
import { assembleBundle, parseBundle } from '#sealed/bundle/bundle.ts';
import { type SealedText, openTexts, sealText } from '#sealed/bundle/seal-text.ts';
import { SLOTS_EACH, SLOT_LENGTH, lookUp, makeSlots } from '#sealed/bundle/slots.ts';
import { coSign, labels, sign } from '#sealed/signed.ts';
import { type Bytes, utf8 } from '#sealed/wire.ts';

const area = 'chesterfield';
/** `getRandomValues` gives 64 KiB at most. */
function random(length: number): Bytes {
  const bytes = new Uint8Array(length);
  for (let at = 0; at < length; at += 65_536) crypto.getRandomValues(bytes.subarray(at, at + 65_536));
  return bytes;
}
const median = (times: number[]): number => times.toSorted((a, b) => a - b)[times.length >> 1] ?? 0;
async function timed<Value>(work: () => Promise<Value>): Promise<[number, Value]> {
  const began = performance.now();
  const value = await work();
  return [performance.now() - began, value];
}

/** A new epoch that leaves so many cards out: made, and opened by one that stays. Milliseconds are medians. */
export async function turn(revoked: number, rounds: number) {
  const treeSecret = random(32);
  const [making, opening]: [number[], number[]] = [[], []];
  let bytes = 0;
  for (let round = 0; round < rounds; round++) {
    const out = new Set<number>();
    while (out.size < revoked) out.add(1 + Math.floor(Math.random() * (LEAVES - 1)));
    const [made, header] = await timed(
      async () => await sealEpoch({ area, epoch: 2, secret: random(32), treeSecret, revoked: out }, random),
    );
    const path = pathKeys(treeSecret, area, 0);
    const [opened, read] = await timed(async () => await openEpoch(header, area, path));
    if (!read.ok) throw new Error(read.why);
    bytes = Math.max(bytes, header.length);
    making.push(made);
    opening.push(opened);
  }
  return { bytes, making: median(making), opening: median(opening) };
}

/** A bundle of so many publications, of which some are real, with the texts of `texts` of them. */
export async function bundle(warnings: number, texts: number, rounds: number) {
  const feed = { area, epoch: 1, feedSecret: random(32) };
  const seed = random(32);
  const serviceKey = ed25519.getPublicKey(seed);
  const known: Bytes[] = [];
  const slots: Bytes[] = [];
  for (let at = 0; at < rounds; at++) {
    const y = random(64);
    known.push(y);
    slots.push(
      ...(await makeSlots({ outputs: [{ y, repeat: 0 }], warning: random(16), flags: 0 }, feed, random)),
    );
  }
  const rest = random((warnings - rounds) * SLOTS_EACH * SLOT_LENGTH);
  for (let at = 0; at < rest.length; at += SLOT_LENGTH) slots.push(rest.slice(at, at + SLOT_LENGTH));
  const [author, second] = [random(32), random(32)];
  const told: SealedText[] = [];
  for (let at = 0; at < texts; at++) {
    const id = random(16);
    const statement = {
      version: 1,
      area,
      id: Array.from(id, (byte) => byte.toString(16).padStart(2, '0')).join(''),
      desk: 'support',
      epoch: 1,
      severity: 2,
      kinds: ['robbery'],
      text: 'It was reported that this person took the money back by force. Tall, about forty, an accent of the north.',
      hint: '123',
      language: 'en',
      expires: '2027-02-20',
    };
    // Signing is the desk's: one pair of signatures is enough where nothing verifies it.
    const warning = at === 0 ? coSign(sign(labels.warning, statement, author), second) : null;
    told.push(
      at === 0
        ? await sealText(feed, id, utf8(JSON.stringify({ warning, corrections: [] })), random)
        : await sealText(feed, id, random(900), random),
    );
  }
  const body = assembleBundle(
    {
      area,
      epoch: 1,
      counter: 1,
      day: '2026-11-24',
      tokenWeek: 1,
      tokenKeys: [random(32)],
      slots,
      texts: told,
    },
    seed,
  );
  const [parsing, parsed] = await timed(async () => parseBundle(body, { area, serviceKey }));
  if (!parsed.ok) throw new Error(parsed.why);
  const [opening, read] = await timed(async () => await openTexts(parsed.bundle, feed));
  if (read.opened.length !== texts) throw new Error(`${read.opened.length} texts`);
  const [hits, misses]: [number[], number[]] = [[], []];
  for (const y of known) {
    const [hit, found] = await timed(async () => await lookUp(parsed.bundle, y, feed));
    const [miss, none] = await timed(async () => await lookUp(parsed.bundle, random(64), feed));
    if (found.length !== 1 || none.length !== 0) throw new Error('looked up wrongly');
    hits.push(hit);
    misses.push(miss);
  }
  // What no look-up can be without: one hash of the file.
  const [hashing] = await timed(async () => await crypto.subtle.digest('SHA-512', body));
  return {
    bytes: body.length,
    tags: parsed.bundle.slots.length,
    steps: (told[0]?.sealed.length ?? 0) >> 10,
    parsing,
    opening,
    hashing,
    hit: median(hits),
    miss: median(misses),
  };
}
