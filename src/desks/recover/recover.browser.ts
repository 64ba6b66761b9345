import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { scryptAsync } from '@noble/hashes/scrypt.js';
import { base64 } from '@scure/base';
import * as v from 'valibot';
import { pageData } from '#kit/device/page-data.ts';
import { verifyDesk } from '#kit/device/verify-desk.ts';
import { recipientId } from '#sealed/age-file.ts';
import { derivePhrase } from '#sealed/desk-phrase.ts';
import { combineRecovery } from '#sealed/recovery.ts';
import { labels, sign } from '#sealed/signed.ts';
import { type WorkerKeys, openWorkerKeys, sealWorkerKeys } from '#sealed/worker-keys.ts';
import type { DeskPageData } from '../browser/open-desk.ts';
import { askForPhrase, say, showPart } from '../browser/phrase-steps.ts';
import { post, takeChallenge } from '../browser/sign-in.ts';
import { keepKeys } from '../browser/tab-keys.ts';
import type { phraseWords } from '../messages/people.en.ts';
import type { recoverWords } from '../messages/recover.en.ts';

type Words = Omit<typeof recoverWords, 'paper'>;
const { area, rootFingerprint, words, phrase } = pageData<
  DeskPageData & { words: Words; phrase: typeof phraseWords }
>();
const Found = v.object({ worker: v.string(), bundle: v.string() });
const Area = v.object({ desks: v.array(v.object({ id: v.string() })) });

/** What an epoch of some desk, verified up to the pinned root, says of this worker: only keys that it names are theirs. */
async function listedOf(worker: string): Promise<{ recipient: string; verifyKey: string } | null> {
  const { desks } = v.parse(Area, await (await fetch(`/api/areas/${area}`)).json());
  for (const { id } of desks) {
    const verified = await verifyDesk({ area, desk: id, rootFingerprint });
    const member = verified.ok ? verified.tip.members.find((one) => one.worker === worker) : undefined;
    if (member) return member;
  }
  return null;
}

type Opened = { worker: string; keys: WorkerKeys };

/** The keys that two papers open, or which words say why not. */
async function openPapers(typed: string[]): Promise<Opened | keyof Words['errors']> {
  const combined = await combineRecovery(typed);
  if (!combined.ok) return combined.why;
  const answer = await post(`/api/areas/${area}/desk/recover/find`, {
    recipientId: recipientId(combined.recipient),
  });
  if (answer.status === 404) return 'no-such-papers';
  if (!answer.ok) return 'network';
  const { worker, bundle } = v.parse(Found, await answer.json());
  const listed = await listedOf(worker);
  if (listed === null) return 'ghost';
  const opened = await openWorkerKeys(base64.decode(bundle), combined.identity, {
    recipient: listed.recipient,
    verifyKey: hexToBytes(listed.verifyKey),
  });
  return opened.ok ? { worker, keys: opened.keys } : 'ghost';
}

/** Sends until an answer comes; a refused challenge is asked for anew with the next press. */
async function takeNewWay(
  { worker, keys }: Opened,
  newPhrase: string,
): Promise<'in' | 'refused' | 'network'> {
  const made = await derivePhrase(newPhrase, area, (password, salt, cost) =>
    scryptAsync(password, salt, cost),
  );
  const statement = {
    area,
    challenge: await takeChallenge(area),
    worker,
    signInKey: bytesToHex(made.signInVerifyKey),
    bundle: base64.encode(await sealWorkerKeys(keys, [made.unwrapRecipient])),
    bundleRecipient: made.unwrapRecipient,
  };
  const envelope = sign(labels.deskRecovery, statement, keys.signingSeed);
  const answer = await post(`/api/areas/${area}/desk/recover`, { envelope });
  if (answer.status === 403 || answer.status === 422) return 'refused';
  return answer.ok && (await keepKeys(area, keys)) ? 'in' : 'network';
}

async function recover(): Promise<void> {
  const typed = ['share-1', 'share-2']
    .map((id) => document.querySelector<HTMLInputElement>(`#${id}`)?.value.trim() ?? '')
    .filter((text) => text !== '');
  say('problem', null);
  const opened = await openPapers(typed);
  if (typeof opened === 'string') {
    say('problem', words.errors[opened]);
    return;
  }
  const newPhrase = await askForPhrase();
  for (;;) {
    say('working', phrase.working);
    const done = await takeNewWay(opened, newPhrase).catch(() => 'network' as const);
    say('working', null);
    if (done === 'in') break;
    say('problem', words.errors[done]);
    if (done === 'refused') {
      showPart('papers');
      return;
    }
    await new Promise<void>((again) => {
      document.getElementById('phrase-form')?.addEventListener('submit', () => again(), { once: true });
    });
    say('problem', null);
  }
  // Nobody who sits down here next finds the papers in the fields.
  for (const field of document.querySelectorAll<HTMLInputElement>('#papers input')) field.value = '';
  showPart('done');
}

let busy = false;
document.getElementById('papers')?.addEventListener('submit', (event) => {
  event.preventDefault();
  if (busy) return;
  busy = true;
  void recover()
    .catch(() => say('problem', words.errors.network))
    .finally(() => {
      busy = false;
    });
});
