/** What somebody on the network sees of a page: every request, its sizes, and the gaps between them. */
import type { CDPSession, Page } from 'playwright-core';

/** `sent` and `received` are bytes on the wire as the browser counts them; `at` is in ms since the first request. */
export type Seen = { method: string; path: string; sent: number; received: number; at: number };

/** Starts to watch; `seen` is the transcript so far, in the order in which requests began. */
export async function watch(page: Page): Promise<{ seen: () => Seen[]; forget: () => void }> {
  const session: CDPSession = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  type Request = { method: string; path: string; sent: number; received: number; began: number };
  let requests = new Map<string, Request>();
  session.on('Network.requestWillBeSent', ({ requestId, request, timestamp }) => {
    requests.set(requestId, {
      method: request.method,
      path: new URL(request.url).pathname,
      sent: request.postData?.length ?? 0,
      received: 0,
      began: timestamp,
    });
  });
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const request = requests.get(requestId);
    if (request) request.received = encodedDataLength;
  });
  return {
    seen: () => {
      const all = [...requests.values()];
      const first = Math.min(...all.map(({ began }) => began));
      return all.map(({ began, ...rest }) => ({ ...rest, at: (began - first) * 1000 }));
    },
    forget: () => {
      requests = new Map();
    },
  };
}

/** What must be the same in every transcript whatever the answer was: who was asked, in which order, and how much went. */
export const shapeOf = (transcript: readonly Seen[]): string[] =>
  transcript.map(({ method, path, sent, received }) => `${method} ${path} ${sent} ${received}`);

export const gapsOf = (transcript: readonly Seen[]): number[] =>
  transcript.slice(1).map(({ at }, index) => at - (transcript[index]?.at ?? 0));

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
