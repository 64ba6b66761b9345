/** What somebody on the network sees of a browser: every request, its sizes, and the gaps between them. */
import { Agent, createServer, request as ask } from 'node:http';
import type { AddressInfo } from 'node:net';

/** `sent` and `received` are bytes, headers and all; `began` and `ended` are in ms of this process. */
export type Seen = {
  method: string;
  path: string;
  sent: number;
  received: number;
  began: number;
  /** Infinity: has not ended. */
  ended: number;
};
/** `address`: what a browser's context takes as its proxy. `cut`: the transcript since the last cut, of requests that ended. */
export type Wire = { address: string; cut(): Promise<Seen[]>; close(): Promise<void> };

const ofConnection = /^(?:proxy-)?connection$|^keep-alive$/i;
/** Names and values in turn, as Node gives them. */
const forOthers = (raw: readonly string[]): string[] =>
  raw.filter((_, at) => !ofConnection.test(raw[at - (at % 2)] ?? ''));
const lengthOf = (raw: readonly string[]): number => raw.reduce((sum, text) => sum + text.length + 2, 0);

/**
 * A proxy to look at a browser from outside: whatever in it asks, a page, a worker, a service worker or a socket, asks here,
 * and what comes out of its own cache does not. Passes on to this machine alone. Not seen: what goes by UDP.
 */
export async function openWire(): Promise<Wire> {
  let transcript: Seen[] = [];
  const agent = new Agent({ keepAlive: false });
  const begin = (method = '', path = '', headers: readonly string[] = []): Seen => {
    const began = performance.now();
    const one = {
      method,
      path,
      sent: lengthOf(headers),
      received: 0,
      began,
      ended: Number.POSITIVE_INFINITY,
    };
    transcript.push(one);
    return one;
  };
  const server = createServer((request, response) => {
    const { hostname, host, pathname, search, port } = new URL(request.url ?? '');
    const here = hostname === 'localhost';
    const headers = forOthers(request.rawHeaders);
    const one = begin(request.method, `${here ? '' : host}${pathname}${search}`, headers);
    response.once('close', () => (one.ended = performance.now()));
    if (!here) {
      response.writeHead(502).end();
      return;
    }
    const where = { host: '127.0.0.1', port, path: `${pathname}${search}`, method: request.method, agent };
    const onward = ask({ ...where, headers }, (answer) => {
      const back = forOthers(answer.rawHeaders);
      one.received = lengthOf(back);
      answer.on('data', (part: Buffer) => (one.received += part.length));
      response.writeHead(answer.statusCode ?? 502, back);
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy());
    request.on('data', (part: Buffer) => (one.sent += part.length));
    request.pipe(onward);
  });
  // How a browser begins a WebSocket, or anything that is encrypted.
  server.on('connect', (request, socket) => {
    const one = begin('CONNECT', request.url, forOthers(request.rawHeaders));
    socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n', () => (one.ended = performance.now()));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async cut() {
      // A stream that somebody left open has no end to wait for.
      for (let turn = 0; turn < 500 && transcript.some(({ ended }) => !Number.isFinite(ended)); turn++)
        await new Promise((later) => setTimeout(later, 10));
      const seen = transcript;
      transcript = [];
      return seen;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

/** What must be the same in every transcript whatever the answer was: who was asked, in which order, and how much went. */
export const shapeOf = (transcript: readonly Seen[]): string[] =>
  transcript.map(({ method, path, sent, received }) => `${method} ${path} ${sent} ${received}`);

/** For each request but the first the ms since whatever was seen last: the end of an answer, or another beginning. */
export const gapsOf = (transcript: readonly Seen[]): number[] => {
  const events = transcript.flatMap(({ began, ended }) => [began, ended]);
  return transcript
    .slice(1)
    .map(({ began }) => began - Math.max(...events.filter((earlier) => earlier < began)));
};

/**
 * Two-sample Kolmogorov–Smirnov test: the largest distance of the two empirical distributions, and the probability of
 * one as large by chance (Smirnov's limit with the correction of Stephens 1970, good from four values on each side).
 */
export function kolmogorovSmirnov(
  a: readonly number[],
  b: readonly number[],
): { distance: number; p: number } {
  const share = (values: readonly number[], upTo: number) =>
    values.filter((value) => value <= upTo).length / values.length;
  const distance = Math.max(...[...a, ...b].map((value) => Math.abs(share(a, value) - share(b, value))));
  const effective = Math.sqrt((a.length * b.length) / (a.length + b.length));
  const lambda = (effective + 0.12 + 0.11 / effective) * distance;
  if (lambda < 0.3) return { distance, p: 1 };
  let p = 0;
  for (let k = 1; k <= 100; k++) p += 2 * (-1) ** (k - 1) * Math.exp(-2 * k * k * lambda * lambda);
  return { distance, p: Math.min(1, Math.max(0, p)) };
}
