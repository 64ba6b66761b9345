import { pageData } from '#kit/device/page-data.ts';
import {
  type DeskPageData,
  DeskRefused,
  type OpenedDesk,
  type OpenedRecord,
  deskFetch,
  make,
  openDesk,
  openRecord,
  sendMessage,
  showLocked,
  showReport,
  unlockedWorker,
  written,
} from '#desks/browser.ts';
import { ReportBody, warningTemplate, wishesNow } from '#reports/browser.ts';
import { vouched } from '#sealed/blind/vouched.ts';
import { type Normalised, normalise } from '#sealed/identifiers.ts';
import { labels, sign } from '#sealed/signed.ts';
import { bytesToHex } from '@noble/hashes/utils.js';
import * as v from 'valibot';
import { get } from '#kit/device/get.ts';
import { DraftListed, type OpenedDraft, herWord, openDraft, sealDraft } from '../browser/draft.ts';
import { evaluateForDesk } from '../browser/evaluate-for-desk.ts';
import { type Repeat, countRepeats, openFeed } from '../browser/feed.ts';
import { draftWords as words, feedElsewhere } from '../messages/desk.en.ts';
import { mayPutForward } from '../rules/approval.ts';
import { screenText } from '../rules/screen-text.ts';
import { type DraftKept, MOST_IDENTIFIERS, type WarningStatement } from '../rules/warning-statement.ts';

type Identifier = ReportBody['identifiers'][number];

const problem = (text: string | null): void => {
  const line = get('problem');
  line.textContent = text ?? '';
  line.hidden = text === null;
  if (text !== null) line.scrollIntoView({ block: 'center' });
};

/** How an identifier of a report is understood. */
function understood({ kind, platform, text }: Identifier): Normalised {
  switch (kind) {
    case 'handle':
      return normalise({ kind, platform, text });
    case 'bank':
      return normalise({ kind: 'account', text });
    default:
      return normalise({ kind, text });
  }
}

/** ISO date on which a warning that is signed today ends. */
const { expires } = pageData<DeskPageData & { expires: string }>();

function showScreen(text: string, story: string): void {
  const passages = text.trim() === '' ? [] : screenText(text, story);
  get('screen').replaceChildren(
    ...(passages.length === 0
      ? [make('li', words.screenNone)]
      : passages.map(({ why, passage }) =>
          passage === ''
            ? make('li', words.why[why])
            : make('li', make('q', passage), ` · ${words.why[why]}`),
        )),
  );
}

function showIdentifiers(body: ReportBody): void {
  get('identifiers').replaceChildren(
    ...body.identifiers.map((identifier, index) => {
      const read = understood(identifier);
      const field = make('input');
      field.type = 'checkbox';
      field.className = 'govuk-checkboxes__input';
      field.id = `identifier-${index}`;
      field.disabled = !read.ok;
      field.checked = read.ok && index < MOST_IDENTIFIERS;
      field.dataset['kind'] = identifier.kind;
      if (read.ok) field.value = read.canonical;
      const label = make('label', `${identifier.text} → ${read.ok ? read.canonical : words.unreadable}`);
      label.className = 'govuk-label govuk-checkboxes__label';
      label.htmlFor = field.id;
      const item = make('div', field, label);
      item.className = 'govuk-checkboxes__item';
      return item;
    }),
  );
}

const storyOf = (body: ReportBody): string => [body.story, body.description, body.vehicle].join('\n');

type Ready = {
  opened: OpenedDesk;
  record: OpenedRecord<ReportBody>;
  draft: string;
  /** Where the draft is there already and is changed. */
  old: OpenedDraft | null;
};

const ticked = (): HTMLInputElement[] => [
  ...document.querySelectorAll<HTMLInputElement>('#identifiers input:checked'),
];

/** Whether she has to be asked before anybody sees this text. */
const mustAsk = ({ record, draft }: Ready, text: string): boolean =>
  !mayPutForward(herWord(record, { draft, text })).ok;

/** What stands in the form, checked; null where something is missing, which is said. */
function readForm({
  opened,
  record,
}: Ready): { statement: WarningStatement; identifiers: DraftKept['identifiers'] } | null {
  const severity = Number(document.querySelector<HTMLInputElement>('input[name=severity]:checked')?.value);
  const text = get<HTMLTextAreaElement>('text').value.trim();
  const chosen = ticked();
  if (severity !== 1 && severity !== 2 && severity !== 3) problem(words.errors.severity);
  else if (text === '') problem(words.errors.text);
  else if (chosen.length < 1 || chosen.length > MOST_IDENTIFIERS) problem(words.errors.identifiers);
  else {
    problem(null);
    const phone = chosen.find(({ dataset }) => dataset['kind'] === 'phone')?.value ?? '';
    const statement: WarningStatement = {
      version: 1,
      area: opened.area,
      id: bytesToHex(crypto.getRandomValues(new Uint8Array(16))),
      desk: opened.desk,
      epoch: opened.tip.number,
      severity,
      kinds: record.body.kinds,
      text,
      hint: phone.slice(-3),
      // Free words are the desk's, in English; the standard text is in the language in which she saw it.
      language: text === warningTemplate(record.body) ? record.body.language : 'en',
      expires,
    };
    return {
      statement,
      identifiers: chosen.map(({ value, dataset }) => ({ kind: dataset['kind'] ?? '', canonical: value })),
    };
  }
  return null;
}

/** How often this desk was told of each; null where the evaluator or the server does not answer. */
async function askRepeats(
  { opened, record }: Ready,
  identifiers: DraftKept['identifiers'],
): Promise<Repeat[] | null> {
  const { fromCard } = record.body;
  const evaluated = await evaluateForDesk(opened, [
    ...identifiers.map(({ canonical }) => canonical),
    ...(fromCard === null ? [] : [vouched(opened.area, record.id)]),
  ]);
  if (!evaluated.ok) return null;
  const outputs = evaluated.outputs.slice(0, identifiers.length);
  const proof = evaluated.outputs[identifiers.length];
  const isProved = proof !== undefined && bytesToHex(proof) === fromCard;
  return await countRepeats(opened, { record: record.id, outputs, fromCard: isProved });
}

// A text that is sent to her twice, after an answer that was lost, is one message.
const sentAs = new Map<string, string>();

/** Keeps the draft and takes its next step: to her where she has to be asked, else to a colleague. */
async function putForward(ready: Ready): Promise<string | null> {
  const form = readForm(ready);
  if (form === null) return null;
  const { opened, record, draft, old } = ready;
  const { text, severity } = form.statement;
  const repeats = await askRepeats(ready, form.identifiers);
  if (repeats === null) {
    problem(words.errors.evaluator);
    return null;
  }
  const sealed = await sealDraft(opened, {
    version: 1,
    envelope: sign(labels.warning, form.statement, opened.keys.signingSeed),
    identifiers: form.identifiers,
    record: record.id,
    recordEpoch: record.epoch,
    repeats: repeats.map(({ reports }) => reports),
    fromCards: repeats.map(({ fromCards }) => fromCards),
    sentBack: '',
  });
  const epoch = opened.tip.number;
  const turn = async (to: string): Promise<boolean> =>
    (await deskFetch(`${opened.desk}/drafts/${draft}`, { method: 'POST', body: { to, sealed, epoch } })).ok;
  const kept =
    old === null
      ? (
          await deskFetch(`${opened.desk}/drafts`, {
            method: 'POST',
            body: { id: draft, record: record.id, epoch, sealed },
          })
        ).ok
      : await turn('writing');
  const ask = mustAsk(ready, text);
  const message = sentAs.get(text) ?? crypto.randomUUID();
  sentAs.set(text, message);
  const { worker, firstName } = opened.me;
  const asked =
    !ask ||
    (
      await sendMessage(opened, record, message, {
        type: 'draft',
        draft,
        text,
        severity,
        fields: form.identifiers.map(({ kind }) => kind),
        worker,
        firstName,
      })
    ).ok;
  if (!kept || !asked || !(await turn(ask ? 'asked' : 'to-approve'))) {
    problem(words.errors.refused);
    return null;
  }
  return words.done;
}

const sayRepeat = ({ reports, fromCards }: Repeat = { reports: 0, fromCards: 0 }): string =>
  words.repeats(reports, fromCards);

function sayRepeats(identifiers: DraftKept['identifiers'], repeats: readonly Repeat[] | null): void {
  get('repeats-said').replaceChildren(
    ...(repeats === null
      ? [words.errors.evaluator]
      : identifiers.map(({ canonical }, index) => make('p', `${canonical}: ${sayRepeat(repeats[index])}`))),
  );
}

function start(ready: Ready): void {
  const { record, old } = ready;
  const { body, takenBack } = record;
  get('report').replaceChildren(showReport(body, takenBack));
  const { warn } = wishesNow(body, takenBack);
  if (warn === null || warn === 'never') {
    problem(words.noWish);
    return;
  }
  const text = get<HTMLTextAreaElement>('text');
  const template = warningTemplate(body);
  text.value = old?.statement.text ?? (warn === 'template' ? template : '');
  showIdentifiers(body);
  if (old !== null) {
    const chosen = new Set(old.kept.identifiers.map(({ canonical }) => canonical));
    for (const field of document.querySelectorAll<HTMLInputElement>('#identifiers input'))
      field.checked = chosen.has(field.value);
    for (const field of document.querySelectorAll<HTMLInputElement>('input[name=severity]'))
      field.checked = Number(field.value) === old.statement.severity;
    const back = get('sent-back');
    back.hidden = old.kept.sentBack === '';
    back.replaceChildren(make('p', words.sentBack), written(old.kept.sentBack));
  }
  const next = get<HTMLButtonElement>('next');
  const onText = (): void => {
    const now = text.value.trim();
    const ask = mustAsk(ready, now);
    // She read the standard text herself; every other one is looked through.
    showScreen(warn === 'template' && now === template ? '' : now, storyOf(body));
    get('next-said').textContent = ask
      ? warn === 'template'
        ? words.changedSaid
        : words.askSaid
      : words.forwardSaid;
    next.textContent = ask ? words.ask : words.forward;
  };
  onText();
  text.addEventListener('input', onText);
  const ask = get<HTMLButtonElement>('repeats');
  ask.addEventListener('click', () => {
    const identifiers = ticked().map(({ value, dataset }) => ({
      kind: dataset['kind'] ?? '',
      canonical: value,
    }));
    if (identifiers.length < 1 || identifiers.length > MOST_IDENTIFIERS) {
      problem(words.errors.identifiers);
      return;
    }
    problem(null);
    ask.disabled = true;
    get('repeats-said').textContent = words.working;
    void askRepeats(ready, identifiers)
      .catch((fault: unknown) => {
        if (!(fault instanceof TypeError)) throw fault;
        return null;
      })
      .then((repeats) => {
        ask.disabled = false;
        sayRepeats(identifiers, repeats);
      });
  });
  const form = get<HTMLFormElement>('draft');
  form.hidden = false;
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (next.disabled) return;
    next.disabled = true;
    get('working').textContent = words.working;
    void putForward(ready)
      .catch((fault: unknown) => {
        if (!(fault instanceof TypeError)) throw fault;
        problem(words.errors.network);
        return null;
      })
      .then((done) => {
        get('working').textContent = done ?? '';
        next.disabled = done !== null;
      });
  });
}

/** A draft of this worker's own, to be changed; null where it is not there, or not theirs. */
async function readDraft(opened: OpenedDesk, id: string): Promise<OpenedDraft | null> {
  const answer = await deskFetch(`${opened.desk}/drafts`);
  const { drafts } = v.parse(v.object({ drafts: v.array(DraftListed) }), await answer.json());
  const listed = drafts.find((draft) => draft.id === id && draft.author === opened.me.worker);
  return listed === undefined ? null : await openDraft(opened, listed);
}

async function begin(): Promise<void> {
  const unlocked = await unlockedWorker();
  if (unlocked === null) {
    showLocked();
    return;
  }
  const [desk, id, draft] = location.hash.slice(1).split('/');
  history.replaceState(null, '', location.pathname);
  if (desk === undefined || id === undefined || !unlocked.me.desks.includes(desk)) return;
  try {
    const opened = await openDesk(unlocked, desk);
    const read = await openRecord(opened, id, ReportBody);
    if (!read.ok) {
      problem(words.errors.refused);
      return;
    }
    await openFeed(opened);
    const old = draft === undefined ? null : await readDraft(opened, draft);
    if (draft !== undefined && old === null) {
      problem(words.errors.refused);
      return;
    }
    // One draft for this page, however often the button is pressed.
    start({ opened, record: read.record, draft: draft ?? crypto.randomUUID(), old });
  } catch (fault) {
    if (!(fault instanceof DeskRefused)) throw fault;
    problem(fault.why === 'feed-elsewhere' ? feedElsewhere : `${words.errors.refused} ${fault.why}`);
  }
}

void begin();
