import { pageData } from '#kit/device/page-data.ts';
import type { DeskPageData } from '../browser/open-desk.ts';
import { passkeysWork, signInWithPasskey } from '../browser/passkey.ts';
import { type SignedIn, signInWithPhrase } from '../browser/sign-in.ts';
import type { signInWords } from '../messages/frame.en.ts';

type Data = DeskPageData & { next: string; words: Pick<typeof signInWords, 'errors' | 'working'> };
const { area, next, words } = pageData<Data>();

const problem = document.getElementById('problem');
const working = document.getElementById('working');
const phrase = document.querySelector<HTMLTextAreaElement>('#phrase');
let busy = false;

async function attempt(how: () => Promise<SignedIn>, then: HTMLElement | null): Promise<void> {
  if (busy || !problem || !working) return;
  busy = true;
  problem.hidden = true;
  working.textContent = words.working;
  const done = await how();
  working.textContent = '';
  busy = false;
  if (done.ok) {
    location.assign(next);
    return;
  }
  const said = words.errors[done.why as keyof typeof words.errors] ?? words.errors.network;
  problem.textContent = done.at === undefined ? said : `${said} ${done.at}`;
  problem.hidden = false;
  then?.focus();
}

document.getElementById('sign-in')?.addEventListener('submit', (event) => {
  event.preventDefault();
  void attempt(() => signInWithPhrase(area, phrase?.value ?? ''), phrase);
});

const passkey = document.getElementById('passkey');
passkey?.addEventListener('click', () => void attempt(() => signInWithPasskey(area), passkey));
for (const part of document.querySelectorAll<HTMLElement>('[data-passkey]')) part.hidden = !passkeysWork();
