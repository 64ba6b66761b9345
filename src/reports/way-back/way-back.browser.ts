/** `/back` with JavaScript: the code never leaves the device, and everything is opened and checked on it. */
import { AuditAct, MessageValue } from '#desks/browser.ts';
import { pageData } from '#kit/device/page-data.ts';
import { isLanguage, sayDay } from '#kit/languages/languages.ts';
import { deriveWayBack, readWayBack } from '#sealed/way-back-code.ts';
import { loadWords } from '#sealed/words.ts';
import { get } from '#kit/device/get.ts';
import { startStretching } from '../browser/ask-stretch.ts';
import { makeSmall } from '#kit/device/make-small.ts';
import { pieceToElement } from '../browser/piece-to-element.ts';
import { overNetwork } from '../browser/way-back-transport.ts';
import { codeFault } from './code-fault.ts';
import { type RoomShown, doneText, roomView, wrongText } from './room.view.ts';
import { type WayBackRoom, type WayBackSpeaker, speakWayBack } from './speak-way-back.ts';
import type { WayBackData } from './way-back-data.ts';

const form = document.querySelector<HTMLFormElement>('form#back');
if (form) start(form);

function start(asking: HTMLFormElement): void {
  const data = pageData<WayBackData>();
  const { words } = data;
  let stretching: ReturnType<typeof startStretching>;
  try {
    stretching = startStretching();
  } catch {
    // Without the worker the page stays what it is without JavaScript, and says so.
    return;
  }
  for (const element of document.querySelectorAll<HTMLElement>('[data-without-script]'))
    element.hidden = true;
  for (const element of document.querySelectorAll<HTMLElement>('[data-with-script]')) element.hidden = false;
  const place = get('back-room');
  const before = get('back-ask');
  const said = get('back-said');
  const language = isLanguage(data.language) ? data.language : 'en';
  const day = (iso: string): string => sayDay(iso, language);
  const say = (text: string): void => {
    said.textContent = text;
    said.classList.toggle('care', text !== '');
  };
  let speaker: WayBackSpeaker | null = null;
  let room: Extract<WayBackRoom, { ok: true }> | null = null;
  let busy = false;

  /** Nothing of what was opened stays, on the page or in memory. */
  function lock(): void {
    speaker = null;
    room = null;
    place.replaceChildren();
    before.hidden = false;
    say('');
    asking.reset();
  }
  addEventListener('waymark-leave', lock);
  // A page that the browser keeps for its back button must not show it again.
  addEventListener('pagehide', lock);
  addEventListener('pageshow', lock);

  function show(opened: NonNullable<typeof room>, more: Pick<RoomShown, 'notice' | 'typed'> = {}): void {
    room = opened;
    const pieces = roomView({
      words,
      today: opened.today,
      conversations: opened.conversations,
      sayDay: day,
      deskName: (id) => data.desks.find((desk) => desk.id === id)?.name ?? id,
      fieldName: (field) => data.fields[field] ?? field,
      action: data.addresses.page,
      complain: data.addresses.complain,
      hidden: {},
      formId: () => crypto.randomUUID(),
      ...more,
    });
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'govuk-button govuk-button--secondary';
    button.textContent = words.opened.lock;
    button.addEventListener('click', () => {
      lock();
      before.querySelector('h1')?.focus();
    });
    place.replaceChildren(...pieces.map(pieceToElement), button);
    before.hidden = true;
    scrollTo(0, 0);
    (place.querySelector<HTMLElement>('#back-status.care') ?? place.querySelector('h1'))?.focus();
  }

  async function open(): Promise<void> {
    const typed = new FormData(asking);
    const read = readWayBack(textOf(typed, 'code'), await loadWords());
    if (!read.ok) {
      say(codeFault(words, read));
      get('code').focus();
      return;
    }
    say(words.opening);
    const keys = await deriveWayBack(read.code, textOf(typed, 'private'), data.area, stretching.stretch);
    const made = speakWayBack({
      area: data.area,
      keys,
      schemas: { message: MessageValue, act: AuditAct },
      transport: overNetwork(data, stretching),
    });
    const opened = await made.read();
    if (!opened.ok) {
      say(wrongText(words, opened.why));
      get('code').focus();
      return;
    }
    speaker = made;
    asking.reset();
    say('');
    show(opened);
  }

  async function perform(sent: HTMLFormElement, act: string): Promise<void> {
    if (!speaker || !room) return;
    const fields = new FormData(sent);
    const one = (name: string): string => (name === 'act' ? act : textOf(fields, name));
    if (act === 'file') return await showPicture(sent, one('record'), one('file'));
    const status = get('back-status');
    status.textContent = words.add.sending;
    const files = fields
      .getAll('pictures')
      .filter((file): file is File => file instanceof File && file.size > 0);
    const pictures: Uint8Array[] = [];
    for (const file of files) {
      const made = await makeSmall(file);
      if (!made) return wrong(sent, words.errors.picture);
      pictures.push(made);
    }
    const done = act === 'read' ? null : await speaker.perform(room.conversations, one, pictures);
    if (done?.ok === false) return wrong(sent, wrongText(words, done.why));
    const opened = await speaker.read();
    if (!opened.ok) return wrong(sent, wrongText(words, opened.why));
    show(
      opened,
      done ? { notice: { text: doneText(words, done.done, opened.today, day), wrong: false } } : {},
    );
  }

  /** Said beside the form, in which everything typed still stands. */
  function wrong(sent: HTMLFormElement, text: string): void {
    get('back-status').textContent = '';
    sent.querySelector('.govuk-error-message')?.remove();
    const message = document.createElement('p');
    message.className = 'govuk-error-message';
    message.setAttribute('role', 'alert');
    message.textContent = text;
    sent.prepend(message);
    message.scrollIntoView({ block: 'nearest' });
  }

  /** Drawn anew before it is shown: what does not decode as a picture never reaches the page. */
  async function showPicture(sent: HTMLFormElement, record: string, id: string): Promise<void> {
    const bytes = await speaker?.picture(record, id);
    const small = bytes && (await makeSmall(new Blob([new Uint8Array(bytes)])));
    if (!small) return wrong(sent, words.talk.pictureFailed);
    const bitmap = await createImageBitmap(new Blob([small], { type: 'image/jpeg' }));
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [bitmap.width, bitmap.height];
    canvas.setAttribute('role', 'img');
    canvas.setAttribute('aria-label', words.talk.picture);
    canvas.getContext('2d')?.drawImage(bitmap, 0, 0);
    sent.replaceWith(canvas);
  }

  document.addEventListener('submit', (event) => {
    const sent = event.target as HTMLFormElement;
    const { submitter } = event;
    const pressed = submitter instanceof HTMLButtonElement ? submitter : null;
    if (pressed?.name === 'switch') {
      // The other language's page asks again: the code is for this device only.
      lock();
      return;
    }
    if (sent !== asking && !place.contains(sent)) return;
    event.preventDefault();
    if (busy) return;
    busy = true;
    void (async () => {
      try {
        if (sent === asking) await open();
        else await perform(sent, pressed?.value ?? '');
      } catch {
        if (sent === asking) say(words.errors.network);
        else wrong(sent, words.errors.network);
      } finally {
        busy = false;
      }
    })();
  });
}

function textOf(fields: FormData, name: string): string {
  const value = fields.get(name);
  return typeof value === 'string' ? value : '';
}
