import type { FeedWatch } from './watch-feed.ts';

/** In one process. Who comes later reads the list as it was opened, and asks again. */
const MOST = 10_000;
/** Lines that wait for one reader before they are let go: somebody who reads nothing holds no memory. */
const MOST_WAITING = 8;

/**
 * An answer that does not end: one line of JSON, `{"counter":12}`, for the bundle that stands, for each that takes its place,
 * and now and then as a sign of life. The same for everybody; who listens says nothing by it. Null: too many do.
 */
export function streamFeed(watch: FeedWatch, area: string): Response | null {
  if (watch.following() >= MOST) return null;
  let leave = (): void => undefined;
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      const end = (): void => {
        leave();
        controller.close();
      };
      leave = watch.follow(area, {
        tell(counter) {
          if ((controller.desiredSize ?? 0) <= -MOST_WAITING) return end();
          controller.enqueue(new TextEncoder().encode(`${JSON.stringify({ counter })}\n`));
        },
        end,
      });
    },
    cancel: () => leave(),
  });
  return new Response(body, {
    headers: {
      'content-type': 'application/x-ndjson',
      'cache-control': 'no-store',
      // It is the last on its connection, so that a stop of ours waits for nobody.
      connection: 'close',
      'x-accel-buffering': 'no',
    },
  });
}
