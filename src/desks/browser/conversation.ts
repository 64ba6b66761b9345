/** What was said between the desk and whoever wrote, and the next answer to her. */
import { makeSmall } from '#kit/device/make-small.ts';
import { inboxWords as words } from '../messages/inbox.en.ts';
import { phrasesIn } from '../messages/phrases.ts';
import { area as textArea, folded, hint, make, press, written } from './elements.ts';
import { type OpenedDesk, deskFetch } from './open-desk.ts';
import { type OpenedRecord, type ShownMessage, putPicture, sendMessage } from './open-record.ts';
import { ageOf } from './record-list.ts';
import type { Body } from './seal-hand-over.ts';
import { playVoice, showPicture } from './show-picture.ts';

export type Talk = {
  opened: OpenedDesk;
  record: OpenedRecord<Body>;
  /** ISO date. */
  today: string;
  problem(text: string | null): void;
  /** After an answer went: shows the record as it stands then, and `said` beside it. */
  answered(said: string): Promise<void>;
};

function pictureOf({ opened, record }: Talk, id: string, index: number): Node[] {
  const place = make('div');
  const show = press(words.picture(index + 1), 'govuk-button govuk-button--secondary', () => {
    void showPicture(opened, record, id, place);
  });
  return [show, place];
}

/** Those of the report itself; a message's stand beside its words. */
export function picturesOf(talk: Talk, voice: string | null): HTMLElement {
  const { opened, record } = talk;
  const inMessages = new Set(record.messages.flatMap(filesOf).map(({ id }) => id));
  const own = record.attachments.filter((id) => !inMessages.has(id) && id !== voice);
  const heard = make('div');
  const play =
    voice === null
      ? []
      : [
          press(words.voice, 'govuk-button govuk-button--secondary', () => {
            void playVoice(opened, record, voice, heard);
          }),
          heard,
        ];
  return make('div', ...play, ...own.flatMap((id, index) => pictureOf(talk, id, index)));
}

const filesOf = ({ value }: ShownMessage) =>
  value?.type === 'text' ? value.files.filter(({ kind }) => kind === 'picture') : [];

function saidIn(talk: Talk, message: ShownMessage): Node[] {
  const { value } = message;
  if (value === null) return [make('p', `${words.unverified} ${message.why ?? ''}`)];
  switch (value.type) {
    case 'text':
      return [
        ...(value.text === '' ? [] : [written(value.text)]),
        ...filesOf(message).flatMap(({ id }, index) => pictureOf(talk, id, index)),
      ];
    case 'take-back':
      return [make('p', words.value.takeBack[value.what])];
    case 'draft':
      return [make('p', words.value.draft), written(value.text)];
    case 'draft-answer':
      return [make('p', value.yes ? words.value.yes : words.value.no), written(value.text)];
    case 'release':
      return [make('p', words.value.release(value.toName, value.day)), written(value.text)];
    case 'acted':
      return [make('p', words.value.acted(value.toName)), written(value.text)];
    case 'destroyed':
      return [make('p', words.value.destroyed), written(value.reason)];
    case 'published':
      return [make('p', words.value.published(value.expires)), ...withdrawalOf(talk, value.warning)];
    case 'withdrawn':
      return [make('p', words.value.withdrawn)];
  }
}

/**
 * Takes a warning away from here: nothing that the server keeps leads from a warning back to its report, so only where the
 * report is open can a yes that she took back reach what was signed, and can she be told.
 */
function withdrawalOf({ opened, record, problem }: Talk, warning: string): Node[] {
  const isGone = record.messages.some(
    ({ value }) => value?.type === 'withdrawn' && value.warning === warning,
  );
  if (isGone) return [];
  const id = crypto.randomUUID();
  const withdraw = press(words.withdraw, 'link', () => {
    if (!confirm(words.withdrawAsk)) return;
    withdraw.disabled = true;
    void (async () => {
      const answer = await deskFetch(`${opened.desk}/warnings/${warning}`, {
        method: 'POST',
        body: { act: 'withdraw' },
      });
      // One that is over, or was withdrawn on the page of warnings, is gone as well: she is told all the same.
      const isOver = answer.ok || answer.status === 404;
      const sent = isOver && (await sendMessage(opened, record, id, { type: 'withdrawn', warning })).ok;
      withdraw.disabled = sent;
      if (sent) withdraw.replaceWith(make('p', words.value.withdrawn));
      else problem(words.notSent);
    })();
  });
  return [withdraw];
}

/** What both said, oldest first, and the form for an answer. */
export function conversationOf(talk: Talk): HTMLElement {
  const { record, today, answered } = talk;
  const list = make('ol');
  list.className = 'messages';
  for (const message of record.messages) {
    const name =
      message.fromDesk && message.value !== null && 'firstName' in message.value
        ? words.us(message.value.firstName ?? '')
        : message.fromDesk
          ? words.us('')
          : words.them;
    const head = make('p', `${name} · ${ageOf(message.day, today)}`);
    head.className = 'record__facts';
    const item = make('li', head, ...saidIn(talk, message));
    item.className = message.fromDesk ? 'message message--ours' : 'message';
    list.append(item);
  }
  const { group, field } = textArea('answer', words.answer, words.answerHint);
  const said = make('p');
  said.setAttribute('role', 'status');
  const chooser = pictureChooser();
  // One id for one press, however often it is pressed; the next answer gets another.
  let id = crypto.randomUUID();
  const send = press(words.send, 'govuk-button', () => {
    const text = field.value.trim();
    const chosen = [...(chooser.field.files ?? [])];
    if (text === '' && chosen.length === 0) {
      said.textContent = words.empties;
      field.focus();
      return;
    }
    if (chosen.length > 5) {
      said.textContent = words.picturesMany;
      chooser.field.focus();
      return;
    }
    send.disabled = true;
    said.textContent = words.sending;
    void answer(talk, id, text, chosen).then(async (failed) => {
      send.disabled = false;
      said.textContent = failed ?? words.sent;
      if (failed !== null) return;
      id = crypto.randomUUID();
      field.value = '';
      await answered(words.sent);
    });
  });
  const begin = (text: string): void => {
    field.value = [field.value.trim(), text].filter((part) => part !== '').join(' ');
    field.focus();
  };
  const whole = make('section', make('h3', words.conversation));
  whole.append(
    record.messages.length === 0 ? hint(words.noMessages) : list,
    group,
    phrasesOf(record.body.language, begin),
    chooser.group,
    send,
    said,
  );
  return whole;
}

/** Sentences to begin with, in the language of whoever wrote, with the English beside them. */
function phrasesOf(language: string, begin: (text: string) => void): HTMLElement {
  const said = phrasesIn(language);
  const lines = said.phrases.map(({ text, english }) => {
    const choose = press(text, 'link', () => begin(text));
    choose.lang = said.language;
    return make('li', choose, ...(text === english ? [] : [hint(english)]));
  });
  const list = make('ul', ...lines);
  list.className = 'phrases';
  const notes = [
    ...(said.read ? [] : [words.phrasesUnread]),
    ...(said.language === language ? [] : [words.phrasesEnglish(language)]),
  ];
  return folded(words.phrases, ...notes.map(hint), list);
}

function pictureChooser(): { group: HTMLElement; field: HTMLInputElement } {
  const field = make('input');
  field.id = 'answer-pictures';
  field.type = 'file';
  field.accept = 'image/*';
  field.multiple = true;
  field.className = 'govuk-file-upload';
  const label = make('label', words.addPictures);
  label.className = 'govuk-label';
  label.htmlFor = field.id;
  const below = hint(words.addPicturesHint);
  below.id = 'answer-pictures-hint';
  field.setAttribute('aria-describedby', below.id);
  const group = make('div', label, below, field);
  group.className = 'govuk-form-group';
  return { group, field };
}

const pictureIds = new WeakMap<File, string>();
/** The same for the same chosen file, so that an answer sent again says the same. */
function idOf(file: File): string {
  const id = pictureIds.get(file) ?? crypto.randomUUID();
  pictureIds.set(file, id);
  return id;
}

/** Sends words and pictures to her; answers what went wrong, in words, or null. */
async function answer(
  { opened, record }: Talk,
  id: string,
  text: string,
  chosen: readonly File[],
): Promise<string | null> {
  const files: { id: string; kind: 'picture'; name: string }[] = [];
  for (const [index, file] of chosen.entries()) {
    const small = await makeSmall(file);
    if (small === null) return words.pictureNot(file.name);
    const picture = idOf(file);
    if (!(await putPicture(opened, record, picture, small))) return words.notSent;
    files.push({ id: picture, kind: 'picture', name: `${index + 1}.jpg` });
  }
  const { worker, firstName } = opened.me;
  const sent = await sendMessage(opened, record, id, { type: 'text', text, files, worker, firstName });
  return sent.ok ? null : sent.why === 'other-words' ? words.otherWords : words.notSent;
}
