import { pageData } from '#kit/device/page-data.ts';
import {
  type DeskPageData,
  DeskRefused,
  type OpenedDesk,
  type OpenedRecord,
  deskFetch,
  get,
  make,
  openDesk,
  openRecord,
  sendMessage,
  showLocked,
  showReport,
  unlockedWorker,
} from '#desks/browser.ts';
import { ReportBody, reportWords } from '#reports/browser.ts';
import { type Normalised, normalise } from '#sealed/identifiers.ts';
import { labels, sign } from '#sealed/signed.ts';
import { bytesToHex } from '@noble/hashes/utils.js';
import { sealDraft } from '../browser/draft.ts';
import { evaluateForDesk } from '../browser/evaluate-for-desk.ts';
import { countRepeats, openFeed } from '../browser/feed.ts';
import { draftWords as words } from '../messages/desk.en.ts';
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

type Ready = { opened: OpenedDesk; record: OpenedRecord<ReportBody> };

/** What stands in the form, checked; null where something is missing, which is said. */
function readForm({
  opened,
  record,
}: Ready): { statement: WarningStatement; identifiers: DraftKept['identifiers'] } | null {
  const severity = Number(document.querySelector<HTMLInputElement>('input[name=severity]:checked')?.value);
  const text = get<HTMLTextAreaElement>('text').value.trim();
  const ticked = [...document.querySelectorAll<HTMLInputElement>('#identifiers input:checked')];
  if (severity !== 1 && severity !== 2 && severity !== 3) problem(words.errors.severity);
  else if (text === '') problem(words.errors.text);
  else if (ticked.length < 1 || ticked.length > MOST_IDENTIFIERS) problem(words.errors.identifiers);
  else {
    problem(null);
    const phone = ticked.find(({ dataset }) => dataset['kind'] === 'phone')?.value ?? '';
    const statement: WarningStatement = {
      version: 1,
      area: opened.area,
      id: bytesToHex(crypto.getRandomValues(new Uint8Array(16))),
      desk: opened.desk,
      epoch: opened.tip.number,
      severity,
      kinds: record.body.kinds,
      text,
      vehicle: get<HTMLInputElement>('vehicle').value.trim().slice(0, 300),
      hint: phone.slice(-3),
      language: record.body.language,
      expires,
    };
    return {
      statement,
      identifiers: ticked.map(({ value, dataset }) => ({ kind: dataset['kind'] ?? '', canonical: value })),
    };
  }
  return null;
}

/** Keeps the draft and takes its next step: to her where she wants to be asked, else to a colleague. */
async function putForward(ready: Ready, draft: string): Promise<string | null> {
  const form = readForm(ready);
  if (form === null) return null;
  const { opened, record } = ready;
  const evaluated = await evaluateForDesk(
    opened,
    form.identifiers.map(({ canonical }) => canonical),
  );
  if (!evaluated.ok) {
    problem(words.errors.evaluator);
    return null;
  }
  const repeats = await countRepeats(opened, record.id, evaluated.outputs);
  const wish = record.body.wishes.warn;
  const sealed = await sealDraft(opened, {
    version: 1,
    envelope: sign(labels.warning, form.statement, opened.keys.signingSeed),
    identifiers: form.identifiers,
    record: record.id,
    recordEpoch: record.epoch,
    wish,
    sentBack: '',
  });
  const body = { id: draft, record: record.id, epoch: opened.tip.number, sealed };
  const kept = await deskFetch(`${opened.desk}/drafts`, { method: 'POST', body });
  const ask = wish === 'ask-first';
  const { worker, firstName } = opened.me;
  const asked =
    !ask ||
    (
      await sendMessage(opened, record, draft, {
        type: 'draft',
        draft,
        text: form.statement.text,
        severity: form.statement.severity,
        fields: form.identifiers.map(({ kind }) => kind),
        worker,
        firstName,
      })
    ).ok;
  const turned = await deskFetch(`${opened.desk}/drafts/${draft}`, {
    method: 'POST',
    body: { to: ask ? 'asked' : 'to-approve', sealed, epoch: opened.tip.number },
  });
  if (!kept.ok || !turned.ok || !asked) {
    problem(words.errors.refused);
    return null;
  }
  return [words.done, ...(repeats ?? []).map((count) => words.repeats(count))].join(' ');
}

function start(ready: Ready): void {
  const { body } = ready.record;
  get('report').replaceChildren(showReport(body));
  const { warn } = body.wishes;
  if (warn === null || warn === 'never') {
    problem(words.noWish);
    return;
  }
  const text = get<HTMLTextAreaElement>('text');
  if (warn === 'template')
    text.value = words.template(body.kinds.map((kind) => reportWords.what.kinds[kind]).join(', '));
  get<HTMLInputElement>('vehicle').value = body.vehicle;
  showIdentifiers(body);
  showScreen(text.value, storyOf(body));
  text.addEventListener('input', () => showScreen(text.value, storyOf(body)));
  get('next-said').textContent = warn === 'ask-first' ? words.askSaid : words.forwardSaid;
  const next = get<HTMLButtonElement>('next');
  next.textContent = warn === 'ask-first' ? words.ask : words.forward;
  // One draft for this page, however often the button is pressed.
  const draft = crypto.randomUUID();
  const form = get<HTMLFormElement>('draft');
  form.hidden = false;
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (next.disabled) return;
    next.disabled = true;
    get('working').textContent = words.working;
    void putForward(ready, draft)
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

async function begin(): Promise<void> {
  const unlocked = await unlockedWorker();
  if (unlocked === null) {
    showLocked();
    return;
  }
  const [desk, id] = location.hash.slice(1).split('/');
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
    start({ opened, record: read.record });
  } catch (fault) {
    if (!(fault instanceof DeskRefused)) throw fault;
    problem(`${words.errors.refused} ${fault.why}`);
  }
}

void begin();
