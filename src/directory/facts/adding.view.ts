import { button } from '#kit/html/button.ts';
import type { FormFields } from '#kit/html/form.ts';
import { type Markup, html, nothing } from '#kit/html/markup.ts';
import { details } from '#kit/html/messages-to-reader.ts';
import { factsWords as words } from '../messages/facts.en.ts';
import { contactKinds, visibilities } from '../rules/service.ts';
import type { FactShown } from './fact.view.ts';
import { formOf, idsFor } from './form-of.ts';
import { hoursForms, isAbout } from './hours.view.ts';
import type { FactKind } from './say-fact.ts';

/** The fields in which the value of a fact is typed, to be added or corrected. Hours have forms of their own. */
export function valueFields(kind: FactKind | null, form: FormFields, id: (name: string) => string): Markup {
  const short = (name: string, label: string, hint?: string) =>
    form.input({
      name,
      id: id(name),
      label: { text: label },
      ...(hint === undefined ? {} : { hint: { text: hint } }),
      classes: 'short-10',
    });
  if (kind === 'address')
    return html`${form.textarea({ name: 'lines', id: id('lines'), label: { text: words.lines }, hint: { text: words.linesHint }, rows: 3 })}
    ${form.input({ name: 'town', id: id('town'), label: { text: words.town } })}
    ${form.input({ name: 'county', id: id('county'), label: { text: words.county } })}
    ${short('postcode', words.postcode)} ${short('latitude', words.latitude, words.degreesHint)}
    ${short('longitude', words.longitude)}`;
  if (kind === 'capacity')
    return html`${form.radios({
      name: 'of',
      idPrefix: id('of'),
      fieldset: { legend: { text: words.ofWhat } },
      items: Object.entries(words.capacityOf).map(([value, text]) => ({ value, text })),
    })}
    ${short('maximum', words.maximum)} ${short('free', words.freeNow)}
    ${short('asAt', words.asAt, words.firstHint)}`;
  return form.input({
    name: 'to',
    id: id('to'),
    label: { text: words.newValue },
    ...(kind === 'phone' || kind === 'text' ? { hint: { text: words.phoneHint } } : {}),
  });
}

export function addingView(shown: FactShown, action: string): Markup {
  const { fields, errors, service, today } = shown;
  const adding = (
    act: string,
    summary: string,
    text: (form: FormFields, id: (name: string) => string) => Markup,
  ) => {
    const is = isAbout(shown, [act], '');
    const form = is ? formOf(fields, errors) : formOf(new Map([['asAt', [today]]]));
    const id = idsFor(is, act);
    return details({
      summary,
      open: is,
      text: html`<form method="post" action="${action}" novalidate>
        ${text(form, id)}
        ${form.input({ name: 'source', id: id('source'), label: { text: words.source }, hint: { text: words.sourceHint } })}
        ${button({ text: words.addPress, name: 'act', value: act })}
      </form>`,
    });
  };
  return html`${adding(
    'contact',
    words.addContact,
    (form, id) =>
      html`${form.radios({
        name: 'kind',
        idPrefix: id('kind'),
        fieldset: { legend: { text: words.contactKind } },
        items: contactKinds.map((kind) => ({ value: kind, text: words.kinds[kind] })),
      })}
      ${valueFields('web', form, id)}`,
  )}
  ${details({
    summary: words.addHours,
    open: isAbout(shown, ['hours', 'hours-words', 'keep-hours'], ''),
    text: hoursForms(shown, '', action),
  })}
  ${
    service.place?.address
      ? nothing
      : adding(
          'address',
          words.addAddress,
          (form, id) =>
            html`${valueFields('address', form, id)}
            ${
              service.place === null
                ? form.radios({
                    name: 'visibility',
                    idPrefix: id('visibility'),
                    fieldset: { legend: { text: words.visibility } },
                    items: visibilities.map((one) => ({ value: one, text: words.visibilities[one] })),
                  })
                : html`<p>${words.visibility} ${words.visibilities[service.place.visibility]}</p>`
            }`,
        )
  }
  ${service.capacity === null ? adding('capacity', words.addCapacity, (form, id) => valueFields('capacity', form, id)) : nothing}`;
}
