import { button } from '#kit/html/button.ts';
import { formFields } from '#kit/html/form.ts';
import { type Markup, html, nothing } from '#kit/html/markup.ts';
import { details, tag } from '#kit/html/messages-to-reader.ts';
import { href } from '#routes.ts';
import { en } from '../messages/en.ts';
import { importWords } from '../messages/import.en.ts';
import { factsWords as words } from '../messages/facts.en.ts';
import { dueOf, factsOf } from '../rules/change-fact.ts';
import type { Opening } from '../rules/openings.ts';
import { publicService } from '../rules/public-service.ts';
import type { Schedule } from '../rules/schedule-shape.ts';
import { type Service, audiences, contactKinds, entrances, needs, visibilities } from '../rules/service.ts';
import { sayDate, sayNumber, sayOpening } from '../say.ts';

type Fields = ReadonlyMap<string, readonly string[]>;
const formOf = (fields?: Fields, errors: ReadonlyMap<string, string> = new Map()) =>
  formFields({
    ...(fields === undefined ? {} : { fields }),
    errors,
    words: { error: words.error, title: words.problem },
  });

export function listView(shown: {
  services: readonly Service[];
  doubts: ReadonlyMap<string, number>;
  today: string;
  prefix: string;
  fields?: Fields;
  errors?: ReadonlyMap<string, string>;
}): Markup {
  const { services, doubts, today, prefix, fields, errors } = shown;
  const rows = services.map((service) => ({
    service,
    due: dueOf(service, today),
    doubted: doubts.get(service.id) ?? 0,
    shown: publicService(service, today) !== null,
  }));
  const isOut = ({ service }: (typeof rows)[number]): boolean =>
    service.status === 'retired' || service.listing.state === 'wrong';
  const isDue = ({ due, doubted }: (typeof rows)[number]): boolean =>
    doubted > 0 || due.unchecked > 0 || (due.hiddenIn !== null && due.hiddenIn <= 30);
  const soonest = (row: (typeof rows)[number]): number =>
    row.doubted > 0 ? -1 : (row.due.hiddenIn ?? (row.shown ? 1000 : 2000));
  const item = ({ service, due, doubted, shown: isShown }: (typeof rows)[number]): Markup =>
    html`<li>
      <a href="${href('deskFact', prefix, { service: service.id })}">${service.name}</a>
      <span class="fact"
        >${[
          service.organisation.name,
          isShown ? words.shown : words.notShown,
          ...(doubted > 0 ? [words.doubts(doubted)] : []),
          ...(due.hiddenIn !== null && due.hiddenIn <= 30 ? [words.hiddenIn(due.hiddenIn)] : []),
          ...(due.unchecked > 0 ? [words.unchecked(due.unchecked)] : []),
        ].join(' · ')}</span
      >
    </li>`;
  const section = (heading: string, of: typeof rows): Markup =>
    of.length === 0
      ? nothing
      : html`<h2>${heading} (${of.length})</h2>
          <ul class="people">
            ${of.map(item)}
          </ul>`;
  const live = rows.filter((row) => !isOut(row));
  const due = live.filter(isDue).toSorted((a, b) => soonest(a) - soonest(b));
  const form = formOf(fields, errors);
  return html`${form.summary()}
    <h1>${words.heading}</h1>
    <p class="lead">${words.lead}</p>
    <p><a href="${href('deskFactsImport', prefix, {})}">${importWords.link}</a></p>
    ${due.length === 0 ? html`<p>${words.nothing}</p>` : section(words.due, due)}
    ${section(
      words.others,
      live.filter((row) => !isDue(row)),
    )}
    ${section(words.retiredOnes, rows.filter(isOut))}
    <form method="post" action="${href('deskFacts', prefix, {})}" novalidate>
      <h2>${words.add}</h2>
      ${form.input({ name: 'name', label: { text: words.name } })}
      ${form.input({ name: 'organisation', label: { text: words.organisation } })}
      ${form.textarea({ name: 'description', label: { text: words.description }, rows: 3 })}
      ${form.input({ name: 'source', label: { text: words.source }, hint: { text: words.sourceHint } })}
      ${button({ text: words.addPress })}
    </form>`;
}

export type FactShown = {
  service: Service;
  doubts: number;
  next: readonly Opening[];
  prefix: string;
  today: string;
  fields?: Fields;
  errors?: ReadonlyMap<string, string>;
  /** Why nothing was kept. */
  refused?: string;
  /** The fact whose correction is wrong. */
  at?: string;
  difference?: { fact: string; before: string; after: string; source: string };
};

/** `Every week: Tuesday, 09:30 – 17:00`; a rule that our form does not make is shown as it is written. */
function sayRule({ rrule, dtstart, opens, closes, bankHolidays }: Schedule): string {
  const part = (name: string): string => new RegExp(`${name}=([^;]+)`).exec(rrule ?? '')?.[1] ?? '';
  const days = part('BYDAY').split(',');
  const nth = /^-?\d/.exec(days[0] ?? '')?.[0] ?? '';
  const often = part('FREQ') === 'MONTHLY' ? `monthly-${nth}` : `weekly-${part('INTERVAL') || '1'}`;
  const isOurs = (name: string): name is keyof typeof words.every => Object.hasOwn(words.every, name);
  const named = days.map((day) => words.days[day.slice(-2) as keyof typeof words.days]).join(', ');
  const when =
    rrule === null
      ? dtstart
      : isOurs(often) && part('BYDAY') !== ''
        ? `${words.every[often]}: ${named}`
        : rrule;
  return `${when}, ${opens} – ${closes}. ${words.holidays}: ${words.holidaysAre[bankHolidays].toLowerCase()}`;
}

function sayValue(service: Service, id: string): { kind: keyof typeof words.kinds; said: string } {
  const contact = service.contacts.find((one) => one.id === id);
  if (contact !== undefined) {
    const { kind, to } = contact.value;
    // Not even here is a number shown that was found wrong.
    const said = contact.state === 'wrong' ? '—' : kind === 'phone' || kind === 'text' ? sayNumber(to) : to;
    return { kind, said };
  }
  const schedule = service.schedules.find((one) => one.id === id);
  if (schedule !== undefined) return { kind: 'schedule', said: sayRule(schedule.value) };
  const address = service.place?.address;
  if (address?.id === id)
    return {
      kind: 'address',
      said: [...address.value.lines, address.value.town, address.value.postcode].join(', '),
    };
  if (service.capacity?.id === id) {
    const { free, maximum, asAt } = service.capacity.value;
    return { kind: 'capacity', said: `${free} / ${maximum}, ${asAt}` };
  }
  return { kind: 'listing', said: '' };
}

/** One act in a form of its own, so that a press is a press. */
const press = (action: string, fact: string, act: string, text: string, quiet = true): Markup =>
  html`<form method="post" action="${action}" class="press">
    <input
      type="hidden"
      name="fact"
      value="${fact}"
    />${button({ text, name: 'act', value: act, ...(quiet ? { classes: 'govuk-button--secondary' } : {}) })}
  </form>`;

function oneFact(shown: FactShown, id: string, action: string): Markup {
  const { service, fields, errors, at } = shown;
  const fact = factsOf(service).find((one) => one.id === id);
  if (fact === undefined) return nothing;
  const { kind, said } = sayValue(service, id);
  const form = at === id ? formOf(fields, errors) : formOf();
  const isContact = service.contacts.some((one) => one.id === id);
  return html`<li class="message">
    <p><strong>${words.kinds[kind]}</strong> ${said} ${tag({ text: words.states[fact.state] })}</p>
    <p class="fact">
      ${fact.checkedBy === null || fact.checkedOn === null ? nothing : html`${words.checkedBy(fact.checkedBy, sayDate(fact.checkedOn, en))}. `}${
        fact.nextCheck === null ? nothing : html`${words.until(sayDate(fact.nextCheck, en))}. `
      }${words.sources}:
      ${fact.sources.join('; ')}
    </p>
    <div class="presses">
      ${fact.state === 'wrong' && isContact ? nothing : press(action, id, 'confirm', words.confirm, false)}
      ${fact.state === 'wrong' ? nothing : press(action, id, 'reject', words.reject)}
      ${id === 'listing' ? nothing : press(action, id, 'remove', words.remove)}
    </div>
    ${
      isContact
        ? details({
            summary: words.correct,
            open: at === id,
            text: html`<form method="post" action="${action}" novalidate>
              <input type="hidden" name="fact" value="${id}" />
              ${form.input({ name: 'to', id: `to-${id}`, label: { text: words.newValue }, hint: { text: words.phoneHint } })}
              ${form.input({ name: 'source', id: `source-${id}`, label: { text: words.source } })}
              ${button({ text: words.show, name: 'act', value: 'correct', classes: 'govuk-button--secondary' })}
            </form>`,
          })
        : nothing
    }
  </li>`;
}

function differenceView({ difference, fields, errors }: FactShown, action: string): Markup {
  if (difference === undefined) return nothing;
  const form = formOf(fields, errors);
  return html`<section class="answer" aria-labelledby="difference">
    <h2 id="difference">${words.correct}</h2>
    <dl class="govuk-summary-list">
      <dt>${words.before}</dt>
      <dd><del>${difference.before}</del></dd>
      <dt>${words.after}</dt>
      <dd><ins>${difference.after}</ins></dd>
    </dl>
    <form method="post" action="${action}" novalidate>
      <input type="hidden" name="fact" value="${difference.fact}" />
      <input type="hidden" name="to" value="${difference.after}" />
      <input type="hidden" name="source" value="${difference.source}" />
      <input type="hidden" name="asked" value="yes" />
      ${form.checkboxes({ name: 'sure', items: [{ value: 'yes', text: words.sure }] })}
      ${button({ text: words.keep, name: 'act', value: 'correct' })}
      <a href="${action}">${words.cancel}</a>
    </form>
  </section>`;
}

function aboutView({ service, fields }: FactShown, action: string): Markup {
  const was = (name: string, value: string | readonly string[] | null): [string, readonly string[]] => [
    name,
    value === null ? [] : typeof value === 'string' ? [value] : value,
  ];
  const form = formOf(
    fields?.get('act')?.[0] === 'about'
      ? fields
      : new Map([
          was('name', service.name),
          was('description', service.description),
          was('needs', service.needs),
          was('audience', service.audience),
          was('access', service.access),
          was('languages', service.languages.join(', ')),
          was('interpreters', service.interpreters),
          was('free', service.free === null ? 'unknown' : service.free ? 'yes' : 'no'),
          was('expect', service.expect),
          was('asks', service.asks),
          was('mustTell', service.mustTell),
          was('visibility', service.place?.visibility ?? null),
          was('district', service.place?.district ?? null),
        ]),
  );
  const boxes = <Name extends string>(
    name: string,
    legend: string,
    names: readonly Name[],
    said: Record<Name, string>,
  ) =>
    form.checkboxes({
      name,
      fieldset: { legend: { text: legend } },
      items: names.map((one) => ({ value: one, text: said[one] })),
    });
  const radio = <Name extends string>(name: string, legend: string, said: Record<Name, string>) =>
    form.radios({
      name,
      fieldset: { legend: { text: legend } },
      items: (Object.keys(said) as Name[]).map((one) => ({ value: one, text: said[one] })),
    });
  return details({
    summary: words.about,
    open: fields?.get('act')?.[0] === 'about',
    text: html`<form method="post" action="${action}" novalidate>
      ${form.input({ name: 'name', label: { text: words.name } })}
      ${form.textarea({ name: 'description', label: { text: words.description }, rows: 3 })}
      ${boxes('needs', words.needs, needs, en.needs)}
      ${boxes('audience', words.audience, audiences, en.audiences)}
      ${boxes('access', words.access, entrances, en.accesses)} ${radio('free', words.free, words.freeChoices)}
      ${form.input({ name: 'languages', label: { text: words.languages }, hint: { text: words.languagesHint } })}
      ${radio('interpreters', words.interpreters, words.interpreterChoices)}
      ${form.textarea({ name: 'expect', label: { text: words.expect }, rows: 2 })}
      ${form.textarea({ name: 'asks', label: { text: words.asks }, rows: 2 })}
      ${form.textarea({ name: 'mustTell', label: { text: words.mustTell }, rows: 2 })}
      ${form.radios({
        name: 'visibility',
        fieldset: { legend: { text: words.visibility } },
        items: visibilities.map((one) => ({ value: one, text: words.visibilities[one] })),
      })}
      ${form.input({ name: 'district', label: { text: words.district } })}
      ${button({ text: words.keepAbout, name: 'act', value: 'about' })}
    </form>`,
  });
}

function addingView({ fields, errors, service }: FactShown, action: string): Markup {
  const act = fields?.get('act')?.[0];
  const contact = act === 'contact' ? formOf(fields, errors) : formOf();
  const hours = act === 'hours' ? formOf(fields, errors) : formOf();
  return html`${details({
    summary: words.addContact,
    open: act === 'contact',
    text: html`<form method="post" action="${action}" novalidate>
      ${contact.radios({
        name: 'kind',
        fieldset: { legend: { text: words.contactKind } },
        items: contactKinds.map((kind) => ({ value: kind, text: words.kinds[kind] })),
      })}
      ${contact.input({ name: 'to', label: { text: words.newValue } })}
      ${contact.input({ name: 'source', id: 'contact-source', label: { text: words.source }, hint: { text: words.sourceHint } })}
      ${button({ text: words.addPress, name: 'act', value: 'contact' })}
    </form>`,
  })}
  ${details({
    summary: words.addHours,
    open: act === 'hours',
    text: html`<form method="post" action="${action}" novalidate>
      ${hours.radios({
        name: 'every',
        fieldset: { legend: { text: words.hoursEvery } },
        items: Object.entries(words.every).map(([value, text]) => ({ value, text })),
      })}
      ${hours.checkboxes({
        name: 'days',
        fieldset: { legend: { text: words.hoursDays } },
        items: Object.entries(words.days).map(([value, text]) => ({ value, text })),
      })}
      ${hours.input({ name: 'opens', label: { text: words.opens }, hint: { text: words.timeHint }, classes: 'short-4' })}
      ${hours.input({ name: 'closes', label: { text: words.closes }, classes: 'short-4' })}
      ${hours.checkboxes({ name: 'overnight', items: [{ value: 'yes', text: words.overnight }] })}
      ${hours.input({ name: 'first', label: { text: words.first }, hint: { text: words.firstHint }, classes: 'short-10' })}
      ${hours.radios({
        name: 'holidays',
        fieldset: { legend: { text: words.holidays } },
        items: Object.entries(words.holidaysAre).map(([value, text]) => ({ value, text })),
      })}
      ${hours.input({ name: 'source', id: 'hours-source', label: { text: words.source } })}
      ${button({ text: words.addPress, name: 'act', value: 'hours' })}
    </form>`,
  })}
  ${
    service.note === null
      ? nothing
      : html`<h2>${words.note}</h2>
          <p translate="no">${service.note}</p>`
  }`;
}

export function factView(shown: FactShown): Markup {
  const { service, doubts, next, prefix, refused, fields, errors } = shown;
  const action = href('deskFact', prefix, { service: service.id });
  const isRetired = service.status === 'retired';
  return html`${errors === undefined ? nothing : formOf(fields, errors).summary()}
    <p><a href="${href('deskFacts', prefix, {})}">${words.back}</a></p>
    <h1>${service.name}</h1>
    <p class="fact">${service.organisation.name}</p>
    ${refused === undefined ? nothing : html`<p class="care" role="alert">${refused}</p>`}
    <p>${service.description}</p>
    ${differenceView(shown, action)}
    ${
      doubts === 0
        ? nothing
        : html`<div class="care">
            <p>${words.doubts(doubts)}</p>
            ${press(action, '', 'looked', words.looked)}
          </div>`
    }
    <h2>${words.facts}</h2>
    <ul class="messages">
      ${factsOf(service).map(({ id }) => oneFact(shown, id, action))}
    </ul>
    ${
      next.length === 0
        ? nothing
        : html`<h2>${words.nextThree}</h2>
            <ul>
              ${next.map((opening) => html`<li>${sayOpening(opening, en)}</li>`)}
            </ul>`
    }
    ${aboutView(shown, action)} ${addingView(shown, action)}
    <h2>${isRetired ? words.bringBack : words.retire}</h2>
    ${isRetired ? nothing : html`<p>${words.retireSaid}</p>`}
    ${press(action, '', isRetired ? 'bring-back' : 'retire', isRetired ? words.bringBack : words.retirePress)}`;
}
