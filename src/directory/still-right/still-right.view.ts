import { button } from '#kit/html/button.ts';
import { type FormFields, formFields } from '#kit/html/form.ts';
import { type Content, type Markup, html, nothing } from '#kit/html/markup.ts';
import { personal } from '#kit/html/text-fields.ts';
import { href } from '#routes.ts';
import type { StillRightWords } from '../messages/still-right.ts';
import { offeredHours } from '../rules/proposal.ts';
import type { ToldService, ToldStanding } from '../rules/still-right.ts';
import { sayRule } from '../say-rule.ts';
import { sayContact } from '../say.ts';

type Fields = ReadonlyMap<string, readonly string[]>;
const english = (text: Content): Markup => html`<span lang="en">${text}</span>`;

function codeForm(words: StillRightWords, prefix: string, typed = '', opens = ''): Markup {
  const form = formFields({
    ...(typed === '' ? {} : { fields: new Map([['code', [typed]]]) }),
    words: { error: words.error, title: words.problem },
  });
  return html`<form
    method="post"
    action="${href('stillRight', prefix, {})}"
    id="still-right"
    ${opens !== '' && html`data-opens="${opens}"`}
    autocomplete="off"
    novalidate
  >
    ${form.input({ name: 'code', label: { text: words.code }, hint: { text: words.codeHint }, attributes: personal })}
    ${button({ text: words.open })}
    <p role="status"></p>
  </form>`;
}

export const codeView = (words: StillRightWords, prefix: string, typed = ''): Markup =>
  html`<h1>${words.heading}</h1>
    <p class="lead">${words.lead}</p>
    ${codeForm(words, prefix, typed, words.opening)}`;

/** The same for every code that opens nothing. */
export const deadView = (words: StillRightWords, prefix: string, typed: string): Markup =>
  html`<h1>${words.dead.heading}</h1>
    <p>${words.dead.said}</p>
    <ul>
      ${words.dead.ways.map((way) => html`<li>${way}</li>`)}
    </ul>
    <p>${words.dead.again}</p>
    ${codeForm(words, prefix, typed)}`;

export const thanksView = (words: StillRightWords): Markup =>
  html`<h1>${words.thanks.heading}</h1>
    ${words.thanks.said.map((line) => html`<p>${line}</p>`)}`;

export type ToldShown = {
  words: StillRightWords;
  prefix: string;
  told: ToldService;
  today: string;
  code: string;
  /** Which state of it is shown; comes back with the answer. */
  seen: string;
  fields?: Fields;
  errors?: ReadonlyMap<string, string>;
  note?: string;
};

/** What we say, to be read before anything is pressed. */
function saidView({ told, words, today }: ToldShown): Markup {
  const one = (said: Content, standing: ToldStanding): Markup =>
    html`<li class="message">
      <p translate="no">${said}</p>
      <p class="fact">${words.told.standing[standing]}</p>
    </li>`;
  const list = (heading: string, items: readonly Markup[]): Markup =>
    items.length === 0
      ? nothing
      : html`<h2>${heading}</h2>
          <ul class="messages">
            ${items}
          </ul>`;
  const texts = [told.description, told.cost, told.expect, told.asks, told.mustTell].filter(
    (text) => text !== null,
  );
  const { address, capacity } = told;
  return html`<p class="fact">${words.told.who} ${english(told.runBy)}</p>
    <h2>${words.told.what}</h2>
    ${texts.map((text) => html`<p lang="en">${text}</p>`)}
    ${list(
      words.told.reach,
      told.contacts.map(({ value, standing }) =>
        one(html`${words.change.kinds[value.kind]}: ${sayContact(value)}`, standing),
      ),
    )}
    ${list(
      words.told.hours,
      told.schedules.map(({ value, standing }) => one(english(sayRule(value, today)), standing)),
    )}
    ${
      told.mayName
        ? list(
            words.told.where,
            address === null
              ? []
              : [
                  one(
                    [
                      ...address.value.lines,
                      address.value.town,
                      address.value.county,
                      address.value.postcode,
                    ].join(', '),
                    address.standing,
                  ),
                ],
          )
        : html`<h2>${words.told.where}</h2>
            <p>${words.told.notSaid}</p>`
    }
    ${list(
      words.told.free,
      capacity === null
        ? []
        : [
            one(
              `${capacity.value.free} / ${capacity.value.maximum} (${capacity.value.asAt})`,
              capacity.standing,
            ),
          ],
    )}`;
}

function changeView({ told, words, today }: ToldShown, form: FormFields): Markup {
  const { change } = words;
  return html`<h2>${change.heading}</h2>
    <p>${change.said}</p>
    ${told.contacts.map(({ id, value }) =>
      form.input({
        name: `contact-${id}`,
        label: { text: change.kinds[value.kind] },
        hint: { text: change.emptyIt },
        attributes: personal,
      }),
    )}
    ${form.input({ name: 'more-phone', label: { text: change.morePhone }, attributes: personal })}
    ${form.input({ name: 'more-web', label: { text: change.moreWeb }, hint: { text: change.webHint }, attributes: personal })}
    ${told.schedules.map(({ id, value }) =>
      form.textarea({
        name: `hours-${id}`,
        label: {
          text:
            offeredHours(value, today) === ''
              ? html`${change.hours}: ${english(sayRule(value, today))}`
              : change.hours,
        },
        hint: { text: change.hoursHint },
        rows: 2,
      }),
    )}
    ${form.textarea({ name: 'more-hours', label: { text: change.moreHours }, hint: { text: change.hoursHint }, rows: 2 })}
    ${
      told.mayName
        ? html`${form.textarea({ name: 'lines', label: { text: change.lines }, hint: { text: change.linesHint }, rows: 2 })}
          ${form.input({ name: 'town', label: { text: change.town }, attributes: personal })}
          ${form.input({ name: 'county', label: { text: change.county }, attributes: personal })}
          ${form.input({ name: 'postcode', label: { text: change.postcode }, classes: 'short-10', attributes: personal })}`
        : nothing
    }
    ${form.textarea({ name: 'words', label: { text: change.words }, hint: { text: change.wordsHint }, rows: 3 })}
    ${button({ text: change.press, name: 'act', value: 'change', classes: 'govuk-button--secondary', preventDoubleClick: true })}`;
}

/** What the form offers before anything was typed: what stands now. */
function offered({ told, today }: ToldShown): Fields {
  const address = told.address?.value;
  return new Map<string, readonly string[]>([
    ...told.contacts.map(({ id, value }) => [`contact-${id}`, [sayContact(value)]] as const),
    ...told.schedules.map(({ id, value }) => [`hours-${id}`, [offeredHours(value, today)]] as const),
    ...(address === undefined
      ? []
      : ([
          ['lines', [address.lines.join('\n')]],
          ['town', [address.town]],
          ['county', [address.county]],
          ['postcode', [address.postcode]],
        ] as const)),
  ]);
}

export function toldView(shown: ToldShown): Markup {
  const { words, prefix, told, code, seen, fields, errors = new Map<string, string>(), note } = shown;
  const form = formFields({
    fields: fields ?? offered(shown),
    errors,
    words: { error: words.error, title: words.problem },
  });
  return html`${form.summary()}
    <h1>${words.told.heading(told.name)}</h1>
    ${note === undefined ? nothing : html`<p class="care" role="alert">${note}</p>`}
    <p class="lead">${words.told.lead}</p>
    ${saidView(shown)}
    <form
      method="post"
      action="${href('stillRight', prefix, {})}"
      id="still-right"
      autocomplete="off"
      novalidate
    >
      <input type="hidden" name="code" value="${code}" />
      <input type="hidden" name="seen" value="${seen}" />
      <h2>${words.right.heading}</h2>
      <p>${words.right.said}</p>
      ${form.checkboxes({ name: 'sure', items: [{ value: 'yes', text: words.right.sure }] })}
      ${button({ text: words.right.press, name: 'act', value: 'right', preventDoubleClick: true })}
      ${changeView(shown, form)}
    </form>`;
}
