/** A report as the desk reads it: what was answered, in the order of the form; what was skipped is not there. */
import { type ReportBody, type TakenBack, allowedFields, reportWords, wishesNow } from '#reports/browser.ts';
import { inboxWords as words } from '../messages/inbox.en.ts';
import { make, written } from './elements.ts';

const said = (words_: Record<string, string>, keys: readonly (string | null)[]): string =>
  keys
    .filter((key) => key !== null)
    .map((key) => words_[key] ?? key)
    .join(' · ');

/** What they wish now, one line each. */
export function wishesOf(body: ReportBody, takenBack: readonly TakenBack[]): string[] {
  const wishes = wishesNow(body, takenBack);
  const lines = takenBack.map((what) => words.value.takeBack[what]);
  if (wishes.warn !== null) lines.push(words.wishes[wishes.warn]);
  if (wishes.talk) lines.push(words.wishes.talk);
  if (wishes.heard) lines.push(words.wishes.heard);
  const fields = (list: readonly string[]) => said(reportWords.wishes.fields, list);
  if (wishes.police !== 'no')
    lines.push(
      `${words.wishes.police}: ${reportWords.wishes.police[wishes.police]} ${fields(allowedFields(body, 'police', takenBack))}`,
    );
  if (wishes.uglyMugs)
    lines.push(`${words.wishes.uglyMugs}: ${fields(allowedFields(body, 'ugly-mugs', takenBack))}`);
  return lines;
}

/** `takenBack`: what she said yes to and no longer does. */
export function showReport(body: ReportBody, takenBack: readonly TakenBack[]): HTMLElement {
  const list = make('dl');
  list.className = 'report';
  const row = (name: string, ...content: (string | Node)[]): void => {
    const term = make('dt', name);
    list.append(term, make('dd', ...content));
  };
  const alerts = [
    ...(body.danger ? [words.body.danger] : []),
    ...(body.under18 ? [words.body.under18] : []),
    ...(body.aboutSomeoneElse ? [words.body.someoneElse] : []),
  ];
  if (body.kinds.length > 0) row(words.body.what, said(reportWords.what.kinds, body.kinds));
  const when = [said(reportWords.when.options, [body.when]), body.whenWords].filter((text) => text !== '');
  if (when.length > 0) row(words.body.when, when.join(', '));
  if (body.place !== null) row(words.body.place, said(reportWords.place.options, [body.place]));
  if (body.identifiers.length > 0)
    row(
      words.body.person,
      ...body.identifiers.map(({ kind, platform, text }) =>
        make(
          'div',
          `${reportWords.person.kinds[kind]}${platform === '' ? '' : ` (${platform})`}: `,
          make('code', text),
        ),
      ),
    );
  for (const [name, text] of [
    [words.body.description, body.description],
    [words.body.vehicle, body.vehicle],
    [words.body.story, body.story],
    [words.body.contact, body.contact],
    [words.body.safe, body.safeContact],
  ] as const)
    if (text !== '') row(name, written(text));
  const wishes = wishesOf(body, takenBack);
  if (wishes.length > 0) row(words.body.wishes, ...wishes.map((line) => make('div', line)));
  const whole = make('div');
  for (const text of alerts) {
    const line = make('p', text);
    line.className = 'care';
    whole.append(line);
  }
  whole.append(list.childElementCount > 0 ? list : make('p', words.body.nothing));
  return whole;
}
