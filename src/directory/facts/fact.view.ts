import type { Temporal } from '#kit/clock.ts';
import { button } from '#kit/html/button.ts';
import { type Markup, html, nothing } from '#kit/html/markup.ts';
import { details, tag } from '#kit/html/messages-to-reader.ts';
import { href } from '#routes.ts';
import { en } from '../messages/en.ts';
import { factsWords as words } from '../messages/facts.en.ts';
import { factsOf } from '../rules/change-fact.ts';
import type { PartOfDay } from '../rules/hours-vocabulary.ts';
import type { Opening } from '../rules/openings.ts';
import type { Proposal } from '../rules/proposal.ts';
import { sayTimes } from '../rules/say-hours.ts';
import type { Service } from '../rules/service.ts';
import { sayDate, sayOpening } from '../say.ts';
import { aboutView } from './about.view.ts';
import { addingView, valueFields } from './adding.view.ts';
import { formOf, idsFor, press } from './form-of.ts';
import { daysView, hoursForms, isAbout } from './hours.view.ts';
import { linkView, madeLinkView, proposalsView } from './proposals.view.ts';
import { type Fields, typedOf } from './read-fields.ts';
import { kindOf, sayFact } from './say-fact.ts';

/** What will change, before it does. */
export type Difference = {
  act: string;
  fact: string;
  before: string;
  after: string;
  source: string;
  /** Fields that say the new value, to be sent again. */
  carry: readonly [string, string][];
  /** Whether somebody has to say that they have checked it. */
  sure: boolean;
  /** Of hours: when they are next. */
  next?: readonly Opening[];
  /** Vague words that were read as stated times. */
  parts?: readonly PartOfDay[];
};
export type FactShown = {
  service: Service;
  /** Its own words keep it from being shown. */
  saysTooMuch: boolean;
  doubts: number;
  proposals: readonly Proposal[];
  now: Temporal.Instant;
  prefix: string;
  today: string;
  /** The address of the page for services, with our origin. */
  stillRight: string;
  /** The last day of a link that is open; null for none. */
  linkUntil: string | null;
  /** One that was made just now: its code is shown this once. */
  link?: { code: string; until: string };
  fields?: Fields;
  errors?: ReadonlyMap<string, string>;
  /** Why nothing was kept. */
  refused?: string;
  /** The fact or proposal whose form is at fault. */
  at?: string;
  difference?: Difference;
};

function oneFact(shown: FactShown, id: string, action: string): Markup {
  const { service, today } = shown;
  const fact = factsOf(service).find((one) => one.id === id);
  const kind = kindOf(service, id);
  if (fact === undefined || kind === null) return nothing;
  const isContact = service.contacts.some((one) => one.id === id);
  const schedule = service.schedules.find((one) => one.id === id)?.value;
  return html`<li class="message">
    <h3>${words.kinds[kind]}</h3>
    <p>
      <span translate="no">${sayFact(service, id, today)}</span> ${tag({ text: words.states[fact.state] })}
    </p>
    <p class="fact">
      ${fact.checkedBy === null || fact.checkedOn === null ? nothing : html`${words.checkedBy(fact.checkedBy, sayDate(fact.checkedOn, en))}. `}${
        fact.nextCheck === null ? nothing : html`${words.until(sayDate(fact.nextCheck, en))}. `
      }${words.sources}:
      ${fact.sources.join('; ')}
    </p>
    ${schedule === undefined || fact.state === 'wrong' ? nothing : daysView(shown, id, schedule, action)}
    <div class="presses">
      ${fact.state === 'wrong' && isContact ? nothing : press(action, id, 'confirm', words.confirm, { primary: true })}
      ${fact.state === 'wrong' ? nothing : press(action, id, 'reject', words.reject)}
      ${id === 'listing' ? nothing : press(action, id, 'remove', words.remove)}
    </div>
    ${
      id === 'listing'
        ? nothing
        : details({
            summary: words.correct,
            open: isAbout(shown, ['correct', 'hours', 'hours-words', 'keep-hours'], id),
            text: schedule === undefined ? correctForm(shown, id, action) : hoursForms(shown, id, action),
          })
    }
  </li>`;
}

function correctForm(shown: FactShown, fact: string, action: string): Markup {
  const { service, fields, errors, today } = shown;
  const is = isAbout(shown, ['correct'], fact);
  const form = formOf(is ? fields : typedOf(service, fact, today), is ? errors : undefined);
  const id = idsFor(is, fact);
  return html`<form method="post" action="${action}" novalidate>
    <input type="hidden" name="fact" value="${fact}" />
    ${valueFields(kindOf(service, fact), form, id)}
    ${form.input({ name: 'source', id: id('source'), label: { text: words.source }, hint: { text: words.sourceHint } })}
    ${button({ text: words.show, name: 'act', value: 'correct', classes: 'govuk-button--secondary' })}
  </form>`;
}

function differenceView({ difference, fields, errors }: FactShown, action: string): Markup {
  if (difference === undefined) return nothing;
  const { act, fact, before, after, source, carry, sure, next, parts = [] } = difference;
  const form = formOf(fields, errors);
  return html`<section class="answer" aria-labelledby="difference">
    <h2 id="difference">${fact === '' ? words.readBackHeading : words.correct}</h2>
    <dl class="govuk-summary-list">
      <dt>${words.before}</dt>
      <dd translate="no">${before === '—' ? before : html`<del>${before}</del>`}</dd>
      <dt>${words.after}</dt>
      <dd translate="no"><ins>${after}</ins></dd>
    </dl>
    ${parts.map((part) => html`<p class="care">${words.vague(sayTimes({ ...part, overnight: false }))}</p>`)}
    ${
      next === undefined
        ? nothing
        : html`<p>${next.length === 0 ? words.noNext : words.nextThree}</p>
            <ul>
              ${next.map((opening) => html`<li>${sayOpening(opening, en)}</li>`)}
            </ul>`
    }
    <form method="post" action="${action}" novalidate>
      <input type="hidden" name="fact" value="${fact}" />
      ${carry.map(([name, value]) => html`<textarea name="${name}" hidden>${value}</textarea>`)}
      <input type="hidden" name="source" value="${source}" />
      <input type="hidden" name="asked" value="yes" />
      ${sure ? form.checkboxes({ name: 'sure', items: [{ value: 'yes', text: words.sure }] }) : nothing}
      ${button({ text: fact === '' ? words.keepHours : words.keep, name: 'act', value: act, preventDoubleClick: true })}
      <a href="${action}">${words.cancel}</a>
    </form>
  </section>`;
}

export function factView(shown: FactShown): Markup {
  const { service, saysTooMuch, doubts, prefix, refused, fields, errors } = shown;
  const action = href('deskFact', prefix, { service: service.id });
  const isRetired = service.status === 'retired';
  return html`${errors === undefined ? nothing : formOf(fields, errors).summary()}
    <p><a href="${href('deskFacts', prefix, {})}">${words.back}</a></p>
    <h1>${service.name}</h1>
    <p class="fact">${service.organisation.name}</p>
    ${refused === undefined ? nothing : html`<p class="care" role="alert">${refused}</p>`}
    <p>${service.description}</p>
    ${saysTooMuch ? html`<p class="care">${words.mendWords}</p>` : nothing} ${madeLinkView(shown)}
    ${differenceView(shown, action)}
    ${
      doubts === 0
        ? nothing
        : html`<div class="care">
            <p>${words.doubts(doubts)}</p>
            ${press(action, '', 'looked', words.looked)}
          </div>`
    }
    ${proposalsView(shown, action)}
    <h2>${words.facts}</h2>
    <ul class="messages">
      ${factsOf(service).map(({ id }) => oneFact(shown, id, action))}
    </ul>
    ${aboutView(shown, action)} ${addingView(shown, action)}
    ${
      service.note === null
        ? nothing
        : html`<h2>${words.note}</h2>
            ${service.note.split('\n').map((line) => html`<p translate="no">${line}</p>`)}`
    }
    ${linkView(shown, action)}
    <h2>${isRetired ? words.bringBack : words.retire}</h2>
    ${isRetired ? nothing : html`<p>${words.retireSaid}</p>`}
    ${press(action, '', isRetired ? 'bring-back' : 'retire', isRetired ? words.bringBack : words.retirePress)}`;
}
