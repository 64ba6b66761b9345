import { bytesToHex } from '@noble/hashes/utils.js';
import { base64 } from '@scure/base';
import { fetchAgain } from '#kit/device/fetch-again.ts';
import { get } from '#kit/device/get.ts';
import { pageData } from '#kit/device/page-data.ts';
import { type CardHolds, deriveCard, openPath, readCardWords } from '#sealed/card.ts';
import { verifyKeyOf } from '#sealed/signed.ts';
import type { Bytes } from '#sealed/wire.ts';
import { loadWords } from '#sealed/words.ts';
import { offerForgetting } from '../browser/forget-card.ts';
import { keepMember } from '../browser/member-store.ts';
import { openMember } from '../browser/open-member.ts';
import type { MemberWords } from '../messages/member.en.ts';

/** Takes the words out of the address, and with it out of the browser's history. */
function takeFromAddress(): string {
  const words = location.hash.slice(1).replaceAll('-', ' ');
  history.replaceState(null, '', location.pathname);
  return words;
}
// Before anything else.
const fromAddress = takeFromAddress();

type Data = {
  area: string;
  rootFingerprint: string | null;
  words: Pick<MemberWords['join'], 'errors' | 'working' | 'under18' | 'notMine'> &
    Pick<MemberWords['join']['done'], 'safe' | 'unsafe'>;
  forgotten: string;
};
const { area, rootFingerprint, words, forgotten } = pageData<Data>();
const errors: Record<string, string> = words.errors;

const form = get<HTMLFormElement>('card');
const field = get<HTMLTextAreaElement>('words');
let busy = false;
let canStore = true;
// One key for this visit: should an answer be lost, the same device asks again and is known by it.
const signingSeed = crypto.getRandomValues(new Uint8Array(32));

function complain(why: string, count?: number): void {
  const problem = get('problem');
  const said = errors[why] ?? errors['network'] ?? '';
  problem.textContent = count === undefined ? said : `${said} ${count}`;
  problem.hidden = false;
}

function turnAway(said: string): void {
  get('why-not').textContent = said;
  get('take').hidden = true;
  get('not-for-you').hidden = false;
  get('not-for-you').focus();
}

/** Whether the browser will keep what it was given: an app on the home screen, or a promise. */
async function willStay(): Promise<boolean> {
  if (matchMedia('(display-mode: standalone)').matches) return true;
  try {
    return (await navigator.storage.persist()) || (await navigator.storage.persisted());
  } catch {
    return false;
  }
}

type Opened = { ok: true; holds: CardHolds; locator: Bytes } | { ok: false; why: string; count?: number };

async function takeUp(text: string): Promise<Opened> {
  const read = readCardWords(text, await loadWords());
  if (!read.ok) return { ok: false, why: read.why, count: read.why === 'length' ? read.got : read.at };
  const keys = deriveCard(read.phrase, area);
  const body = JSON.stringify({
    locator: bytesToHex(keys.locator),
    verifyKey: bytesToHex(verifyKeyOf(signingSeed)),
  });
  const init: RequestInit = {
    method: 'POST',
    body,
    credentials: 'omit',
    headers: { 'content-type': 'application/json' },
  };
  const answer = await fetchAgain(`/api/areas/${area}/cards`, init, { attempts: 3 });
  if (answer.status === 404) return { ok: false, why: 'no-such-card' };
  if (answer.status === 409) return { ok: false, why: 'ask-for-another' };
  if (!answer.ok) return { ok: false, why: 'network' };
  const { sealedPath } = (await answer.json()) as { sealedPath: string };
  const holds = await openPath(area, keys, base64.decode(sealedPath));
  // The card was printed by people who vouch for one root; a page that shows another is not theirs.
  if (holds === null || holds.rootFingerprint !== rootFingerprint) return { ok: false, why: 'not-genuine' };
  return { ok: true, holds, locator: keys.locator };
}

async function keep(): Promise<void> {
  const answers = new FormData(form);
  if (answers.get('own') === null) return complain('own');
  if (answers.get('own') === 'other') return turnAway(words.notMine);
  if (answers.get('adult') === null) return complain('adult');
  if (answers.get('adult') === 'no') return turnAway(words.under18);
  // Looked at before the card is used up.
  if (!canStore) return complain('storage');
  const taken = await takeUp(field.value);
  if (!taken.ok) return complain(taken.why, taken.count);
  const { leaf, path, rootFingerprint: vouched } = taken.holds;
  await keepMember({
    area,
    leaf,
    path,
    locator: taken.locator,
    signingSeed,
    rootFingerprint: vouched,
    bundleCounter: 0,
    batches: [],
    batchDay: '',
    last: null,
  });
  field.value = '';
  get('take').hidden = true;
  get('stored').textContent = (await willStay()) ? words.safe : words.unsafe;
  get('done').hidden = false;
  get('done').focus();
  offerForgetting(area, forgotten, () => {
    get('done').hidden = true;
  });
}

form.addEventListener('submit', (event) => {
  event.preventDefault();
  if (busy) return;
  busy = true;
  get('problem').hidden = true;
  get('working').textContent = words.working;
  keep()
    .catch(() => complain('network'))
    .finally(() => {
      busy = false;
      get('working').textContent = '';
    });
});

// A second card in the tab of the first: the address changes and the page stays.
addEventListener('hashchange', () => {
  if (location.hash === '') return;
  field.value = takeFromAddress();
  if (form.hidden) return;
  get('take').hidden = false;
  get('not-for-you').hidden = true;
});

let kept: Awaited<ReturnType<typeof openMember>> = null;
try {
  kept = await openMember(area);
} catch {
  // A private window: said when there is something to keep.
  canStore = false;
}
if (kept === null) {
  form.hidden = false;
  field.value = fromAddress;
} else {
  get('have').hidden = false;
  get('take').hidden = true;
  offerForgetting(area, forgotten, () => {
    get('have').hidden = true;
    get('take').hidden = false;
    form.hidden = false;
    field.value = fromAddress;
  });
}
