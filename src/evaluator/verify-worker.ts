import { createHash } from 'node:crypto';
import type pg from 'pg';
import { rootFingerprint } from '#sealed/area-statement.ts';
import { type EpochStatement, extendsPinned, verifyChain } from '#sealed/epoch-chain.ts';
import { sameBytes } from '#sealed/wire.ts';

/** The verify key (32 bytes) of a member of a desk's newest epoch; null for anybody else. */
export type WorkerKeyOf = (area: string, desk: string, worker: string) => Promise<Uint8Array | null>;

/**
 * Reads the signed chain and verifies it up to the pinned root on its own: an application that was taken over can name
 * nobody a worker. The newest epoch seen is remembered, and a
 * chain that forgot it is refused.
 */
export function createWorkerCheck(options: {
  pool: pg.Pool;
  pinnedRoot: (area: string) => string | null;
}): WorkerKeyOf {
  const verified = new Map<string, { text: Buffer; tip: EpochStatement }>();

  async function readTip(area: string, desk: string): Promise<EpochStatement | null> {
    const epochs = await options.pool.query<{ envelope: string }>({
      name: 'read-chain',
      text: `select envelope from desks.epoch where area_id = $1 and desk_id = $2 and state <> 'proposed' order by number`,
      values: [area, desk],
    });
    const text = createHash('sha256')
      .update(epochs.rows.map(({ envelope }) => envelope).join('\n'))
      .digest();
    const place = `${area}/${desk}`;
    const known = verified.get(place);
    if (known && sameBytes(known.text, text)) return known.tip;
    const root = await options.pool.query<{ verify_key: Buffer }>(
      'select verify_key from desks.area_root where area_id = $1',
      [area],
    );
    const rootKey = root.rows[0]?.verify_key;
    if (rootKey === undefined || rootFingerprint(rootKey) !== options.pinnedRoot(area)) return null;
    const envelopes = epochs.rows.map(({ envelope }) => JSON.parse(envelope) as unknown);
    const chain = verifyChain(envelopes, new Uint8Array(rootKey), { area, desk });
    const pins = await options.pool.query<{ number: number; digest: Buffer }>(
      'select number, digest from evaluator.chain_pin where area_id = $1 and desk_id = $2',
      [area, desk],
    );
    const [pin] = pins.rows;
    if (!chain.ok) return null;
    if (pin && !extendsPinned(envelopes, { number: pin.number, digest: pin.digest.toString('hex') }))
      return null;
    await options.pool.query(
      `insert into evaluator.chain_pin as held values ($1, $2, $3, $4) on conflict (area_id, desk_id)
        do update set number = excluded.number, digest = excluded.digest where held.number < excluded.number`,
      [area, desk, chain.pin.number, Buffer.from(chain.pin.digest, 'hex')],
    );
    verified.set(place, { text, tip: chain.tip });
    return chain.tip;
  }

  return async (area, desk, worker) => {
    const tip = await readTip(area, desk);
    const member = tip?.members.find((one) => one.worker === worker);
    return member ? new Uint8Array(Buffer.from(member.verifyKey, 'hex')) : null;
  };
}
