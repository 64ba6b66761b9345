/** Stretches a code away from the page, so that the page never stands still; and does work where many write at once. */
import { scryptAsync } from '@noble/hashes/scrypt.js';
import { doWork } from '#sealed/proof-of-work.ts';
import type { StretchAsk } from '../browser/ask-stretch.ts';

addEventListener('message', ({ data }: MessageEvent<{ n: number; ask: StretchAsk }>) => {
  const { n, ask } = data;
  void (async () => {
    postMessage({
      n,
      told:
        ask.type === 'stretch'
          ? await scryptAsync(ask.password, ask.salt, ask.cost)
          : doWork(ask.challenge, ask.bits),
    });
  })();
});
