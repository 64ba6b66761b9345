import { bytesToHex } from '@noble/hashes/utils.js';
import { base64 } from '@scure/base';
import * as v from 'valibot';
import {
  type DeskPageData,
  DeskRefused,
  type OpenedDesk,
  type Unlocked,
  chainOf,
  deskFetch,
  make,
  openDesk,
  showLocked,
  unlockedWorker,
} from '#desks/browser.ts';
import { get } from '#kit/device/get.ts';
import { pageData } from '#kit/device/page-data.ts';
import { dayShown } from '#kit/languages/languages.ts';
import { fetchBundle, openFeed } from '../browser/feed.ts';
import { type ShownWarning, element, openWarnings, warningShown } from '../browser/show-warning.ts';
import { feedElsewhere } from '../messages/desk.en.ts';
import type { MemberWords } from '../messages/member.en.ts';
import { printWords as words } from '../messages/print.en.ts';
import { MOST_COPIES, destroyBy, listDigest, mayBePrinted } from '../rules/printed-list.ts';

const { today, desks, hit } = pageData<
  DeskPageData & { today: string; desks: string[]; hit: MemberWords['check']['hit'] }
>();
const Sheets = v.object({
  sheets: v.array(
    v.object({
      number: v.number(),
      list: v.string(),
      printed: v.string(),
      destroyBy: v.string(),
      copies: v.number(),
      cameBack: v.number(),
      lost: v.number(),
    }),
  ),
});
type Sheet = v.InferOutput<typeof Sheets>['sheets'][number];

let unlocked: Unlocked;
let busy = false;
const dayIn = (day: string): string => dayShown(day, 'en');
const chosenDesk = (): string => get<HTMLSelectElement>('desk').value;

function complain(text: string): void {
  get('problem').textContent = text;
  get('problem').hidden = text === '';
}

/** What stands now and may be printed, held to the signatures of each desk. `list`: what it is as a whole. */
async function openList(): Promise<{ printed: ShownWarning[]; leftOut: number; list: Uint8Array }> {
  const opened = await openDesk(unlocked, chosenDesk());
  const { feed, tree } = await openFeed(opened);
  const bundle = await fetchBundle(opened);
  if (bundle === null) throw new DeskRefused('network');
  const chains = await chainsOf(opened);
  const { shown, ghosts } = await openWarnings({ bundle, feed, chains, statement: opened.statement }, today);
  if (ghosts > 0) complain(words.errors.ghost);
  const printed = shown.filter(mayBePrinted);
  return { printed, leftOut: shown.length - printed.length, list: listDigest(tree, printed) };
}

/** Of every desk that is set up. */
async function chainsOf(opened: OpenedDesk): Promise<Map<string, OpenedDesk['chain']>> {
  const chains = new Map([[opened.desk, opened.chain]]);
  for (const desk of desks.filter((one) => one !== opened.desk)) {
    try {
      chains.set(desk, await chainOf(opened, desk));
    } catch (error) {
      if (!(error instanceof DeskRefused) || error.why !== 'empty') throw error;
    }
  }
  return chains;
}

function paper(
  number: number,
  copy: number,
  of: number,
  until: string,
  warnings: ShownWarning[],
): HTMLElement {
  const sheet = element('section', '', 'paper-list');
  const list = element('ul', '', 'warnings');
  list.append(
    ...warnings.map((warning) => {
      const item = document.createElement('li');
      const { hint } = warning.statement;
      item.append(
        ...warningShown(warning, hit, 'en'),
        ...(hint === '' ? [] : [element('p', words.paper.hint(hint))]),
      );
      return item;
    }),
  );
  sheet.append(
    element('h2', words.paper.heading(number, copy, of)),
    element('p', words.paper.days(dayIn(today), dayIn(until))),
    element('p', words.paper.back),
    element('p', words.paper.reported),
    list,
    element('p', words.paper.end),
  );
  return sheet;
}

async function makeSheet(): Promise<void> {
  const copies = Number(get<HTMLInputElement>('copies').value.trim());
  if (!Number.isInteger(copies) || copies < 1 || copies > MOST_COPIES) {
    get('copies').focus();
    return complain(words.errors.copies);
  }
  const { printed, list } = await openList();
  if (printed.length === 0) return complain(words.nothing);
  const until = destroyBy(today, printed);
  const answer = await deskFetch(`${chosenDesk()}/printed`, {
    method: 'POST',
    body: { list: base64.encode(list), copies, destroyBy: until },
  });
  if (!answer.ok) return complain(words.errors.network);
  const { number } = v.parse(v.object({ number: v.number() }), await answer.json());
  get('paper').replaceChildren(
    ...Array.from({ length: copies }, (_, at) => paper(number, at + 1, copies, until, printed)),
  );
  get('made-said').textContent = words.made(number, copies);
  get('made').hidden = false;
  get('print').focus();
  await showOut(bytesToHex(list));
}

const daysSince = (day: string): number => Math.round((Date.parse(today) - Date.parse(day)) / 86_400_000);

function line(sheet: Sheet, list: string): HTMLElement {
  const { number, printed, copies, cameBack, lost } = sheet;
  const late = daysSince(sheet.destroyBy);
  const item = make('li', words.line(number, dayIn(printed), copies - cameBack - lost));
  item.append(late > 0 ? words.late(late) : words.due(dayIn(sheet.destroyBy)));
  if (sheet.list !== list) item.append(make('b', words.changed));
  const form = document.createElement('form');
  form.noValidate = true;
  const field = (name: string, label: string, value: number): HTMLInputElement => {
    const id = `${name}-${number}`;
    const said = element('label', label, 'govuk-label') as HTMLLabelElement;
    said.htmlFor = id;
    const typed = Object.assign(document.createElement('input'), { id, name, value: String(value) });
    typed.className = 'govuk-input govuk-input--width-3';
    typed.inputMode = 'numeric';
    form.append(said, typed);
    return typed;
  };
  const [back, gone] = [field('back', words.cameBack, cameBack), field('lost', words.lost, lost)];
  const press = element('button', words.count, 'govuk-button govuk-button--secondary');
  form.append(press);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    act(async () => await count(sheet, back, gone, list));
  });
  item.append(form);
  return item;
}

async function count(
  { number, copies }: Sheet,
  back: HTMLInputElement,
  gone: HTMLInputElement,
  list: string,
): Promise<void> {
  const [cameBack, lost] = [back.value, gone.value].map((text) =>
    /^\d{1,2}$/.test(text.trim()) ? Number(text) : -1,
  );
  if (cameBack === undefined || lost === undefined || cameBack < 0 || lost < 0) {
    back.focus();
    return complain(words.errors.whole);
  }
  if (cameBack + lost > copies) {
    back.focus();
    return complain(words.errors.more);
  }
  const answer = await deskFetch(`${chosenDesk()}/printed/${number}`, {
    method: 'PUT',
    body: { cameBack, lost },
  });
  if (!answer.ok) return complain(words.errors.network);
  await showOut(list);
  get('working').textContent = words.counted(number);
}

/** Late ones first. */
async function showOut(list: string): Promise<void> {
  const answer = await deskFetch(`${chosenDesk()}/printed`);
  if (!answer.ok) return complain(words.errors.network);
  const { sheets } = v.parse(Sheets, await answer.json());
  const out = sheets
    .filter(({ copies, cameBack, lost }) => cameBack + lost < copies)
    .toSorted((a, b) => (a.destroyBy < b.destroyBy ? -1 : 1));
  get('out').replaceChildren(
    ...(out.length === 0 ? [make('li', words.none)] : out.map((sheet) => line(sheet, list))),
  );
}

function fail(error: unknown): void {
  if (!(error instanceof DeskRefused) || error.why === 'network') complain(words.errors.network);
  else if (error.why === 'feed-elsewhere') complain(feedElsewhere);
  else complain(`${words.errors.refused} ${error.why}`);
}

/** One act at a time; a second press meanwhile does nothing. */
function act(work: () => Promise<void>, working = ''): void {
  if (busy) return;
  busy = true;
  complain('');
  get('working').textContent = working;
  work()
    .catch(fail)
    .finally(() => {
      busy = false;
      if (get('working').textContent === working) get('working').textContent = '';
    });
}

async function show(): Promise<void> {
  const { printed, leftOut, list } = await openList();
  get('standing').textContent = [
    printed.length === 0 ? words.nothing : words.standing(printed.length),
    ...(leftOut === 0 ? [] : [words.leftOut(leftOut)]),
  ].join(' ');
  await showOut(bytesToHex(list));
}

get('print-form').addEventListener('submit', (event) => {
  event.preventDefault();
  act(makeSheet, words.making);
});
get('print').addEventListener('click', () => print());
get('clear').addEventListener('click', () => {
  get('paper').replaceChildren();
  get('made').hidden = true;
});
get('desk').addEventListener('change', () => act(show));

const found = await unlockedWorker();
if (found === null) showLocked();
else {
  unlocked = found;
  if (get<HTMLSelectElement>('desk').options.length > 0) {
    get('sheets').hidden = false;
    act(show, words.making);
  }
}
