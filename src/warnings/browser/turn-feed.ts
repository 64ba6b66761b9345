/** The feed's next epoch: a new secret that stopped cards do not learn, and every living warning sealed under it. */
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { base64 } from '@scure/base';
import * as v from 'valibot';
import { DeskRefused, type OpenedDesk, deskFetch } from '#desks/browser.ts';
import { type Feed, REPEATS } from '#sealed/blind/derive-tag.ts';
import { announceEpoch } from '#sealed/broadcast/announcement.ts';
import { sealEpoch } from '#sealed/broadcast/epoch-header.ts';
import { openOutputs } from '#sealed/bundle/keep-outputs.ts';
import { openText, sealText } from '#sealed/bundle/seal-text.ts';
import { makeSlots } from '#sealed/bundle/slots.ts';
import { concat } from '#sealed/wire.ts';

const random = (length: number): Uint8Array<ArrayBuffer> => crypto.getRandomValues(new Uint8Array(length));

const Listed = v.object({
  number: v.number(),
  leftOut: v.array(v.number()),
  warnings: v.array(v.object({ id: v.string(), nonce: v.string(), sealed: v.string(), kept: v.string() })),
});
type Standing = v.InferOutput<typeof Listed>['warnings'][number];

/** Which tag a warning about this person takes: those of one person are told apart (`freeRepeat`). */
function countRepeats(): (y: Uint8Array) => number {
  const taken = new Map<string, number>();
  return (y) => {
    const repeat = taken.get(bytesToHex(y)) ?? 0;
    taken.set(bytesToHex(y), repeat + 1);
    return Math.min(repeat, REPEATS - 1);
  };
}

/**
 * Turns the feed. Begins again where a card was stopped or a warning came meanwhile; where a colleague turned it at the same
 * moment, theirs stands. Throws `DeskRefused`: `network`; `another-feed` where a warning does not open under the old secret.
 * @param held.feed null before the first epoch. @param progress called with how many of how many warnings are sealed
 */
export async function turnFeed(
  opened: OpenedDesk,
  held: { tree: Uint8Array; feed: Feed | null },
  progress: (done: number, of: number) => void = () => undefined,
): Promise<void> {
  const { area, desk, tip, keys } = opened;
  const address = `${desk}/feed-epochs`;
  for (let attempt = 0; attempt < 5; attempt++) {
    const answer = await deskFetch(address);
    if (!answer.ok) throw new DeskRefused('network');
    const listed = v.parse(Listed, await answer.json());
    if (listed.number !== (held.feed?.epoch ?? 0)) return;
    const number = listed.number + 1;
    const feed = { area, epoch: number, feedSecret: random(32) };
    const wish = { area, epoch: number, secret: feed.feedSecret, treeSecret: held.tree };
    const header = await sealEpoch({ ...wish, revoked: listed.leftOut }, random);
    const repeatOf = countRepeats();
    const warnings = [];
    for (const standing of listed.warnings) {
      warnings.push(await sealAnew(standing, held, feed, repeatOf));
      progress(warnings.length, listed.warnings.length);
    }
    const envelope = announceEpoch({ area, number, header, desk, epoch: tip.number }, keys.signingSeed);
    const body = { number, header: base64.encode(header), envelope, warnings };
    const { status } = await deskFetch(address, { method: 'POST', body });
    if (status === 201) return;
    if (status !== 409) throw new DeskRefused('network');
  }
  throw new DeskRefused('network');
}

async function sealAnew(
  standing: Standing,
  held: { tree: Uint8Array; feed: Feed | null },
  feed: Feed,
  repeatOf: (y: Uint8Array) => number,
): Promise<object> {
  const warning = new Uint8Array(hexToBytes(standing.id));
  const bytes = (text: string): Uint8Array<ArrayBuffer> => new Uint8Array(base64.decode(text));
  const place = { area: feed.area, warning, treeSecret: held.tree };
  const outputs = await openOutputs(place, bytes(standing.kept));
  const sealed = { warning, nonce: bytes(standing.nonce), sealed: bytes(standing.sealed) };
  const text = held.feed && (await openText(held.feed, sealed));
  if (outputs === null || text === null) throw new DeskRefused('another-feed');
  const slots = await makeSlots(
    { outputs: outputs.map((y) => ({ y, repeat: repeatOf(y) })), warning, flags: 0 },
    feed,
    random,
  );
  const anew = await sealText(feed, warning, text.text, random);
  return {
    id: standing.id,
    slots: base64.encode(concat(...slots)),
    nonce: base64.encode(anew.nonce),
    sealed: base64.encode(anew.sealed),
  };
}
