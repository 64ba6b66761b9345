/**
 * A thousand phones in a thread of their own: each listens, and asks for everything that `/warnings` asks for when it hears of
 * another bundle, in the same order. Says `ready` once all listen, then when each had it all.
 */
import { parentPort, workerData } from 'node:worker_threads';

const { origin, area, desks, clients } = workerData as {
  origin: string;
  area: string;
  desks: string[];
  clients: number;
};
const at = `${origin}/api/areas/${area}`;
const whole = async (path: string): Promise<Uint8Array> =>
  new Uint8Array(await (await fetch(`${at}/${path}`)).arrayBuffer());

let ready = 0;
/** Milliseconds of the wall clock, which both threads read. */
async function listen(): Promise<{ told: number; had: number }> {
  const { body } = await fetch(`${at}/warnings.stream`);
  const reader = body?.getReader();
  for (let first = 0; ;) {
    const { value } = (await reader?.read()) ?? {};
    if (value === undefined) throw new Error('the stream ended');
    const { counter } = JSON.parse(Buffer.from(value).toString()) as { counter: number };
    if (first === 0) {
      first = counter;
      ready += 1;
      if (ready === clients) parentPort?.postMessage('ready');
    }
    if (counter <= first) continue;
    const told = Date.now();
    await whole('warnings.bundle');
    await whole('epochs');
    await (await fetch(at)).arrayBuffer();
    for (const desk of desks) await whole(`desks/${desk}/epochs`);
    await reader?.cancel();
    return { told, had: Date.now() };
  }
}

parentPort?.postMessage(await Promise.all(Array.from({ length: clients }, listen)));
