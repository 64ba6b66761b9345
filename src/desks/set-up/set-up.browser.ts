import { bytesToHex } from '@noble/hashes/utils.js';
import { base64 } from '@scure/base';
import * as v from 'valibot';
import { pageData } from '#kit/device/page-data.ts';
import { recipientId, seal } from '#sealed/age-file.ts';
import { sealWorkerKeys } from '#sealed/worker-keys.ts';
import { rootFingerprint, signArea } from '#sealed/area-statement.ts';
import { generateRecovery, splitRecovery } from '#sealed/recovery.ts';
import { coSign, verifyKeyOf } from '#sealed/signed.ts';
import { asMember, makeFirstEpoch } from '../browser/make-epoch.ts';
import { makeWorker, random } from '../browser/new-worker.ts';
import type { DeskPageData } from '../browser/open-desk.ts';
import { askForPhrase, say, showPart } from '../browser/phrase-steps.ts';
import { post } from '../browser/sign-in.ts';
import { keepKeys } from '../browser/tab-keys.ts';
import type { phraseWords, setUpWords } from '../messages/people.en.ts';

type Data = DeskPageData & { words: typeof setUpWords; phrase: typeof phraseWords };
const { area, words, phrase: phraseSaid } = pageData<Data>();
const secret = location.hash.slice(1);
// The secret must not stand in the address while somebody writes down words beside it.
history.replaceState(null, '', location.pathname);

const Service = v.object({ serviceKey: v.string(), voprfPublicKeys: v.array(v.string()) });

const pressed = (id: string): Promise<void> =>
  new Promise((done) => {
    document.getElementById(id)?.addEventListener('click', () => done(), { once: true });
  });

/** Sends the same bytes until an answer comes; what the server refuses is said. */
async function send(body: unknown): Promise<boolean> {
  for (;;) {
    const answer = await post(`/api/areas/${area}/desk/set-up`, body).catch(() => null);
    if (answer?.status === 201) return true;
    if (answer !== null) {
      say('problem', answer.status === 403 ? words.errors['no-such-link'] : words.errors.other);
      return false;
    }
    say('problem', words.errors.network);
    await pressed('given');
    say('problem', null);
  }
}

async function setUp(service: v.InferOutput<typeof Service>, firstName: string, desk: string): Promise<void> {
  const phrase = await askForPhrase();
  say('working', phraseSaid.working);
  const { keys, posted } = await makeWorker(area, phrase);
  const rootSeed = random(32);
  const rootKey = verifyKeyOf(rootSeed);
  const recovery = await generateRecovery(random);
  const shares = await splitRecovery(recovery);
  for (const [index, share] of shares.entries()) {
    const place = document.querySelector(`[data-share="${index + 1}"]`);
    if (place) place.textContent = share;
  }
  say('working', null);
  showPart('recovery');
  document.getElementById('print')?.addEventListener('click', () => print());
  await pressed('given');
  say('working', words.making);
  const epoch = await makeFirstEpoch(
    { area, desk },
    asMember(posted),
    keys.signingSeed,
    rootKey,
    recovery.recipient,
  );
  const body = {
    secret,
    desk,
    firstName,
    worker: posted,
    root: {
      verifyKey: bytesToHex(rootKey),
      statement: signArea({ area, issue: 1, ...service }, rootSeed),
      sealed: base64.encode(
        await seal(rootSeed as Uint8Array<ArrayBuffer>, [posted.recipient, recovery.recipient]),
      ),
    },
    epoch: { ...epoch, envelope: coSign(epoch.envelope, rootSeed) },
    recovery: {
      recipientId: recipientId(recovery.recipient),
      bundle: base64.encode(await sealWorkerKeys(keys, [recovery.recipient])),
    },
  };
  const made = await send(body);
  say('working', null);
  if (!made) return;
  await keepKeys(area, keys);
  const fingerprint = document.getElementById('fingerprint');
  if (fingerprint) fingerprint.textContent = rootFingerprint(rootKey);
  showPart('done');
}

async function begin(): Promise<void> {
  const answer = await post(`/api/areas/${area}/desk/set-up/link`, { secret }).catch(() => null);
  if (answer?.ok !== true) {
    say('problem', answer === null ? words.errors.network : words.badLink);
    return;
  }
  const service = v.parse(Service, await answer.json());
  showPart('begin');
  const name = document.querySelector<HTMLInputElement>('#first-name');
  const desk = document.querySelector<HTMLSelectElement>('#desk');
  document.getElementById('begin')?.addEventListener('submit', (event) => {
    event.preventDefault();
    const firstName = name?.value.trim() ?? '';
    say('problem', firstName === '' ? words.errors.firstName : null);
    if (firstName === '') name?.focus();
    else void setUp(service, firstName.slice(0, 40), desk?.value ?? '');
  });
}

void begin();
