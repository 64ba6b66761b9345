import type { Temporal } from '#kit/clock.ts';
import { button } from '#kit/html/button.ts';
import { formFields } from '#kit/html/form.ts';
import { type Markup, html, nothing } from '#kit/html/markup.ts';
import { details, tag } from '#kit/html/messages-to-reader.ts';
import { href } from '#routes.ts';
import type { NamedPlaces } from '../load-directory.ts';
import type { DirectoryWords } from '../messages/index.ts';
import type { PublicService } from '../rules/public-service.ts';
import type { Found } from '../rules/search.ts';
import { type Need, audiences, entrances, needs } from '../rules/service.ts';
import { sayDate, sayLanguage, sayNumber, sayTime, sayWhen } from '../say.ts';

export type Status =
  | { open: true; until: Temporal.ZonedDateTime; always: boolean }
  | { open: false; opens: Temporal.ZonedDateTime; ring: boolean }
  | null;

export function statusView(status: Status, words: DirectoryWords): Markup {
  if (status === null) return nothing;
  if (status.open)
    return html`<strong class="open"
      >${status.always ? words.openAlways : words.openUntil(sayTime(status.until, words))}</strong
    >`;
  return html`${words.opens(sayWhen(status.opens, words))}${status.ring && html`. ${words.ringFirst}`}`;
}

/** Ways to reach it that one can press. */
export function contactView(
  { kind, to, label }: PublicService['contacts'][number],
  words: DirectoryWords,
): Markup {
  const whom = label === null ? nothing : html` (<span lang="en">${label}</span>)`;
  const at = { phone: `tel:${to}`, text: `sms:${to}`, email: `mailto:${to}`, web: to }[kind];
  const said = { phone: words.call, text: words.text, email: words.write, web: words.web }[kind];
  const shown =
    kind === 'phone' || kind === 'text'
      ? sayNumber(to)
      : kind === 'web'
        ? to.replace(/^https?:\/\//, '')
        : to;
  return html`${said} <a href="${at}" rel="noopener noreferrer">${shown}</a>${whom}`;
}

export const checkedView = (
  { overdue, checkedOn, bySelf }: { overdue: boolean; checkedOn: string; bySelf: boolean },
  words: DirectoryWords,
) =>
  overdue
    ? html`<span class="overdue">${words.overdue}</span>`
    : html`${(bySelf ? words.checkedBySelf : words.checked)(sayDate(checkedOn, words))}`;

function oneView(
  { service, away, status }: Found & { status: Status },
  words: DirectoryWords,
  prefix: string,
): Markup {
  const first = service.contacts.find(({ kind }) => kind === 'phone') ?? service.contacts[0];
  const state = statusView(status, words);
  return html`<li class="service">
    <h3>
      <a href="${href('helpService', prefix, { service: service.id })}" lang="en">${service.name}</a>
      ${service.fictional ? tag({ text: words.fictional }) : nothing}
    </h3>
    <p lang="en">${service.description}</p>
    <p>
      ${state}${away === null ? nothing : html` <span class="fact">${words.away(Math.round(away))}</span>`}
    </p>
    ${first === undefined ? nothing : html`<p>${contactView(first, words)}</p>`}
    <p class="fact">${checkedView(service, words)}</p>
  </li>`;
}

export type HelpShown = {
  words: DirectoryWords;
  prefix: string;
  fields: ReadonlyMap<string, readonly string[]>;
  /** Codes of the languages that somebody here speaks. */
  languages: readonly string[];
  places: readonly NamedPlaces[];
  /** No service of this area is shown yet. */
  empty: boolean;
  need?: Need | null;
  answer?: {
    count: number;
    shown: readonly (Found & { status: Status })[];
    more: number | null;
    near: string | null;
    placeUnknown: boolean;
  };
};

function answerView({ words, prefix, need, answer }: HelpShown): Markup {
  if (answer === undefined) return nothing;
  const { count, shown, more, near } = answer;
  return html`<section class="answer" aria-labelledby="found">
    <h2 id="found">
      ${need === null || need === undefined ? nothing : html`${words.needs[need]}: `}${count === 0 ? words.none : words.found(count)}
    </h2>
    ${near === null ? nothing : html`<p class="fact">${words.nearPlace(near)}</p>`}
    ${count === 0 ? noneView(words, prefix) : nothing}
    <ul class="services">
      ${shown.map((one) => oneView(one, words, prefix))}
    </ul>
    ${more === null ? nothing : html`<p>${button({ text: words.showMore, name: 'most', value: String(more), attributes: { form: 'look' }, classes: 'govuk-button--secondary' })}</p>`}
  </section>`;
}

const noneView = (words: DirectoryWords, prefix: string): Markup =>
  html`<p>${words.noneSaid}</p>
    <ul>
      <li><a href="${href('guide', prefix, { name: 'help' })}">${words.lines}</a></li>
      <li><a href="${href('report', prefix, {})}">${words.askDesk}</a></li>
    </ul>`;

/**
 * Names to choose from; each with its kilometre for `near-here.browser.ts`, which finds the nearest on the device, so that a
 * name is all that is ever sent.
 */
const districtsView = (places: readonly NamedPlaces[], words: DirectoryWords): Markup =>
  html`<datalist id="districts">
      ${places
        .flatMap((list) => list.places)
        .filter(({ name }) => !/\d/.test(name))
        .map(
          ({ name, latitude, longitude }) =>
            html`<option value="${name}" data-at="${latitude},${longitude}"></option>`,
        )}
    </datalist>
    <p class="near-here" hidden data-near-here>
      ${button({ text: words.here, type: 'button', classes: 'govuk-button--secondary' })}
      <span class="fact">${words.hereSaid}</span>
      <span role="status" data-failed="${words.hereFailed}" data-far="${words.hereFar}"></span>
    </p>`;

export function helpView(shown: HelpShown): Markup {
  const { words, prefix, fields, languages, places, empty, need, answer } = shown;
  const errors = new Map(answer?.placeUnknown === true ? [['near', words.placeUnknown]] : []);
  const form = formFields({ fields, errors, words: { error: '', title: words.near } });
  const chosen = (
    name: string,
    any: string,
    items: readonly { value: string; text: string }[],
    label: string,
  ) => form.select({ name, label: { text: label }, items: [{ value: '', text: any }, ...items] });
  return html`<h1>${words.heading}</h1>
    ${answer === undefined ? html`<p class="lead">${words.lead}</p>` : nothing} ${answerView(shown)}
    ${
      empty && answer === undefined
        ? html`<div class="care">
            <p>${words.none}</p>
            ${noneView(words, prefix)}
          </div>`
        : nothing
    }
    <form method="post" action="${href('help', prefix, {})}" id="look" autocomplete="off" novalidate>
      ${need === null || need === undefined ? nothing : html`<input type="hidden" name="need" value="${need}" />`}
      <button class="govuk-visually-hidden" tabindex="-1" aria-hidden="true">${words.look}</button>
      <h2>${words.what}</h2>
      <ul class="needs">
        ${needs.map(
          (one) =>
            html`<li>
              <button class="need" name="need" value="${one}" ${one === need && html` aria-current="true"`}>
                ${words.needs[one]}
              </button>
            </li>`,
        )}
      </ul>
      ${form.input({ name: 'text', type: 'search', label: { text: words.words }, hint: { text: words.wordsHint }, autocomplete: 'off', spellcheck: false })}
      ${form.input({ name: 'near', label: { text: words.near }, hint: { text: words.nearHint }, autocomplete: 'off', spellcheck: false, classes: 'short-10', attributes: { list: 'districts' } })}
      ${districtsView(places, words)}
      ${details({
        summary: words.more,
        text: html`${form.checkboxes({
          name: 'open',
          items: [{ value: 'yes', text: words.openNow }],
        })}
        ${form.checkboxes({ name: 'free', items: [{ value: 'yes', text: words.free }] })}
        ${chosen(
          'language',
          words.anyLanguage,
          languages.map((code) => ({ value: code, text: sayLanguage(code, words) })),
          words.language,
        )}
        ${chosen(
          'audience',
          words.audiences.anyone,
          audiences
            .filter((one) => one !== 'anyone')
            .map((one) => ({ value: one, text: words.audiences[one] })),
          words.audience,
        )}
        ${chosen(
          'access',
          words.anyAccess,
          entrances.map((one) => ({ value: one, text: words.accesses[one] })),
          words.access,
        )}`,
      })}
      ${button({ text: words.look })}
    </form>
    ${places.length === 0 ? nothing : html`<p class="fact" lang="en">${words.owed}: ${places.map(({ attribution }) => attribution).join('. ')}.</p>`}`;
}
