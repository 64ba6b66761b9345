import * as v from 'valibot';
import { pageData } from '#kit/device/page-data.ts';
import {
  ContestBody,
  ReportBody,
  ReportSummary,
  releaseFields,
  releaseText,
  reportWords,
} from '#reports/browser.ts';
import { get } from '#kit/device/get.ts';
import { type Talk, conversationOf, picturesOf } from '../browser/conversation.ts';
import { destroyOf } from '../browser/destroy.ts';
import { folded, hint, make, press } from '../browser/elements.ts';
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
import { type OpenedRecord, openRecord } from '../browser/open-record.ts';
import { handOverOf, passOnOf } from '../browser/hand-over.ts';
import type { Body, DeskToHandTo } from '../browser/seal-hand-over.ts';
import { showContest } from '../browser/show-contest.ts';
import { showReport } from '../browser/show-report.ts';
import { openSummaries } from '../browser/summaries.ts';
import { type Giving, withoutConsentOf } from '../browser/without-consent.ts';
import { withoutConsentWords } from '../messages/without-consent.en.ts';
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
  const talk: Talk = {
    opened,
    record,
    today,
    problem,
    async answered(said) {
      row.answered = true;
      row.waitingOn = 'reporter';
      row.waitingSince = today;
      await openBodyOf(row);
      get('record').querySelector('[role=status]')?.append(said);
    },
  };
  const { body } = record;
  const isReport = 'kinds' in body;
  nodes.push(
    isReport ? showReport(body, record.takenBack) : showContest(body),
    picturesOf(talk, isReport ? body.voice : null),
    conversationOf(talk),
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
  const destroying = destroyOf({
    opened,
    record,
    hold: row.hold,
    problem,
    gone() {
      get('record').replaceChildren(make('p', words.destroyed));
      rows = rows.filter((one) => one.id !== row.id);
      showList();
    },
  });
  nodes.push(handOverOf(handing(row), record), destroying, auditOf(record));
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
