import { hexToBytes } from '@noble/hashes/utils.js';
import { verifyDesk } from '#kit/device/verify-desk.ts';
import type { Transport } from '../way-back/speak-way-back.ts';
import type { WayBackData } from '../way-back/way-back-data.ts';
import type { startStretching } from './ask-stretch.ts';

type Problem = { title?: string; next?: number; challenge?: string; bits?: number };

/** To the server over the network, without a cookie. Nothing is remembered on the device. */
export function overNetwork(
  { area, rootFingerprint, addresses }: WayBackData,
  { work }: Pick<ReturnType<typeof startStretching>, 'work'>,
): Transport {
  const post = async (address: string, body: unknown): Promise<Response> =>
    await fetch(address, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
      credentials: 'omit',
    });
  let serviceKey: Uint8Array | null = null;
  return {
    serviceKey: () => serviceKey,
    async nonce(locator) {
      const answer = await post(addresses.nonce, { locator });
      return ((await answer.json()) as { nonce: string }).nonce;
    },
    async act(posted) {
      const answer = await post(addresses.acts, posted);
      if (answer.ok) return { ok: true, result: await answer.json() };
      const { title = 'form', next } = (await answer.json().catch(() => ({}))) as Problem;
      return { ok: false, why: title, ...(next === undefined ? {} : { next }) };
    },
    async put(id, sealed) {
      const address = addresses.attachment.replace('{uuid}', id);
      const init = { method: 'PUT', body: new Uint8Array(sealed), credentials: 'omit' } as const;
      let answer = await fetch(address, init);
      for (let paid = 0; answer.status === 429 && paid < 3; paid++) {
        const { challenge = '', bits = 0 } = (await answer.json()) as Problem;
        const nonce = await work(hexToBytes(challenge), bits);
        answer = await fetch(address, {
          ...init,
          headers: { 'waymark-work': `${bits}.${challenge}.${nonce}` },
        });
      }
      return answer.ok;
    },
    async chainOf(desk) {
      const verified = await verifyDesk({ area, desk, rootFingerprint });
      if (verified.ok) serviceKey = hexToBytes(verified.statement.serviceKey);
      return verified.ok ? verified.chain : null;
    },
  };
}
