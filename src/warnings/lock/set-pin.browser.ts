import { get } from '#kit/device/get.ts';
import { pageData } from '#kit/device/page-data.ts';
import { asTyped } from '#sealed/pin-box.ts';
import { lockStore, openStore, unlockStore } from '../browser/member-store.ts';
import { openMember } from '../browser/open-member.ts';
import { forgetRoomKey } from '../browser/room-key.ts';
import type { MemberWords } from '../messages/member.en.ts';

const { area, words } = pageData<{ area: string; words: Pick<MemberWords['lock'], 'errors' | 'done'> }>();
const form = get<HTMLFormElement>('set');
const read = (id: string): string => asTyped(get<HTMLInputElement>(id).value);
const SHORTEST = 4;
let busy = false;

function showDone(said: string): void {
  form.reset();
  get('locking').hidden = true;
  get('done-said').textContent = said;
  get('done').hidden = false;
  get('done').focus();
}

/** What is wrong and in which field, or null. */
function wrong(): [keyof typeof words.errors, string] | null {
  const [pin, second] = [read('new-pin'), read('second')];
  if (pin.length < SHORTEST) return ['short', 'new-pin'];
  if (read('again') !== pin) return ['differs', 'again'];
  if (second !== '' && second.length < SHORTEST) return ['short', 'second'];
  return second === pin ? ['same', 'second'] : null;
}

form.addEventListener('submit', (event) => {
  event.preventDefault();
  if (busy) return;
  const found = wrong();
  get('problem').hidden = found === null;
  if (found !== null) {
    get('problem').textContent = words.errors[found[0]];
    get<HTMLInputElement>(found[1]).focus();
    return;
  }
  busy = true;
  get('working').hidden = false;
  lockStore(area, read('new-pin'), read('second') || null)
    .then(() => showDone(words.done.set))
    .catch(() => {
      get('problem').textContent = words.errors.failed;
      get('problem').hidden = false;
    })
    .finally(() => {
      busy = false;
      get('working').hidden = true;
    });
});
get('lock-now').addEventListener('click', () => {
  forgetRoomKey(area);
  location.reload();
});
get('take-away').addEventListener('click', () => {
  void unlockStore(area).then(() => showDone(words.done.away));
});

const member = await openMember(area).catch(() => null);
if (member === null) get('not-member').hidden = false;
else {
  const opened = await openStore(area);
  get('has-pin').hidden = opened.is !== 'open' || !opened.behindPin;
  get('locking').hidden = false;
}
