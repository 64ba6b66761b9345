import { createHmac, createSecretKey } from 'node:crypto';
import { isIP } from 'node:net';
import { type Clock, hourOf } from '#kit/clock.ts';

/** The first bytes of an address that one household or one small network shares: /24, or /56 of IPv6. */
export function networkOf(address: string): string | null {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
  const kind = isIP(plain);
  if (kind === 4) return plain.split('.').slice(0, 3).join('.');
  if (kind !== 6) return null;
  const [front = '', back] = plain.split('::');
  const before = front === '' ? [] : front.split(':');
  const after = back === undefined || back === '' ? [] : back.split(':');
  const groups =
    back === undefined
      ? before
      : [...before, ...Array<string>(8 - before.length - after.length).fill('0'), ...after];
  const [a, b, c, d] = groups.map((group) => group.padStart(4, '0'));
  return `${a}${b}${c}${d?.slice(0, 2)}`.toLowerCase();
}

export type Sender = { remoteAddress: string | undefined; forwardedFor: string | null; host: string | null };

/**
 * The address that asks. `trustProxy` proxies of ours stand in front: each appended the address that it saw, so the one
 * to believe is that many from the end. What stands before it was written by the sender.
 */
export function senderAddress({ remoteAddress, forwardedFor }: Sender, trustProxy: number): string | null {
  if (trustProxy === 0) return remoteAddress ?? null;
  return (
    forwardedFor
      ?.split(',')
      .map((one) => one.trim())
      .at(-trustProxy) ?? null
  );
}

/**
 * Which bucket of the flood limits a sender falls in: a keyed hash that nobody can turn back, under a random key that is
 * forgotten each hour. Null for the onion address, which has no sender. Nothing of it is ever written down.
 */
export function createBuckets(options: {
  clock: Clock;
  random: (length: number) => Uint8Array;
  trustProxy: number;
}): (sender: Sender) => string | null {
  let [hour, key] = ['', createSecretKey(options.random(32))];
  return (sender) => {
    if (/\.onion(?::\d+)?$/i.test(sender.host ?? '')) return null;
    const now = hourOf(options.clock.now());
    if (now !== hour) [hour, key] = [now, createSecretKey(options.random(32))];
    const network = networkOf(senderAddress(sender, options.trustProxy) ?? '');
    return network === null ? null : createHmac('sha256', key).update(network).digest('hex').slice(0, 24);
  };
}
