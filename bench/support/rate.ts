/** Runs `work` from this many hands until the time is over; gives how often it was done in a second. */
export async function rate(hands: number, seconds: number, work: () => Promise<void>): Promise<number> {
  let count = 0;
  const began = performance.now();
  const until = began + seconds * 1000;
  await Promise.all(
    Array.from({ length: hands }, async () => {
      while (performance.now() < until) {
        await work();
        count += 1;
      }
    }),
  );
  return count / ((performance.now() - began) / 1000);
}

/** Milliseconds that `work`, which waits for nothing, takes on this machine. */
export function timeOf(work: () => void, seconds = 1): number {
  for (let warm = 0; warm < 200; warm++) work();
  let count = 0;
  const began = performance.now();
  while (performance.now() - began < seconds * 1000) {
    for (let at = 0; at < 20; at++) work();
    count += 20;
  }
  return (performance.now() - began) / count;
}
