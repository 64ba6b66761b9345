/** A real HTTP gateway for text messages on loopback, and one that speaks as GOV.UK Notify does (v2). */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Texted = { to: string; text: string; reference: string; key: string };
export type TextGateway = {
  port: number;
  /** Every message that was accepted. */
  accepted: Texted[];
  /** Answers the next messages so; `hang`: never; `lost`: takes it, and the answer is lost. */
  next: (number | 'hang' | 'lost')[];
  /** Look-ups by reference, of Notify's. */
  lookUps: string[];
  close(): Promise<void>;
};

function tokenIsGood(header: string, service: string, secret: string): boolean {
  const [head = '', claims = '', signature = ''] = header.replace(/^Bearer /, '').split('.');
  const wanted = createHmac('sha256', secret).update(`${head}.${claims}`).digest();
  const given = Buffer.from(signature, 'base64url');
  const { iss, iat } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as Record<string, unknown>;
  const fresh = typeof iat === 'number' && Math.abs(Date.now() / 1000 - iat) < 30;
  return given.length === wanted.length && timingSafeEqual(given, wanted) && iss === service && fresh;
}

/** @param notify what Notify's key is made of; without it the neutral gateway */
export async function startTextGateway(notify?: { service: string; secret: string }): Promise<TextGateway> {
  const accepted: Texted[] = [];
  const next: TextGateway['next'] = [];
  const lookUps: string[] = [];

  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const authorization = request.headers.authorization ?? '';
    const url = new URL(request.url ?? '', 'http://gateway');
    const say = (status: number, body: object) =>
      void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    if (notify && !tokenIsGood(authorization, notify.service, notify.secret)) return say(403, {});
    if (notify && request.method === 'GET') {
      const reference = url.searchParams.get('reference') ?? '';
      lookUps.push(reference);
      return say(200, { notifications: accepted.filter((one) => one.reference === reference) });
    }
    const answer = next.shift() ?? 201;
    if (answer === 'hang') return;
    if (typeof answer === 'number' && answer >= 300) return say(answer, {});
    const body = JSON.parse(Buffer.concat(parts).toString('utf8')) as Record<string, string>;
    const key = String(request.headers['idempotency-key'] ?? '');
    const personalisation = body['personalisation'] as unknown as { text: string } | undefined;
    accepted.push({
      to: body['to'] ?? body['phone_number'] ?? '',
      text: body['text'] ?? personalisation?.text ?? '',
      reference: body['reference'] ?? '',
      key,
    });
    if (answer === 'lost') return void response.destroy();
    return say(201, {});
  }
  // A sender that is killed in the middle of a request leaves half a body: nothing was taken.
  const server = createServer(
    (request, response) => void take(request, response).catch(() => response.destroy()),
  );
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    port: (server.address() as AddressInfo).port,
    accepted,
    next,
    lookUps,
    async close() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
