import { ed25519 } from '@noble/curves/ed25519.js';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { base64 } from '@scure/base';
import { fetchAgain } from '#kit/device/fetch-again.ts';
import { get } from '#kit/device/get.ts';
import { pageData } from '#kit/device/page-data.ts';
import { cardRecoveryBytes } from '#sealed/blind/card-request.ts';
import { deriveCard, generateCard, sealPath } from '#sealed/card.ts';
import { loadWords } from '#sealed/words.ts';
import type { Member } from '../browser/member-store.ts';
import { openFeed } from '../browser/open-feed.ts';
import { openMember } from '../browser/open-member.ts';
import type { MemberWords } from '../messages/member.en.ts';

type Data = {
  area: string;
  desks: string[];
  rootFingerprint: string | null;
  /** ISO date, as the service says it. */
  today: string;
  words: MemberWords['lostPhone']['said'] & { faults: MemberWords['check']['faults']; working: string };
};
const { area, desks, rootFingerprint, today, words } = pageData<Data>();
const random = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length));

function fail(why: keyof typeof words.faults): void {
  get('fault').textContent = words.faults[why];
  get('fault').hidden = false;
}

/** What is sent once she has written the words down: until then nothing leads to the card but the card. */
async function prepare(member: Member, phrase: string, serviceKey: string): Promise<string> {
  const keys = deriveCard(phrase, area);
  const { leaf, path, locator } = member;
  const holds = { leaf, path, rootFingerprint: member.rootFingerprint, serviceKey: hexToBytes(serviceKey) };
  const sealedPath = await sealPath(area, keys, holds, random);
  const signed = cardRecoveryBytes({ area, locator, day: today, recoveryLocator: keys.locator, sealedPath });
  return JSON.stringify({
    locator: bytesToHex(locator),
    day: today,
    recoveryLocator: bytesToHex(keys.locator),
    sealedPath: base64.encode(sealedPath),
    signature: base64.encode(ed25519.sign(signed, member.signingSeed)),
  });
}

async function send(body: string): Promise<void> {
  const init: RequestInit = {
    method: 'POST',
    body,
    credentials: 'omit',
    headers: { 'content-type': 'application/json' },
  };
  const answer = await fetchAgain(`/api/areas/${area}/cards/recovery`, init, { attempts: 3 });
  if (answer.status === 403) return fail('stopped');
  if (!answer.ok) return fail('network');
  // The words are on paper now, and nowhere else.
  get('recovery').replaceChildren();
  get('shown').hidden = true;
  get('fault').hidden = true;
  get('done').hidden = false;
  get('done').focus();
}

async function make(member: Member): Promise<void> {
  if (member.rootFingerprint !== rootFingerprint) return fail('not-genuine');
  const feed = await openFeed(member, desks);
  if (!feed.ok) return fail(feed.why);
  const phrase = generateCard(random, await loadWords());
  const body = await prepare(member, phrase, feed.statement.serviceKey);
  get('recovery').replaceChildren(
    ...phrase.split(' ').map((word) => Object.assign(document.createElement('li'), { textContent: word })),
  );
  get('fault').hidden = true;
  get('before').hidden = true;
  get('shown').hidden = false;
  get('shown').focus();
  get('written').addEventListener('click', () => {
    get('keeping').textContent = words.keeping;
    void send(body)
      .catch(() => fail('network'))
      .finally(() => {
        get('keeping').textContent = '';
      });
  });
}

const member = await openMember(area).catch(() => null);
if (member !== null) {
  get('before').hidden = false;
  get<HTMLButtonElement>('make').addEventListener('click', () => {
    get<HTMLButtonElement>('make').disabled = true;
    get('working').textContent = words.working;
    void make(member)
      .catch(() => fail('network'))
      .finally(() => {
        get<HTMLButtonElement>('make').disabled = false;
        get('working').textContent = '';
      });
  });
}
