import { button } from '#kit/html/button.ts';
import { type Markup, html, nothing } from '#kit/html/markup.ts';
import { input, select } from '#kit/html/text-fields.ts';
import { href } from '#routes.ts';
import { en } from '../messages/en.ts';
import { importWords } from '../messages/import.en.ts';
import { factsWords as words } from '../messages/facts.en.ts';
import { type Due, dueOf } from '../rules/due.ts';
import type { Service } from '../rules/service.ts';
import { publicServices } from '../rules/withheld.ts';
import { formOf } from './form-of.ts';
import type { Fields } from './read-fields.ts';

type Row = {
  service: Service;
  due: Due;
  doubted: number;
  proposed: number;
  isShown: boolean;
  /** Its own words keep it from being shown. */
  saysTooMuch: boolean;
};

const isOut = ({ service }: Row): boolean =>
  service.status === 'retired' || service.listing.state === 'wrong';
const within = (days: number) => (row: Row) => row.due.hiddenIn !== null && row.due.hiddenIn <= days;
/** In the order in which it hurts; a service stands in the first group that it fits. */
const groups = [
  ['people', ({ doubted, proposed }: Row) => doubted > 0 || proposed > 0],
  ['words', ({ saysTooMuch }: Row) => saysTooMuch],
  ['hidden', ({ due }: Row) => due.hidden > 0],
  ['in3', within(3)],
  ['in14', within(14)],
  ['in30', within(30)],
  ['unchecked', ({ due }: Row) => due.unchecked > 0],
  ['others', () => true],
] as const satisfies readonly (readonly [keyof typeof words.groups, (row: Row) => boolean])[];

const groupOf = (row: Row): keyof typeof words.groups =>
  isOut(row) ? 'out' : (groups.find(([, fits]) => fits(row))?.[0] ?? 'others');
const plain = (text: string): string => text.normalize('NFKC').toLowerCase();
const matches = ({ service }: Row, search: string): boolean => {
  const { name, organisation, description, needs } = service;
  const text = plain(
    [name, organisation.name, description, ...needs.map((need) => en.needs[need])].join(' '),
  );
  return plain(search)
    .split(/\s+/)
    .every((word) => text.includes(word));
};

function item({ service, due, doubted, proposed, isShown, saysTooMuch }: Row, prefix: string): Markup {
  return html`<li>
    <a href="${href('deskFact', prefix, { service: service.id })}">${service.name}</a>
    <span class="fact"
      >${[
        service.organisation.name,
        isShown ? words.shown : saysTooMuch ? words.saysTooMuch : words.notShown,
        ...(doubted > 0 ? [words.doubts(doubted)] : []),
        ...(proposed > 0 ? [words.proposals(proposed)] : []),
        ...(due.hidden > 0 ? [words.hidden(due.hidden)] : []),
        ...(due.hiddenIn !== null && due.hiddenIn <= 30 ? [words.hiddenIn(due.hiddenIn)] : []),
        ...(due.unchecked > 0 ? [words.unchecked(due.unchecked)] : []),
      ].join(' · ')}</span
    >
  </li>`;
}

/** Soonest hidden first, then by name as they come. */
const bySoonest = (a: Row, b: Row): number => (a.due.hiddenIn ?? 1000) - (b.due.hiddenIn ?? 1000);

export function listView(shown: {
  services: readonly Service[];
  doubts: ReadonlyMap<string, number>;
  proposals: ReadonlyMap<string, number>;
  today: string;
  prefix: string;
  search: string;
  /** A group's name, or empty for all. */
  only: string;
  fields?: Fields;
  errors?: ReadonlyMap<string, string>;
}): Markup {
  const { services, doubts, proposals, today, prefix, search, only, fields, errors } = shown;
  const open = publicServices(services, today);
  const isShown = new Set(open.shown.map(({ id }) => id));
  const saysTooMuch = new Set(open.leftOut);
  const rows = services
    .map((service) => ({
      service,
      due: dueOf(service, today),
      doubted: doubts.get(service.id) ?? 0,
      proposed: proposals.get(service.id) ?? 0,
      isShown: isShown.has(service.id),
      saysTooMuch: saysTooMuch.has(service.id),
    }))
    .filter((row) => search === '' || matches(row, search));
  const names = [...groups.map(([name]) => name), 'out' as const];
  const grouped = names
    .map((name) => ({ name, rows: rows.filter((row) => groupOf(row) === name).toSorted(bySoonest) }))
    .filter(({ name, rows: its }) => its.length > 0 && (only === '' || only === name));
  const quiet = grouped.every(({ name }) => name === 'others' || name === 'out');
  const form = formOf(fields, errors);
  return html`${form.summary()}
    <h1>${words.heading}</h1>
    <p class="lead">${words.lead}</p>
    <p><a href="${href('deskFactsImport', prefix, {})}">${importWords.link}</a></p>
    <form
      method="get"
      action="${href('deskFacts', prefix, {})}"
      role="search"
      class="find"
      autocomplete="off"
    >
      ${input({ name: 'q', type: 'search', label: { text: words.find }, value: search, spellcheck: false })}
      ${select({
        name: 'only',
        label: { text: words.only },
        value: only,
        items: [
          { value: '', text: words.all },
          ...names.map((name) => ({ value: name, text: words.groups[name] })),
        ],
      })}
      ${button({ text: words.findPress, classes: 'govuk-button--secondary' })}
      ${search === '' && only === '' ? nothing : html`<a href="${href('deskFacts', prefix, {})}">${words.findAll}</a>`}
    </form>
    <p role="status">
      ${search === '' && only === '' ? nothing : words.found(grouped.reduce((sum, { rows: its }) => sum + its.length, 0))}
    </p>
    ${quiet && search === '' && only === '' ? html`<p>${words.nothing}</p>` : nothing}
    ${
      grouped.length < 2
        ? nothing
        : html`<nav aria-label="${words.jump}">
            <ul class="jump">
              ${grouped.map(({ name, rows: its }) => html`<li><a href="#group-${name}">${words.groups[name]} (${its.length})</a></li>`)}
            </ul>
          </nav>`
    }
    ${grouped.map(
      ({ name, rows: its }) =>
        html`<h2 id="group-${name}" tabindex="-1">${words.groups[name]} (${its.length})</h2>
          <ul class="people">
            ${its.map((row) => item(row, prefix))}
          </ul>`,
    )}
    <form method="post" action="${href('deskFacts', prefix, {})}" novalidate>
      <h2>${words.add}</h2>
      ${form.input({ name: 'name', label: { text: words.name } })}
      ${form.input({ name: 'organisation', label: { text: words.organisation } })}
      ${form.textarea({ name: 'description', label: { text: words.description }, rows: 3 })}
      ${form.input({ name: 'source', label: { text: words.source }, hint: { text: words.sourceHint } })}
      ${button({ text: words.addPress })}
    </form>`;
}
