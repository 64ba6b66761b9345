/** Whether the keys that the server shows for a desk are those that its people signed, up to the root that is pinned. */
import { hexToBytes } from '@noble/hashes/utils.js';
import * as v from 'valibot';
import { type AreaStatement, rootFingerprint, verifyArea } from '#sealed/area-statement.ts';
import {
  type ChainFault,
  type EpochStatement,
  type Pin,
  extendsPinned,
  verifyChain,
} from '#sealed/epoch-chain.ts';

export type VerifiedDesk =
  | {
      ok: true;
      root: Uint8Array;
      statement: AreaStatement;
      chain: EpochStatement[];
      tip: EpochStatement;
      pin: Pin;
    }
  /**
   * `no-root`: the area is not set up; `root-changed`: not the pinned root key; `forgotten`: the chain does not hold what
   * this browser has seen; `network`: no answer; the rest as in sealed/epoch-chain.ts.
   */
  | { ok: false; why: ChainFault | 'no-root' | 'root-changed' | 'forgotten' | 'network' };

const Area = v.object({
  root: v.nullable(
    v.object({ verifyKey: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)), statement: v.unknown() }),
  ),
});
const Epochs = v.object({ epochs: v.array(v.unknown()) });
const PinKept = v.object({ number: v.number(), digest: v.string() });

const place = (area: string, desk: string): string => `waymark.pin.${area}.${desk}`;

function readPin(area: string, desk: string): Pin | null {
  try {
    return v.parse(PinKept, JSON.parse(localStorage.getItem(place(area, desk)) ?? 'null'));
  } catch {
    return null;
  }
}

async function readJson(path: string): Promise<unknown> {
  const answer = await fetch(path, { credentials: 'omit' });
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return await answer.json();
}
/** What the service says of an area, unverified. Rejects where no answer came. */
export const readArea = async (area: string): Promise<unknown> => await readJson(`/api/areas/${area}`);

/**
 * Fetches root and chain and verifies both. `rootFingerprint` comes from the page's data, which the server reads from the
 * area pack or its keys folder, never from the database. `remember`: desk pages and members pin what they saw; on public
 * pages nothing is kept on the device.
 */
export async function verifyDesk(wanted: {
  area: string;
  desk: string;
  rootFingerprint: string | null;
  remember?: boolean;
  /** What `readArea` gave, where more than one desk is looked at. */
  about?: unknown;
}): Promise<VerifiedDesk> {
  const { area, desk, remember = false } = wanted;
  let shown: v.InferOutput<typeof Area>;
  let epochs: readonly unknown[];
  try {
    const [about, chain] = await Promise.all([
      wanted.about === undefined ? readArea(area) : Promise.resolve(wanted.about),
      readJson(`/api/areas/${area}/desks/${desk}/epochs`),
    ]);
    shown = v.parse(Area, about);
    epochs = v.parse(Epochs, chain).epochs;
  } catch {
    return { ok: false, why: 'network' };
  }
  if (shown.root === null || wanted.rootFingerprint === null) return { ok: false, why: 'no-root' };
  const root = hexToBytes(shown.root.verifyKey);
  const statement = verifyArea(shown.root.statement, root, area);
  if (rootFingerprint(root) !== wanted.rootFingerprint || statement === null)
    return { ok: false, why: 'root-changed' };
  const verified = verifyChain(epochs, root, { area, desk });
  if (!verified.ok) return { ok: false, why: verified.why };
  if (remember) {
    const pinned = readPin(area, desk);
    if (pinned !== null && !extendsPinned(epochs, pinned)) return { ok: false, why: 'forgotten' };
    localStorage.setItem(place(area, desk), JSON.stringify(verified.pin));
  }
  return { ok: true, root, statement, chain: verified.epochs, tip: verified.tip, pin: verified.pin };
}
