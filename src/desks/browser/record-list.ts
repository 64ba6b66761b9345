/** The list of what a desk was sent: kind, age, whose turn it is, and what is late; what came in a flood apart and folded. */
import * as v from 'valibot';
import { type ReportSummary, reportWords } from '#reports/browser.ts';
import { get } from '#kit/device/get.ts';
import { inboxWords as words } from '../messages/inbox.en.ts';
import { daysBetween, daysLate, inOrder } from '../rules/record-age.ts';
import { make, press } from './elements.ts';

/** A record as the server lists it. */
export const RecordListed = v.object({
  id: v.string(),
  kind: v.string(),
  day: v.string(),
  epoch: v.number(),
  summary: v.string(),
  openedDay: v.nullable(v.string()),
  waitingOn: v.picklist(['desk', 'reporter', 'nobody']),
  waitingSince: v.string(),
  quarantined: v.boolean(),
  hold: v.boolean(),
  messages: v.number(),
  answered: v.boolean(),
  destruction: v.nullable(v.string()),
});
export type Row = v.InferOutput<typeof RecordListed> & {
  urgent: boolean;
  summary_: ReportSummary | null;
  failed: string | null;
};

export type Drawn = {
  rows: readonly Row[];
  /** ISO date. */
  today: string;
  /** Days in which this desk promises to answer. */
  within: number;
  isLead: boolean;
  filter: string;
  hiddenKinds: ReadonlySet<string>;
  open(row: Row): void;
};

export const ageOf = (day: string, today: string): string => {
  const days = daysBetween(day, today);
  return days <= 0 ? words.today : days === 1 ? words.yesterday : words.days(days);
};

export const kindsOf = (row: Row): string => {
  if (row.failed !== null) return words.notOpened;
  const kinds = row.summary_?.kinds ?? [];
  return kinds.length === 0
    ? (words.kinds[row.kind] ?? row.kind)
    : kinds.map((kind) => reportWords.what.kinds[kind]).join(' · ');
};

/** Nobody has opened it, and it is still ours. */
const isNew = (row: Row): boolean => row.openedDay === null && row.waitingOn !== 'nobody';

function listItem(row: Row & { late: number }, { today, open }: Drawn): HTMLElement {
  const button = press('', 'record', () => open(row));
  button.dataset['record'] = row.id;
  const first = make('span', kindsOf(row));
  first.className = 'record__kind';
  const facts = [
    ageOf(row.day, today),
    ...(isNew(row) ? [] : [`${words.waiting[row.waitingOn]} ${words.since(ageOf(row.waitingSince, today))}`]),
    ...(row.messages > 0 ? [words.messages(row.messages)] : []),
    ...(row.summary_ && row.summary_.pictures > 0 ? [words.pictures(row.summary_.pictures)] : []),
    ...(row.summary_?.voice === true ? [words.withVoice] : []),
    ...(row.quarantined ? [words.quarantined] : []),
  ];
  const second = make('span', facts.join(' · '));
  second.className = 'record__facts';
  for (const said of [
    ...(row.urgent ? [words.urgent] : []),
    ...(row.late > 0 ? [words.late(row.late)] : []),
  ]) {
    const mark = make('strong', said);
    mark.className = 'record__urgent';
    button.append(mark, ' ');
  }
  button.append(first, second);
  button.classList.toggle('record--new', isNew(row));
  return make('li', button);
}

/** To whoever leads the desk: how many wait longer than it promised. */
function tellLead(late: readonly Row[], { within, open }: Drawn): void {
  const [first] = late;
  if (first === undefined) {
    get('late').replaceChildren();
    return;
  }
  const line = make('p', `${words.lateOnes(late.length, within)} `);
  line.className = 'care';
  line.append(press(words.openFirst, 'link', () => open(first)));
  get('late').replaceChildren(line);
}

/** Draws the list anew and leaves the focus where it was. */
export function drawList(drawn: Drawn): void {
  const { rows, today, within, filter, hiddenKinds } = drawn;
  const known = new Map(rows.map((row) => [row.id, row]));
  const order = inOrder(rows.map((row) => ({ ...row, late: daysLate(row, within, today) })));
  if (drawn.isLead)
    tellLead(
      order.list.filter(({ late }) => late > 0).flatMap(({ id }) => known.get(id) ?? []),
      drawn,
    );
  const isShown = (row: Row): boolean =>
    !row.summary_?.kinds.some((kind) => hiddenKinds.has(kind)) &&
    (filter === 'all' || (filter === 'new' ? isNew(row) : row.waitingOn === filter));
  // The row itself is opened, not the copy that was sorted: what is done with it must be seen by the next drawing.
  const items = (sorted: readonly (Row & { late: number })[]): HTMLElement[] =>
    sorted
      .filter(isShown)
      .map((row) => listItem(row, { ...drawn, open: () => drawn.open(known.get(row.id) ?? row) }));
  const focused =
    document.activeElement instanceof HTMLElement ? document.activeElement.dataset['record'] : undefined;
  get('records').replaceChildren(...items(order.list));
  const flood = items(order.flood);
  get('flood-records').replaceChildren(...flood);
  get('flood').hidden = flood.length === 0;
  get('flood-said').textContent = words.flood(
    flood.length,
    order.flood.filter((row) => isShown(row) && row.urgent).length,
  );
  if (focused !== undefined) document.querySelector<HTMLElement>(`[data-record="${focused}"]`)?.focus();
  get('empty').hidden = rows.length > 0;
}
