import { button } from '#kit/html/button.ts';
import { type Markup, html, nothing } from '#kit/html/markup.ts';
import { details } from '#kit/html/messages-to-reader.ts';
import { en } from '../messages/en.ts';
import { factsWords as words } from '../messages/facts.en.ts';
import { sayHours } from '../rules/say-hours.ts';
import type { Schedule } from '../rules/schedule-shape.ts';
import { sayDate, sayOpening } from '../say.ts';
import type { FactShown } from './fact.view.ts';
import { formOf, idsFor, press } from './form-of.ts';
import { nextOf } from './next-of.ts';
import { type Fields, chosenOf } from './read-fields.ts';

const ours = ['hours', 'hours-words', 'keep-hours'];
export const isAbout = ({ fields, at }: FactShown, acts: readonly string[], fact: string): boolean =>
  acts.includes(fields?.get('act')?.[0] ?? '') && (at ?? '') === fact;

/** Hours in words, or chosen in fields; both are read back before they are kept. `fact` is empty for new ones. */
export function hoursForms(shown: FactShown, fact: string, action: string): Markup {
  const schedule = shown.service.schedules.find(({ id }) => id === fact)?.value;
  const is = isAbout(shown, ours, fact);
  const stands: Fields =
    schedule === undefined
      ? new Map()
      : new Map([...chosenOf(schedule), ['hours', [sayHours(schedule, shown.today) ?? '']]]);
  const form = formOf(is ? shown.fields : stands, is ? shown.errors : undefined);
  const id = idsFor(is, fact === '' ? 'new' : fact);
  const hidden = html`<input type="hidden" name="fact" value="${fact}" />`;
  const source = (of: string) =>
    form.input({ name: 'source', id: `${of}-${id('source')}`, label: { text: words.source } });
  const chose = is && shown.fields?.get('act')?.[0] === 'hours';
  return html`<form method="post" action="${action}" novalidate>
      ${hidden}
      ${form.input({ name: 'hours', id: id('hours'), label: { text: words.hoursWords }, hint: { text: words.hoursWordsHint } })}
      ${source('words')}
      ${button({ text: words.readBack, name: 'act', value: 'hours-words', classes: 'govuk-button--secondary' })}
    </form>
    ${details({
      summary: words.hoursChosen,
      open: chose || (is && shown.difference !== undefined),
      text: html`<form method="post" action="${action}" novalidate>
        ${hidden}
        ${form.radios({
          name: 'every',
          idPrefix: id('every'),
          fieldset: { legend: { text: words.hoursEvery } },
          items: Object.entries(words.every).map(([value, text]) => ({ value, text })),
        })}
        ${form.checkboxes({
          name: 'days',
          idPrefix: id('days'),
          fieldset: { legend: { text: words.hoursDays } },
          items: Object.entries(words.days).map(([value, text]) => ({ value, text })),
        })}
        ${form.input({ name: 'opens', id: id('opens'), label: { text: words.opens }, hint: { text: words.timeHint }, classes: 'short-4' })}
        ${form.input({ name: 'closes', id: id('closes'), label: { text: words.closes }, classes: 'short-4' })}
        ${form.checkboxes({ name: 'overnight', idPrefix: id('overnight'), items: [{ value: 'yes', text: words.overnight }] })}
        ${form.input({ name: 'first', id: id('first'), label: { text: words.first }, hint: { text: words.firstHint }, classes: 'short-10' })}
        ${form.radios({
          name: 'holidays',
          idPrefix: id('chosen-holidays'),
          fieldset: { legend: { text: words.holidays } },
          items: Object.entries(words.holidaysAre).map(([value, text]) => ({ value, text })),
        })}
        ${source('chosen')}
        ${button({ text: words.readBack, name: 'act', value: 'hours', classes: 'govuk-button--secondary' })}
      </form>`,
    })}`;
}

/** The next dates of hours that stand, each with the press that cancels it; what was cancelled; other days and an end. */
export function daysView(shown: FactShown, fact: string, schedule: Schedule, action: string): Markup {
  const { today, now } = shown;
  const acts = ['cancel-day', 'add-day', 'end-on', 'bank-holidays'];
  const is = isAbout(shown, acts, fact);
  const form = formOf(
    is
      ? shown.fields
      : new Map([
          ['until', schedule.validTo === null ? [] : [schedule.validTo]],
          ['holidays', [schedule.bankHolidays]],
        ]),
    is ? shown.errors : undefined,
  );
  const id = idsFor(is, fact);
  const next = nextOf(schedule, now);
  const cancelled = schedule.except.filter((day) => day >= today);
  const added = schedule.also.filter((day) => day >= today);
  const quiet = { classes: 'govuk-button--secondary' };
  return html`<h4>${words.nextThree}</h4>
    ${
      next.length === 0
        ? html`<p>${words.noNext}</p>`
        : html`<ul class="dates">
            ${next.map((opening) => {
              const day = opening.opens.toPlainDate().toString();
              return html`<li>
                ${sayOpening(opening, en)}${opening.ring ? `. ${words.holidaysAre.ring}` : ''}
                ${press(action, fact, 'cancel-day', words.cancelDay(sayDate(day, en)), { also: { day } })}
              </li>`;
            })}
          </ul>`
    }
    ${
      cancelled.length === 0
        ? nothing
        : html`<h4>${words.cancelled}</h4>
            <ul class="dates">
              ${cancelled.map((day) => html`<li>${sayDate(day, en)} ${press(action, fact, 'add-day', words.onAfterAll(sayDate(day, en)), { also: { day } })}</li>`)}
            </ul>`
    }
    ${added.length === 0 ? nothing : html`<p>${words.addedDays}: ${added.map((day) => sayDate(day, en)).join(', ')}</p>`}
    ${details({
      summary: words.otherDays,
      open: is,
      text: html`<form method="post" action="${action}" novalidate>
          <input type="hidden" name="fact" value="${fact}" />
          ${form.input({ name: 'day', id: id('day'), label: { text: words.oneDay }, hint: { text: words.firstHint }, classes: 'short-10' })}
          ${button({ text: words.cancelThat, name: 'act', value: 'cancel-day', ...quiet })}
          ${button({ text: words.addThat, name: 'act', value: 'add-day', ...quiet })}
        </form>
        <form method="post" action="${action}" novalidate>
          <input type="hidden" name="fact" value="${fact}" />
          ${form.input({ name: 'until', id: id('until'), label: { text: words.lastDay }, hint: { text: words.lastDayHint }, classes: 'short-10' })}
          ${button({ text: words.endThat, name: 'act', value: 'end-on', ...quiet })}
        </form>
        <form method="post" action="${action}" novalidate>
          <input type="hidden" name="fact" value="${fact}" />
          ${form.radios({
            name: 'holidays',
            idPrefix: id('holidays'),
            fieldset: { legend: { text: words.holidays } },
            items: Object.entries(words.holidaysAre).map(([value, text]) => ({ value, text })),
          })}
          ${button({ text: words.keepHolidays, name: 'act', value: 'bank-holidays', ...quiet })}
        </form>`,
    })}`;
}
