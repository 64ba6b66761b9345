/**
 * What no page may do, watched from three sides: the answer as it comes (headers, references in the HTML), the browser
 * (requests of pages and workers, sockets, cookies, localStorage), and a proxy that whatever is meant for elsewhere must pass.
 */
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { BrowserContext } from 'playwright-core';

/** A way out that leads nowhere: it says who was asked for, and lets nothing through. Loopback does not go by it. */
export async function startWayOut(): Promise<{ address: string; asked: string[]; close(): Promise<void> }> {
  const asked: string[] = [];
  const server: Server = createServer((request, answer) => {
    asked.push(request.url ?? '');
    answer.writeHead(502).end();
  });
  server.on('connect', (request, socket) => {
    asked.push(request.url ?? '');
    socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    async close() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

/** Collects every address off `origin` that anything in the context asks for, sockets too. */
export function watchRequests(context: BrowserContext, origin: string): string[] {
  const away: string[] = [];
  const see = (address: string): void => {
    if (!/^(?:blob|data):/.test(address) && !address.startsWith(`${origin}/`)) away.push(address);
  };
  context.on('request', (request) => see(request.url()));
  context.on('page', (page) => page.on('websocket', (socket) => see(socket.url())));
  return away;
}

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob: data:",
  "media-src 'self' blob:",
  "connect-src 'self'",
  "manifest-src 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types waymark',
];
/** Links that a person follows by pressing are no requests of the page; everything else that names an address is. */
const references =
  /<(?!a[\s>])\w[^>]*?\s(?:src|srcset|href|action|formaction|poster|data|ping)="((?:https?:)?\/\/[^"]*)"|url\(\s*["']?((?:https?:)?\/\/[^)"']*)/gi;

/** What is wrong with an answer before any browser sees it, one line each. */
export async function faultsOfAnswer(answer: Response, origin: string): Promise<string[]> {
  const { headers } = answer;
  const faults: string[] = [];
  const given = (headers.get('content-security-policy') ?? '').split('; ');
  for (const line of given.filter((one) => !policy.includes(one))) faults.push(`policy: not ours: ${line}`);
  for (const line of policy.filter((one) => !given.includes(one))) faults.push(`policy: misses ${line}`);
  const referrer = headers.get('referrer-policy');
  if (referrer !== 'same-origin' && referrer !== 'no-referrer') faults.push(`referrer-policy: ${referrer}`);
  if (headers.get('x-content-type-options') !== 'nosniff') faults.push('x-content-type-options');
  if (headers.get('x-frame-options') !== 'DENY') faults.push('x-frame-options');
  if (headers.get('cross-origin-opener-policy') !== 'same-origin') faults.push('cross-origin-opener-policy');
  for (const name of ['server', 'x-powered-by', 'set-cookie'])
    if (headers.has(name)) faults.push(`${name}: ${headers.get(name)}`);
  for (const [whole, inTag, inStyle] of (await answer.text()).matchAll(references)) {
    const address = new URL(inTag ?? inStyle ?? '', origin);
    // Which other addresses a page has is said in its head, and nobody fetches that.
    if (address.origin !== origin && !/^<link [^>]*rel="(?:canonical|alternate)"/.test(whole))
      faults.push(`reference: ${address.href}`);
  }
  return faults;
}

/** Cookies and localStorage that are there though nobody has signed in. */
export async function keptBy(context: BrowserContext): Promise<string[]> {
  const { cookies, origins } = await context.storageState();
  return [
    ...cookies.map(({ name }) => `cookie: ${name}`),
    ...origins.flatMap(({ localStorage }) => localStorage.map(({ name }) => `localStorage: ${name}`)),
  ];
}
