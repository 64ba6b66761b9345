import * as v from 'valibot';
import { pageData } from '#kit/device/page-data.ts';
import {
  type DeskPageData,
  type Unlocked,
  deskFetch,
  showLocked,
  unlockedWorker,
} from '../browser/open-desk.ts';
import { addPasskey } from '../browser/passkey.ts';
import { say } from '../browser/phrase-steps.ts';
import { passkeyWords as words } from '../messages/frame.en.ts';

const { area } = pageData<DeskPageData>();
const Passkeys = v.object({ passkeys: v.array(v.object({ id: v.string(), since: v.string() })) });
let known: string[] = [];

async function remove(id: string): Promise<void> {
  if (!confirm(words.removeAsk)) return;
  const answer = await deskFetch('passkeys', { method: 'DELETE', body: { id } }).catch(() => null);
  say('problem', answer?.ok === true ? null : words.errors.network);
  if (answer?.ok === true) say('working', words.removed);
  await show();
}

async function show(): Promise<void> {
  const answer = await deskFetch('passkeys').catch(() => null);
  if (answer?.ok !== true) {
    say('problem', words.errors.network);
    return;
  }
  const { passkeys } = v.parse(Passkeys, await answer.json());
  known = passkeys.map(({ id }) => id);
  const none = document.getElementById('none');
  if (none) none.hidden = known.length > 0;
  document.getElementById('passkeys')?.replaceChildren(
    ...passkeys.map(({ id, since }) => {
      const item = document.createElement('li');
      item.textContent = `${words.since(new Date(since).toLocaleDateString('en-GB', { dateStyle: 'long' }))} `;
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'link';
      button.textContent = words.remove;
      button.addEventListener('click', () => void remove(id));
      item.append(button);
      return item;
    }),
  );
}

let busy = false;
async function add(unlocked: Unlocked): Promise<void> {
  if (busy) return;
  busy = true;
  say('problem', null);
  say('working', null);
  const added = await addPasskey(unlocked, area, known).catch((fault: unknown) => {
    if (fault instanceof TypeError) return { ok: false as const, why: 'network' as const };
    throw fault;
  });
  busy = false;
  if (added.ok) say('working', words.added);
  else say('problem', words.errors[added.why]);
  await show();
}

async function begin(): Promise<void> {
  const unlocked = await unlockedWorker();
  if (unlocked === null) {
    showLocked();
    return;
  }
  document.getElementById('add')?.addEventListener('click', () => void add(unlocked));
  await show();
}

void begin();
