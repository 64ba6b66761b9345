import { openPadded, sealPadded } from '#sealed/padding.ts';
import { base64 } from '@scure/base';
import * as v from 'valibot';
import { makeSmall } from '#kit/device/make-small.ts';
import { pageData } from '#kit/device/page-data.ts';
import {
  ContestBody,
  ReportBody,
  ReportSummary,
  releaseFields,
  releaseText,
  reportWords,
} from '#reports/browser.ts';
import { utf8 } from '#sealed/wire.ts';
import { folded, get, hint, make, press, area as textArea, written } from '../browser/elements.ts';
import { giveToInterpreter } from '../browser/give-to-interpreter.ts';
import { giveToOthers, textWords } from '../browser/give-to-others.ts';
import {
  type DeskPageData,
  DeskRefused,
  type OpenedDesk,
  type Unlocked,
  deskFetch,
  openDesk,
  showLocked,
  unlockedWorker,
} from '../browser/open-desk.ts';
import {
  type OpenedRecord,
  type ShownMessage,
  openRecord,
  putPicture,
  sendMessage,
} from '../browser/open-record.ts';
import { playVoice, showPicture } from '../browser/show-picture.ts';
import { handOverOf, passOnOf } from '../browser/hand-over.ts';
import type { Body, DeskToHandTo } from '../browser/seal-hand-over.ts';
import { showContest } from '../browser/show-contest.ts';
import { showReport } from '../browser/show-report.ts';
import { openSummaries } from '../browser/summaries.ts';
import { type Giving, withoutConsentOf } from '../browser/without-consent.ts';
import { withoutConsentWords } from '../messages/without-consent.en.ts';
import { phrasesIn } from '../messages/phrases.ts';
import { inboxWords as words } from '../messages/inbox.en.ts';
import { type Row, RecordListed, ageOf, drawList, kindsOf } from '../browser/record-list.ts';

type Data = DeskPageData & {
  warnFrom: string | null;
  openDesks: DeskToHandTo[];
  within: Record<string, number>;
};
const { area, warnFrom, openDesks, within } = pageData<Data>();

const Wanted = v.object({
  look: v.nullable(v.picklist(['due', 'late'])),
  tell: v.boolean(),
  lead: v.boolean(),
});
const Listed = v.object({
  today: v.string(),
  acts: v.array(v.object({ record: v.string(), wanted: Wanted })),
  many: v.array(v.object({ firstName: v.string(), count: v.number() })),
  records: v.array(RecordListed),
});
let unlocked: Unlocked;
let opened: OpenedDesk;
let rows: Row[] = [];
let today = '';
let severe = 0;
const hiddenKinds = new Set<string>();

const age = (day: string): string => ageOf(day, today);

function problem(text: string | null): void {
  const line = get('problem');
  line.textContent = text ?? '';
  line.hidden = text === null;
}

const showList = (): void =>
  drawList({
    rows,
    today,
    within: within[opened.desk] ?? Infinity,
    isLead: unlocked.me.roles.includes('desk-lead'),
    filter: get<HTMLSelectElement>('filter').value,
    hiddenKinds,
    open: (row) => void openRow(row),
  });

/** One line for each thing that waits because something was done without a yes, the most pressing first. */
function actsWanted(acts: v.InferOutput<typeof Listed>['acts']): HTMLElement[] {
  const lead = unlocked.me.roles.includes('desk-lead');
  const kinds = [
    ['late', (wanted) => wanted.look === 'late'],
    ['lead', (wanted) => lead && wanted.lead],
    ['due', (wanted) => wanted.look === 'due'],
    ['tell', (wanted) => wanted.tell],
  ] satisfies [keyof typeof withoutConsentWords.inList, (wanted: v.InferOutput<typeof Wanted>) => boolean][];
  return kinds.flatMap(([kind, is]) => {
    const found = acts.filter(({ wanted }) => is(wanted));
    const [first] = found;
    if (first === undefined) return [];
    const line = make('p', `${withoutConsentWords.inList[kind](found.length)} `);
    line.className = 'care';
    line.append(
      press(withoutConsentWords.open, 'link', () => {
        const row = rows.find(({ id }) => id === first.record);
        if (row) void openRow(row);
      }),
    );
    return [line];
  });
}

let stopping = new AbortController();

async function load(): Promise<void> {
  const answer = await deskFetch(`${opened.desk}/records`);
  if (!answer.ok) return;
  const listed = v.parse(Listed, await answer.json());
  today = listed.today;
  get('many').replaceChildren(
    ...actsWanted(listed.acts),
    ...listed.many.map(({ firstName, count }) => {
      const line = make('p', words.many(firstName, count));
      line.className = 'care';
      return line;
    }),
  );
  const known = new Map(rows.map((row) => [row.id, row]));
  rows = listed.records.map((record) => {
    const before = known.get(record.id);
    return {
      ...record,
      urgent: before?.urgent ?? false,
      summary_: before?.summary_ ?? null,
      failed: before?.failed ?? null,
    };
  });
  showList();
  await openAll();
}

/** Opens what is not open yet, with a bar; stopping keeps what was opened. */
async function openAll(): Promise<void> {
  const left = rows.filter((row) => row.summary_ === null && row.failed === null && row.kind === 'report');
  if (left.length === 0) return;
  const identities: Record<number, string> = {};
  for (const epoch of new Set(left.map((row) => row.epoch))) {
    const identity = await opened.identityOf(epoch);
    if (identity !== null) identities[epoch] = identity;
  }
  const bar = get('opening');
  const meter = bar.querySelector('progress');
  bar.hidden = left.length < 50;
  stopping = new AbortController();
  bar.querySelector('[data-stop]')?.addEventListener('click', () => stopping.abort(), { once: true });
  const byId = new Map(rows.map((row) => [row.id, row]));
  let done = 0;
  await openSummaries(
    { area, identities, records: left.map(({ id, epoch, summary }) => ({ id, epoch, summary })) },
    (some) => {
      for (const { id, value, why } of some) {
        const row = byId.get(id);
        if (!row) continue;
        const summary = v.safeParse(ReportSummary, value);
        if (summary.success) {
          row.summary_ = summary.output;
          row.urgent = summary.output.urgent;
        } else row.failed = why ?? 'malformed';
      }
      done += some.length;
      if (meter) meter.value = done / left.length;
      // Drawing a thousand lines forty times would take longer than opening them.
      if (left.length < 200 || done % 200 < some.length) showList();
    },
    stopping.signal,
  );
  bar.hidden = true;
  showList();
}

async function openRow(row: Row): Promise<void> {
  problem(null);
  const place = get('record');
  const heading = make('h2', kindsOf(row));
  heading.tabIndex = -1;
  const openIt = press(words.open, 'govuk-button', () => void openBodyOf(row));
  const nodes: (Node | string)[] = [heading, make('p', `${age(row.day)}`), openIt];
  if (row.summary_) {
    for (const kind of row.summary_.kinds) {
      const said = reportWords.what.kinds[kind];
      nodes.push(
        make(
          'p',
          press(`${words.notToday}: ${said}`, 'link', () => {
            hiddenKinds.add(kind);
            showList();
            place.replaceChildren(make('p', words.notTodaySaid(said)));
          }),
        ),
      );
    }
  }
  nodes.push(passOnOf(passing(row), row));
  place.replaceChildren(...nodes);
  openIt.focus();
}

async function openBodyOf(row: Row): Promise<void> {
  const place = get('record');
  const schema: v.GenericSchema<unknown, Body> = row.kind === 'contest' ? ContestBody : ReportBody;
  const read = await openRecord(opened, row.id, schema);
  if (!read.ok) {
    const { failed } = words;
    const said = failed[read.why as keyof typeof failed] ?? `${failed.other} ${read.why}`;
    place.replaceChildren(make('p', said));
    return;
  }
  const { record } = read;
  row.openedDay ??= today;
  if (
    'kinds' in record.body &&
    record.body.kinds.some((kind) => kind === 'violence' || kind === 'sexual-violence')
  )
    severe += 1;
  show(row, record);
  showList();
}

function show(row: Row, record: OpenedRecord<Body>): void {
  const heading = make('h2', kindsOf(row));
  heading.tabIndex = -1;
  const nodes: Node[] = [heading];
  if (severe >= 10 && severe % 10 === 0) {
    const pause = make('p', words.pause);
    pause.className = 'care';
    nodes.push(pause);
  }
  const { body } = record;
  const isReport = 'kinds' in body;
  nodes.push(
    isReport ? showReport(body, record.takenBack) : showContest(body),
    picturesOf(record, isReport ? body.voice : null),
    conversationOf(row, record),
  );
  if (warnFrom !== null && isReport) {
    const link = make('a', words.warn);
    link.className = 'govuk-button govuk-button--secondary';
    link.href = `${warnFrom}#${opened.desk}/${record.id}`;
    nodes.push(make('p', link));
  }
  if (isReport) {
    const acting = withoutConsentOf({
      opened,
      unlocked,
      record,
      giving: givingOf(body),
      today,
      again: async () => {
        await load();
        await openBodyOf(row);
      },
    });
    nodes.push(
      acting.list,
      giveToOthers({ opened, record: { ...record, body }, today, again: () => openBodyOf(row), problem }),
      giveToInterpreter({
        opened,
        record: { ...record, body },
        giving: givingOf(body),
        today,
        again: () => openBodyOf(row),
        problem,
      }),
      folded(withoutConsentWords.heading, hint(withoutConsentWords.hint), acting.form),
    );
  }
  nodes.push(handOverOf(handing(row), record), destroyOf(row, record), auditOf(record));
  get('record').replaceChildren(...nodes);
  heading.focus();
}

/** What giving to another desk needs of this page; afterwards the record is shown as it stands then. */
const handing = (row: Row) => ({
  opened,
  desks: openDesks,
  today,
  problem,
  async done(said: string) {
    row.waitingOn = 'nobody';
    row.waitingSince = today;
    await openBodyOf(row);
    get('record').querySelector('[role=status]')?.append(said);
  },
});

/** As `handing`, for a record that stays closed. */
const passing = (row: Row) => ({
  ...handing(row),
  async done(said: string) {
    if (said === '') return;
    row.waitingOn = 'nobody';
    row.waitingSince = today;
    showList();
    get('record').replaceChildren(make('p', said));
    await Promise.resolve();
  },
});

/** Each thing of the report that says something, by itself. */
function givingOf(body: ReportBody): Giving[] {
  return releaseFields.flatMap((field) => {
    const text = releaseText(body, [field], { ...textWords, fields: { ...textWords.fields, [field]: '' } });
    return text === '' ? [] : [{ field, label: textWords.fields[field], text: text.replace(/^: /, '') }];
  });
}

function pictureOf(record: OpenedRecord<Body>, id: string, index: number): Node[] {
  const place = make('div');
  const show = press(words.picture(index + 1), 'govuk-button govuk-button--secondary', () => {
    void showPicture(opened, record, id, place);
  });
  return [show, place];
}

/** Those of the report itself; a message's stand beside its words. */
function picturesOf(record: OpenedRecord<Body>, voice: string | null): HTMLElement {
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
  return make('div', ...play, ...own.flatMap((id, index) => pictureOf(record, id, index)));
}

const filesOf = ({ value }: ShownMessage) =>
  value?.type === 'text' ? value.files.filter(({ kind }) => kind === 'picture') : [];

function saidIn(record: OpenedRecord<Body>, message: ShownMessage): Node[] {
  const { value } = message;
  if (value === null) return [make('p', `${words.unverified} ${message.why ?? ''}`)];
  switch (value.type) {
    case 'text':
      return [
        ...(value.text === '' ? [] : [written(value.text)]),
        ...filesOf(message).flatMap(({ id }, index) => pictureOf(record, id, index)),
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
      return [make('p', words.value.published(value.expires)), ...withdrawalOf(record, value.warning)];
    case 'withdrawn':
      return [make('p', words.value.withdrawn)];
  }
}

/**
 * Takes a warning away from here: nothing that the server keeps leads from a warning back to its report, so only where the
 * report is open can a yes that she took back reach what was signed, and can she be told.
 */
function withdrawalOf(record: OpenedRecord<Body>, warning: string): Node[] {
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

function conversationOf(row: Row, record: OpenedRecord<Body>): HTMLElement {
  const list = make('ol');
  list.className = 'messages';
  for (const message of record.messages) {
    const name =
      message.fromDesk && message.value !== null && 'firstName' in message.value
        ? words.us(message.value.firstName ?? '')
        : message.fromDesk
          ? words.us('')
          : words.them;
    const head = make('p', `${name} · ${age(message.day)}`);
    head.className = 'record__facts';
    const item = make('li', head, ...saidIn(record, message));
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
    void answer(record, id, text, chosen).then(async (failed) => {
      send.disabled = false;
      said.textContent = failed ?? words.sent;
      if (failed !== null) return;
      id = crypto.randomUUID();
      field.value = '';
      row.answered = true;
      row.waitingOn = 'reporter';
      row.waitingSince = today;
      await openBodyOf(row);
      get('record').querySelector('[role=status]')?.append(words.sent);
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
  record: OpenedRecord<Body>,
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
  const { worker, firstName } = unlocked.me;
  const sent = await sendMessage(opened, record, id, { type: 'text', text, files, worker, firstName });
  return sent.ok ? null : sent.why === 'other-words' ? words.otherWords : words.notSent;
}

function destroyOf(row: Row, record: OpenedRecord<Body>): HTMLElement {
  const inside = make('div');
  const details = folded(words.destroy, hint(words.destroyHint), inside);
  void (async () => {
    const answer = await deskFetch(`${opened.desk}/records/${record.id}/destroy`);
    if (!answer.ok) return;
    const asked = v.parse(
      v.nullable(v.object({ askedBy: v.string(), reason: v.string() })),
      await answer.json(),
    );
    if (row.hold) inside.append(make('p', words.held));
    else if (asked === null) inside.append(...askToDestroy(record, inside));
    else if (asked.askedBy === unlocked.me.worker) inside.append(make('p', words.destroyAsked));
    else inside.append(...(await doDestroy(row, record, asked.reason)));
  })();
  return details;
}

function askToDestroy(record: OpenedRecord<Body>, place: HTMLElement): Node[] {
  const { group, field } = textArea('destroy-reason', words.destroyReason);
  const ask = press(words.destroyAsk, 'govuk-button govuk-button--warning', () => {
    const reason = field.value.trim();
    if (reason === '') {
      field.focus();
      return;
    }
    void (async () => {
      const sealed = base64.encode(await sealPadded(utf8(reason), [opened.tip.recipient]));
      const answer = await deskFetch(`${opened.desk}/records/${record.id}/destroy`, {
        method: 'POST',
        body: { reason: sealed },
      });
      if (answer.ok) place.replaceChildren(make('p', words.destroyAsked));
      else problem(words.notSent);
    })();
  });
  return [group, ask];
}

async function doDestroy(row: Row, record: OpenedRecord<Body>, sealed: string): Promise<Node[]> {
  let reason = '';
  for (let epoch = opened.tip.number; epoch >= 0 && reason === ''; epoch--) {
    const identity = await opened.identityOf(epoch);
    const file = identity === null ? null : await openPadded(base64.decode(sealed), identity);
    if (file?.ok === true) reason = new TextDecoder().decode(file.plain);
  }
  const id = crypto.randomUUID();
  const { worker, firstName } = unlocked.me;
  const destroy = press(words.destroyDo, 'govuk-button govuk-button--warning', () => {
    destroy.disabled = true;
    void sendMessage(
      opened,
      record,
      id,
      { type: 'destroyed', reason, worker, firstName },
      { path: 'destroy', wrap: (note) => ({ note }) },
    ).then(async (sent) => {
      destroy.disabled = false;
      if (!sent.ok) {
        problem(words.notSent);
        return;
      }
      get('record').replaceChildren(make('p', words.destroyed));
      rows = rows.filter((one) => one.id !== row.id);
      showList();
    });
  });
  return [make('p', words.destroyTheir), written(reason), destroy];
}

function auditOf(record: OpenedRecord<Body>): HTMLElement {
  if (record.audit === null) {
    const broken = make('p', words.auditBroken);
    broken.className = 'care';
    return broken;
  }
  const list = make('ol');
  for (const { act, firstName, day } of record.audit)
    list.append(make('li', `${firstName} ${words.acts[act]} · ${age(day)}`));
  return folded(words.audit, list);
}

/** j and k move through the list, o opens, r goes to the answer; never while somebody types. */
function keyboard({ key, target, ctrlKey, metaKey, altKey }: KeyboardEvent): void {
  if (ctrlKey || metaKey || altKey) return;
  if (target instanceof HTMLElement && target.matches('input, textarea, select')) return;
  const all = [...document.querySelectorAll<HTMLButtonElement>('[data-record]')].filter((one) =>
    one.checkVisibility(),
  );
  const at = all.findIndex((one) => one === document.activeElement);
  if (key === 'j') all[Math.min(all.length - 1, at + 1)]?.focus();
  else if (key === 'k') all[Math.max(0, at - 1)]?.focus();
  else if (key === 'o') get('record').querySelector<HTMLButtonElement>('button.govuk-button')?.click();
  else if (key === 'r') document.getElementById('answer')?.focus();
  else if (key === '?') get('keys').focus();
}

async function choose(desk: string): Promise<void> {
  problem(null);
  rows = [];
  get('record').replaceChildren(make('p', words.choose));
  try {
    opened = await openDesk(unlocked, desk);
  } catch (fault) {
    if (!(fault instanceof DeskRefused)) throw fault;
    for (const list of ['records', 'flood-records', 'late']) get(list).replaceChildren();
    problem(`${words.ghost} ${fault.why}`);
    return;
  }
  await load();
}

async function begin(): Promise<void> {
  const found = await unlockedWorker();
  if (found === null) {
    showLocked();
    return;
  }
  unlocked = found;
  const choice = get<HTMLSelectElement>('desk');
  choice.addEventListener('change', () => {
    stopping.abort();
    void choose(choice.value);
  });
  get('filter').addEventListener('change', showList);
  get('keys').tabIndex = -1;
  document.addEventListener('keydown', keyboard);
  if (choice.value !== '') await choose(choice.value);
}

void begin();
