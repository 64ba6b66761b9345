/**
 * A real push service on loopback (RFC 8030) for browsers of its own: it checks VAPID (RFC 8292), decrypts what came
 * (RFC 8291) by its own code, shares nothing with the sender, and lets a newer message of one topic take an older's place.
 */
import {
  createDecipheriv,
  createECDH,
  createPublicKey,
  type ECDH,
  hkdfSync,
  randomBytes,
  verify,
} from 'node:crypto';
import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

export type PushSubscriptionMade = { endpoint: string; p256dh: string; auth: string };
export type Pushed = {
  to: string;
  topic: string;
  ttl: number;
  text: string;
  length: number;
  urgency: string;
};
export type PushService = {
  origin: string;
  subscribe(): PushSubscriptionMade;
  /** Every request that was accepted, in order. */
  accepted: Pushed[];
  /** What a browser would have: one of each topic. */
  shown(): Pushed[];
  /** Reasons for which requests were refused. */
  faults: string[];
  /** Answers the next requests so, one each; `hang`: never; `lost`: takes it, and the answer is lost. */
  next: (number | 'hang' | 'lost')[];
  /** Milliseconds that it takes for each. */
  slow: { milliseconds: number };
  requests(): number;
  close(): Promise<void>;
};

/** RFC 8291 and RFC 8188 read as a user agent does. Throws on whatever it cannot open. */
export function decryptPush(body: Buffer, ours: ECDH, auth: Buffer): Buffer {
  const salt = body.subarray(0, 16);
  const size = body.readUInt32BE(16);
  const idLength = body.readUInt8(20);
  const theirs = body.subarray(21, 21 + idLength);
  const record = body.subarray(21 + idLength);
  if (record.length > size || record.length < 18) throw new Error('not one record');
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), ours.getPublicKey(), theirs]);
  const ikm = Buffer.from(hkdfSync('sha256', ours.computeSecret(theirs), auth, info, 32));
  const derive = (name: string, length: number): Buffer =>
    Buffer.from(hkdfSync('sha256', ikm, salt, `Content-Encoding: ${name}\0`, length));
  const decipher = createDecipheriv('aes-128-gcm', derive('aes128gcm', 16), derive('nonce', 12));
  decipher.setAuthTag(record.subarray(-16));
  const padded = Buffer.concat([decipher.update(record.subarray(0, -16)), decipher.final()]);
  const end = padded.findLastIndex((byte) => byte !== 0);
  if (padded[end] !== 2) throw new Error('not the last record');
  return padded.subarray(0, end);
}

/** What is wrong with an `Authorization` of RFC 8292 for this origin and application server, or null. */
export function vapidFault(
  header: string,
  origin: string,
  publicKey: string,
  at = Date.now(),
): string | null {
  const parts = /^vapid t=([\w-]+)\.([\w-]+)\.([\w-]+), k=([\w-]+)$/.exec(header);
  if (parts === null) return 'no vapid header';
  const [, head = '', claims = '', signature = '', k = ''] = parts;
  if (k !== publicKey) return 'another application server';
  const point = Buffer.from(k, 'base64url');
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((part) => part.toString('base64url'));
  const key = createPublicKey({ key: { kty: 'EC', crv: 'P-256', x: x ?? '', y: y ?? '' }, format: 'jwk' });
  const signed = Buffer.from(`${head}.${claims}`);
  const good = verify(
    'sha256',
    signed,
    { key, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  );
  if (!good) return 'a wrong signature';
  const read = (part: string) =>
    JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>;
  if (read(head)['alg'] !== 'ES256') return 'another algorithm';
  const { aud, exp, sub } = read(claims);
  const now = at / 1000;
  if (aud !== origin) return 'another audience';
  if (typeof exp !== 'number' || exp < now || exp > now + 86_400) return 'out of its day';
  return typeof sub === 'string' && /^(mailto:|https:)/.test(sub) ? null : 'nobody to reach';
}

/** @param publicKey the application server's, to which every subscription here is bound. @param now milliseconds */
export async function startPushService(
  publicKey: string,
  now: () => number = Date.now,
): Promise<PushService> {
  const browsers = new Map<string, { keys: ECDH; auth: Buffer }>();
  const accepted: Pushed[] = [];
  const faults: string[] = [];
  const next: PushService['next'] = [];
  const slow = { milliseconds: 0 };
  let [origin, requests] = ['', 0];

  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    requests += 1;
    const answer = next.shift() ?? 201;
    if (answer === 'hang') return;
    if (typeof answer === 'number' && answer !== 201)
      return void response.writeHead(answer, { 'retry-after': '1' }).end();
    const id = request.url?.slice('/push/'.length) ?? '';
    const browser = browsers.get(id);
    const header = (name: string): string => String(request.headers[name] ?? '');
    const fault = vapidFault(header('authorization'), origin, publicKey, now());
    if (browser === undefined || fault !== null || header('content-encoding') !== 'aes128gcm') {
      faults.push(fault ?? 'no such subscription');
      return void response.writeHead(browser === undefined ? 410 : 403).end();
    }
    const body = Buffer.concat(parts);
    try {
      accepted.push({
        to: id,
        topic: header('topic'),
        ttl: Number(header('ttl')),
        urgency: header('urgency'),
        text: decryptPush(body, browser.keys, browser.auth).toString('utf8'),
        length: body.length,
      });
    } catch (error) {
      faults.push(String(error));
    }
    if (answer === 'lost') return void response.destroy();
    if (slow.milliseconds > 0) await pause(slow.milliseconds);
    response.writeHead(201, { location: `${origin}/message/${requests}` }).end();
  }
  const server = createServer(
    (request, response) => void take(request, response).catch(() => response.destroy()),
  );
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    subscribe() {
      const id = randomBytes(16).toString('base64url');
      const keys = createECDH('prime256v1');
      const p256dh = keys.generateKeys().toString('base64url');
      const auth = randomBytes(16);
      browsers.set(id, { keys, auth });
      return { endpoint: `${origin}/push/${id}`, p256dh, auth: auth.toString('base64url') };
    },
    accepted,
    shown: () => [...new Map(accepted.map((one) => [`${one.to} ${one.topic}`, one])).values()],
    faults,
    next,
    slow,
    requests: () => requests,
    async close() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
