/** A newcomer's keys, made here: a phrase that opens them, and their public half for the server. */
import { base64 } from '@scure/base';
import { scryptAsync } from '@noble/hashes/scrypt.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { derivePhrase, generatePhrase, readPhrase } from '#sealed/desk-phrase.ts';
import { loadWords } from '#sealed/words.ts';
import { type WorkerKeys, generateWorkerKeys, publicOf, sealWorkerKeys } from '#sealed/worker-keys.ts';
import type { WorkerPosted } from '../rules/epoch-posted.ts';

export const random = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length));

/** Ten words for the newcomer to write down. */
export const makePhrase = async (): Promise<string> => generatePhrase(random, await loadWords());

/** Whether what was typed back is the phrase. */
export async function isPhrase(typed: string, phrase: string): Promise<boolean> {
  const read = readPhrase(typed, await loadWords());
  return read.ok && read.phrase === phrase;
}

/** `keys` stay in this tab; `posted` is what the server gets. */
export async function makeWorker(
  area: string,
  phrase: string,
): Promise<{ keys: WorkerKeys; posted: WorkerPosted }> {
  const fromPhrase = await derivePhrase(phrase, area, (password, salt, cost) =>
    scryptAsync(password, salt, cost),
  );
  const keys = generateWorkerKeys(random);
  const { recipient, verifyKey } = await publicOf(keys);
  return {
    keys,
    posted: {
      id: crypto.randomUUID(),
      recipient,
      verifyKey: bytesToHex(verifyKey),
      signInKey: bytesToHex(fromPhrase.signInVerifyKey),
      bundle: base64.encode(await sealWorkerKeys(keys, [fromPhrase.unwrapRecipient])),
      bundleRecipient: fromPhrase.unwrapRecipient,
    },
  };
}
