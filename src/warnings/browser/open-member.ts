/**
 * Opens what this device keeps before a page shows anything: at once where there is no PIN, and after it was typed where
 * there is one. Behind the second PIN there are notes, and the page never goes on.
 */
import { endServiceWorker } from '#kit/device/keep-this-page.ts';
import { get } from '#kit/device/get.ts';
import { type Member, type Opened, forgetMember, keepNotes, openStore, openWithPin } from './member-store.ts';
import { watchAway } from './room-key.ts';

/** Nothing of ours stands around what somebody else may be made to look at; Shift three times still leaves. */
function showAlone(alone: boolean): void {
  document.documentElement.toggleAttribute('data-alone', alone);
}

const never = new Promise<never>(() => undefined);

/** Asks until a PIN opens it. */
async function askPin(area: string): Promise<void> {
  const form = get<HTMLFormElement>('pin-form');
  const field = get<HTMLInputElement>('pin');
  get('pin-door').hidden = false;
  showAlone(true);
  field.focus();
  get('pin-forget').addEventListener('click', () => {
    void Promise.all([forgetMember(area), endServiceWorker()]).then(() => location.reload());
  });
  let busy = false;
  await new Promise<void>((opened) => {
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      if (busy) return;
      busy = true;
      get('pin-wrong').hidden = true;
      get('pin-working').hidden = false;
      void openWithPin(area, field.value)
        .catch(() => false)
        .then((right) => {
          if (right) opened();
          get('pin-wrong').hidden = right;
          if (!right) field.select();
        })
        .finally(() => {
          busy = false;
          get('pin-working').hidden = true;
        });
    });
  });
  field.value = '';
  get('pin-door').hidden = true;
  showAlone(false);
}

function showNotes(area: string, notes: string[]): void {
  const kept = [...notes];
  const heading = get('notes').querySelector('h1');
  if (heading !== null) document.title = heading.innerText;
  const show = (): void => {
    get('notes-none').hidden = kept.length > 0;
    get('notes-list').replaceChildren(
      ...kept.map((text) => Object.assign(document.createElement('li'), { textContent: text })),
    );
  };
  const field = get<HTMLTextAreaElement>('note');
  get('notes-form').addEventListener('submit', (event) => {
    event.preventDefault();
    const text = field.value.trim();
    if (text === '') return;
    kept.unshift(text);
    field.value = '';
    show();
    void keepNotes(area, kept);
  });
  show();
  showAlone(true);
  get('notes').hidden = false;
}

/**
 * The card of this device, or null where there is none. Shows the page's own part once it is known. Never settles behind the
 * second PIN. Throws where the browser lets nothing be kept.
 */
export async function openMember(area: string): Promise<Member | null> {
  const main = get('member');
  let opened: Opened = { is: 'none' };
  try {
    opened = await openStore(area);
    if (opened.is === 'locked') {
      main.hidden = true;
      await askPin(area);
      opened = await openStore(area);
    }
    if (opened.is === 'open' && opened.behindPin) watchAway(area, () => location.reload());
    if (opened.is === 'open' && 'notes' in opened) {
      main.hidden = true;
      showNotes(area, opened.notes);
      return await never;
    }
  } finally {
    main.hidden = false;
    main.dataset['open'] = '';
  }
  return opened.is === 'open' && 'member' in opened ? opened.member : null;
}
