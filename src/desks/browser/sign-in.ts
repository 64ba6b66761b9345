/** Signing in: from the phrase, or from what a passkey's PRF gives, to keys that this tab holds. */
import { base64 } from '@scure/base';
import { scryptAsync } from '@noble/hashes/scrypt.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import * as v from 'valibot';
import { derivePhrase, readPhrase } from '#sealed/desk-phrase.ts';
import { labels, sign } from '#sealed/signed.ts';
import { loadWords } from '#sealed/words.ts';
import { openWorkerKeys } from '#sealed/worker-keys.ts';
import { keepKeys } from './tab-keys.ts';

/** `at` counts words from 1. */
export type SignInRefused = { ok: false; why: string; at?: number };
export type SignedIn = { ok: true } | SignInRefused;

const Challenge = v.object({ challenge: v.string() });
export const Session = v.object({ worker: v.string(), bundle: v.string() });

export const post = (path: string, body: unknown): Promise<Response> =>
  fetch(path, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  });

export async function takeChallenge(area: string): Promise<string> {
  const answer = await post(`/api/areas/${area}/desk/challenge`, {});
  return v.parse(Challenge, await answer.json()).challenge;
}

/** Opens the bundle that the server keeps and holds the keys for this tab. */
export async function unlockBundle(area: string, answer: Response, identity: string): Promise<SignedIn> {
  const session = v.parse(Session, await answer.json());
  const opened = await openWorkerKeys(base64.decode(session.bundle), identity, null);
  // Whose keys they are is held against the verified chain when a desk is opened.
  if (!opened.ok) return { ok: false, why: 'not-opened' };
  return (await keepKeys(area, opened.keys)) ? { ok: true } : { ok: false, why: 'network' };
}

export async function signInWithPhrase(area: string, typed: string): Promise<SignedIn> {
  const read = readPhrase(typed, await loadWords());
  if (!read.ok)
    return read.why === 'unknown-word'
      ? { ok: false, why: read.why, at: read.at }
      : { ok: false, why: read.why };
  const keys = await derivePhrase(read.phrase, area, (password, salt, cost) =>
    scryptAsync(password, salt, cost),
  );
  try {
    const challenge = await takeChallenge(area);
    const statement = { area, challenge, signInKey: bytesToHex(keys.signInVerifyKey) };
    const envelope = sign(labels.deskSignIn, statement, keys.signInSeed);
    const answer = await post(`/api/areas/${area}/desk/sign-in`, { envelope });
    if (answer.status === 403) return { ok: false, why: 'no-such-worker' };
    if (!answer.ok) return { ok: false, why: 'network' };
    return await unlockBundle(area, answer, keys.unwrapIdentity);
  } catch (fault) {
    if (fault instanceof TypeError) return { ok: false, why: 'network' };
    throw fault;
  }
}
