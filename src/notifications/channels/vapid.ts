import { createECDH, createPrivateKey, sign } from 'node:crypto';

export type Vapid = {
  /** The P-256 point in base64url, which a browser needs to subscribe: `applicationServerKey`. */
  publicKey: string;
  /** The `Authorization` header for this push service, good for half a day. @param now milliseconds */
  authorization(endpoint: string, now: number): string;
};

const HALF_A_DAY = 12 * 60 * 60;
const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/**
 * RFC 8292: shows push services that the same one sends who asked for the subscription.
 * @param key 32 bytes, a P-256 scalar; throws for the one in four thousand million that is none.
 * @param subject where a push service reaches whoever runs this: `mailto:` or `https://`
 */
export function openVapid(key: Uint8Array, subject: string): Vapid {
  const curve = createECDH('prime256v1');
  curve.setPrivateKey(key);
  const point = curve.getPublicKey();
  const part = (from: number) => point.subarray(from, from + 32).toString('base64url');
  const jwk = {
    kty: 'EC',
    crv: 'P-256',
    d: Buffer.from(key).toString('base64url'),
    x: part(1),
    y: part(33),
  };
  const privateKey = createPrivateKey({ key: jwk, format: 'jwk' });
  const publicKey = point.toString('base64url');
  // One signature for each service and half day: they cost as much as all else of a message.
  const made = new Map<string, { until: number; header: string }>();
  return {
    publicKey,
    authorization(endpoint, now) {
      const { origin } = new URL(endpoint);
      const known = made.get(origin);
      if (known && known.until > now) return known.header;
      const claims = { aud: origin, exp: Math.floor(now / 1000) + HALF_A_DAY, sub: subject };
      const text = `${encoded({ typ: 'JWT', alg: 'ES256' })}.${encoded(claims)}`;
      const signature = sign('sha256', Buffer.from(text), { key: privateKey, dsaEncoding: 'ieee-p1363' });
      const header = `vapid t=${text}.${signature.toString('base64url')}, k=${publicKey}`;
      made.set(origin, { until: now + (HALF_A_DAY - 3600) * 1000, header });
      return header;
    },
  };
}
