import { sha256 } from '@noble/hashes/sha2.js';
import { type Bytes, concat, uint, utf8 } from '#sealed/wire.ts';

/** All of a subscription, as the bytes that its token is bound to: the same token pays for no other. */
export function subscriptionBytes(subscription: {
  area: string;
  id: string;
  channel: string;
  sealed: Uint8Array;
  stopHash: Uint8Array;
}): Bytes {
  const texts = [subscription.area, subscription.id, subscription.channel].map(utf8);
  return concat(
    utf8('waymark/subscription/v1'),
    ...texts.flatMap((text) => [uint(text.length, 2), text]),
    sha256(subscription.sealed),
    subscription.stopHash,
  );
}
