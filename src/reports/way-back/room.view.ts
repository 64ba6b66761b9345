import { fill } from '../messages/way-back.en.ts';
import type { WayBackWords } from '../messages/way-back.en.ts';
import { type State, draftsOf, releasesOf, statesOf } from '../rules/conversation-state.ts';
import type { Conversation, Line } from '../rules/open-conversation.ts';
import { goneDay } from '../rules/way-back-days.ts';
import { type Piece, piece } from './piece.ts';

export type RoomShown = {
  words: WayBackWords;
  today: string;
  conversations: readonly Conversation[];
  /** An ISO day in the reader's language. */
  sayDay: (day: string) => string;
  /** What a desk is called. */
  deskName: (id: string) => string;
  /** What a field that may be passed on is called. */
  fieldName: (field: string) => string;
  action: string;
  complain: string;
  /** What every form carries; without JavaScript the code. */
  hidden: Readonly<Record<string, string>>;
  /** A fresh id for a form, so that sending it twice is sending once. */
  formId: () => string;
  /** What just happened, or went wrong in one form of this record. */
  notice?: { text: string; wrong: boolean };
  /** What was typed in a form that could not be sent. */
  typed?: { record: string; act: string; text: string; message: string };
};

const personal = { spellcheck: 'false', autocomplete: 'off', translate: 'no' };
const hiddenField = (name: string, value: string): Piece =>
  piece('input', { type: 'hidden', name, value, autocomplete: 'off' });
const button = (text: string, value: string, kind = ''): Piece =>
  piece('button', { class: `govuk-button ${kind}`.trim(), name: 'act', value }, text);

/** Everything that a code opens. */
export function roomView(shown: RoomShown): Piece[] {
  const { words, notice } = shown;
  return [
    piece('h1', { tabindex: '-1' }, words.opened.heading),
    piece(
      'p',
      {
        role: notice?.wrong === true ? 'alert' : 'status',
        id: 'back-status',
        class: notice ? 'care' : undefined,
      },
      notice?.text ?? '',
    ),
    ...shown.conversations.map((conversation) => recordView(shown, conversation)),
    piece('h2', {}, words.complain.heading),
    piece('p', {}, words.complain.told, ' ', piece('a', { href: shown.complain }, words.complain.link)),
    form(shown, 'again', [button(words.opened.again, 'read', 'govuk-button--secondary')]),
    piece('p', { class: 'govuk-hint' }, words.opened.reload),
  ];
}

function form(shown: RoomShown, id: string | undefined, inside: Piece[], files = false): Piece {
  return piece(
    'form',
    {
      method: 'post',
      action: shown.action,
      id,
      autocomplete: 'off',
      novalidate: true,
      enctype: files ? 'multipart/form-data' : undefined,
    },
    ...Object.entries(shown.hidden).map(([name, value]) => hiddenField(name, value)),
    ...inside,
  );
}

function stateText({ words, sayDay }: RoomShown, state: State): string {
  const day = 'day' in state ? state.day : 'by' in state ? state.by : null;
  return fill(words.record.states[state.state], day === null ? {} : { day: sayDay(day) });
}

function recordView(shown: RoomShown, conversation: Conversation): Piece {
  const { words, today, sayDay } = shown;
  const { record } = words;
  const { id, hiddenDay } = conversation;
  const head = fill(record.heading, {
    desk: shown.deskName(conversation.desk),
    day: sayDay(conversation.day),
  });
  const urgent = new Set(['late', 'hidden', 'draft']);
  const states = statesOf(conversation, today).map((state) =>
    piece('li', { class: urgent.has(state.state) ? 'care' : undefined }, stateText(shown, state)),
  );
  if (hiddenDay !== null)
    return piece(
      'section',
      { 'aria-labelledby': `h-${id}` },
      piece('h2', { id: `h-${id}` }, head),
      piece('ul', {}, ...states),
      form(shown, undefined, [hiddenField('record', id), button(words.destroy.undo, 'undo')]),
    );
  return piece(
    'section',
    { 'aria-labelledby': `h-${id}` },
    piece('h2', { id: `h-${id}` }, head),
    piece('ul', {}, ...states),
    piece('p', { class: 'govuk-hint' }, record.own),
    conversation.unverified > 0 &&
      piece('p', { class: 'care' }, fill(record.unverified, { count: conversation.unverified })),
    ...draftViews(shown, conversation),
    piece('h3', {}, words.talk.heading),
    conversation.lines.length === 0
      ? piece('p', {}, words.talk.none)
      : piece('ol', { class: 'talk' }, ...conversation.lines.map((line) => lineView(shown, id, line))),
    piece('h3', {}, words.releases.heading),
    ...releaseViews(shown, conversation),
    actsView(shown, conversation),
    ...(conversation.kind === 'destroyed' ? [] : actViews(shown, id)),
  );
}

const group = (...inside: Piece[]): Piece => piece('div', { class: 'govuk-form-group' }, ...inside);

/** What she can do with a record that is still there. */
function actViews(shown: RoomShown, id: string): Piece[] {
  const { destroy } = shown.words;
  return [
    addView(shown, id),
    takeBackView(shown, id),
    piece(
      'details',
      { class: 'govuk-details' },
      piece(
        'summary',
        { class: 'govuk-details__summary' },
        piece('span', { class: 'govuk-details__summary-text' }, destroy.heading),
      ),
      piece(
        'div',
        { class: 'govuk-details__text' },
        piece('p', {}, destroy.told),
        piece('p', {}, destroy.limits),
        form(shown, undefined, [
          hiddenField('record', id),
          button(destroy.button, 'destroy', 'govuk-button--warning'),
        ]),
      ),
    ),
  ];
}

function lineText({ words, sayDay }: RoomShown, { value }: Line): string {
  const { lines } = words.talk;
  switch (value.type) {
    case 'text':
      return value.text;
    case 'take-back':
      return fill(lines['take-back'], { what: words.takeBack.options[value.what] });
    case 'draft-answer':
      return [value.yes ? lines.yes : lines.no, value.text].filter((part) => part !== '').join('\n');
    case 'draft':
      return lines.draft;
    case 'release':
      return fill(lines.release, { to: value.toName });
    case 'acted':
      return [
        fill(lines.acted[value.ground], { to: value.toName }),
        ...(value.text === '' ? [] : [lines.acted.exact, value.text]),
        ...(value.held ? [lines.acted.held] : []),
      ].join('\n');
    case 'destroyed':
      return fill(lines.destroyed, { reason: value.reason });
    case 'published':
      return fill(lines.published, { day: sayDay(value.expires) });
    case 'withdrawn':
      return lines.withdrawn;
  }
}

function lineView(shown: RoomShown, record: string, line: Line): Piece {
  const { words, sayDay } = shown;
  const { value } = line;
  const day = sayDay(line.day);
  const name = 'firstName' in value ? value.firstName : undefined;
  const who = line.fromDesk
    ? fill(name === undefined ? words.talk.deskNameless : words.talk.desk, { name: name ?? '', day })
    : fill(words.talk.you, { day });
  const files = value.type === 'text' ? value.files : [];
  return piece(
    'li',
    { class: line.fromDesk ? 'talk__desk' : 'talk__you' },
    piece('p', { class: 'talk__who' }, who),
    ...lineText(shown, line)
      .split('\n')
      .map((text) => piece('p', { translate: 'no' }, text)),
    ...files.map((file) =>
      file.kind === 'voice'
        ? piece('p', {}, words.talk.voice)
        : form(shown, undefined, [
            hiddenField('record', record),
            hiddenField('file', file.id),
            button(words.talk.picture, 'file', 'govuk-button--secondary'),
          ]),
    ),
  );
}

function draftViews(shown: RoomShown, conversation: Conversation): Piece[] {
  const { words, sayDay, today } = shown;
  return draftsOf(conversation, today).map(({ draft, by, stands }) => {
    const id = `change-${draft.draft}`;
    return piece(
      'div',
      { class: 'govuk-inset-text' },
      piece('h3', {}, words.draft.heading),
      piece('p', {}, words.draft.exact),
      piece('blockquote', { translate: 'no' }, ...draft.text.split('\n').map((text) => piece('p', {}, text))),
      stands === 'open'
        ? form(shown, undefined, [
            hiddenField('record', conversation.id),
            hiddenField('draft', draft.draft),
            hiddenField('message', shown.formId()),
            piece('p', {}, fill(words.draft.silence, { day: sayDay(by) })),
            group(
              piece('label', { class: 'govuk-label', for: id }, words.draft.change),
              piece('textarea', { class: 'govuk-textarea', id, name: 'text', rows: 2, ...personal }),
            ),
            button(words.draft.yes, 'yes'),
            ' ',
            button(words.draft.no, 'no', 'govuk-button--secondary'),
          ])
        : piece('p', {}, words.draft.stands[stands]),
    );
  });
}

function releaseViews(shown: RoomShown, conversation: Conversation): Piece[] {
  const { words, sayDay, fieldName } = shown;
  const releases = releasesOf(conversation);
  if (releases.length === 0) return [piece('p', {}, words.releases.none)];
  return releases.map(({ value }) =>
    piece(
      'div',
      { class: 'govuk-inset-text' },
      piece('h4', {}, fill(words.releases.to, { to: value.toName, day: sayDay(value.day) })),
      value.fields.length > 0 &&
        piece('p', {}, fill(words.releases.fields, { fields: value.fields.map(fieldName).join(', ') })),
      ...value.text.split('\n').map((text) => piece('p', { translate: 'no' }, text)),
    ),
  );
}

function actsView(shown: RoomShown, { acts, counted }: Conversation): Piece {
  const { words, sayDay, deskName } = shown;
  const { audit } = words;
  const text = (act: NonNullable<typeof acts>[number]): string =>
    fill(audit.acts[act.act], {
      name: act.firstName,
      day: sayDay(act.day),
      to: act.to === undefined ? '' : deskName(act.to),
    });
  return piece(
    'details',
    { class: 'govuk-details' },
    piece(
      'summary',
      { class: 'govuk-details__summary' },
      piece('span', { class: 'govuk-details__summary-text' }, audit.heading),
    ),
    piece(
      'div',
      { class: 'govuk-details__text' },
      acts === null
        ? piece('p', { class: 'care' }, audit.broken)
        : acts.length === 0
          ? piece('p', {}, audit.none)
          : piece('ul', {}, ...acts.map((act) => piece('li', {}, text(act)))),
      ...(counted === null
        ? []
        : [
            counted.wrong
              ? piece('p', { class: 'care' }, audit.notCounted)
              : piece('p', {}, fill(audit.counted, { day: sayDay(counted.day) })),
          ]),
    ),
  );
}

function addView(shown: RoomShown, record: string): Piece {
  const { words } = shown;
  const { add } = words;
  const back = shown.typed?.record === record && shown.typed.act === 'add' ? shown.typed : undefined;
  return piece(
    'div',
    {},
    piece('h3', {}, add.heading),
    form(
      shown,
      undefined,
      [
        hiddenField('record', record),
        hiddenField('message', back?.message ?? shown.formId()),
        group(
          piece('label', { class: 'govuk-label', for: `text-${record}` }, add.text),
          piece('div', { class: 'govuk-hint', id: `hint-${record}` }, add.hint),
          piece(
            'textarea',
            {
              class: 'govuk-textarea',
              id: `text-${record}`,
              name: 'text',
              rows: 5,
              'aria-describedby': `hint-${record}`,
              ...personal,
            },
            back?.text ?? '',
          ),
        ),
        group(
          piece('label', { class: 'govuk-label', for: `pictures-${record}` }, add.pictures),
          piece('div', { class: 'govuk-hint', id: `pictures-hint-${record}` }, add.picturesHint),
          piece('input', {
            type: 'file',
            class: 'govuk-file-upload',
            id: `pictures-${record}`,
            name: 'pictures',
            accept: 'image/*',
            multiple: true,
            'aria-describedby': `pictures-hint-${record}`,
          }),
        ),
        piece('div', {}, button(add.send, 'add')),
      ],
      true,
    ),
  );
}

function takeBackView(shown: RoomShown, record: string): Piece {
  const { takeBack } = shown.words;
  return piece(
    'details',
    { class: 'govuk-details' },
    piece(
      'summary',
      { class: 'govuk-details__summary' },
      piece('span', { class: 'govuk-details__summary-text' }, takeBack.heading),
    ),
    piece(
      'div',
      { class: 'govuk-details__text' },
      piece('p', {}, takeBack.told),
      form(shown, undefined, [
        hiddenField('record', record),
        hiddenField('message', shown.formId()),
        group(
          piece('label', { class: 'govuk-label', for: `what-${record}` }, takeBack.legend),
          piece(
            'select',
            { class: 'govuk-select', id: `what-${record}`, name: 'what' },
            ...Object.entries(takeBack.options).map(([value, text]) => piece('option', { value }, text)),
          ),
        ),
        piece('div', {}, button(takeBack.button, 'take-back', 'govuk-button--secondary')),
      ]),
    ),
  );
}

/** The sentence after something was done. */
export function doneText(
  words: WayBackWords,
  done: keyof WayBackWords['done'],
  today: string,
  sayDay: (day: string) => string,
): string {
  return fill(words.done[done], { day: sayDay(goneDay(today)) });
}
export const wrongText = (words: WayBackWords, why: string): string =>
  Object.hasOwn(words.errors, why) ? words.errors[why as keyof WayBackWords['errors']] : words.errors.form;
