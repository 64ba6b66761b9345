import { button } from '#kit/html/button.ts';
import { type Markup, html } from '#kit/html/markup.ts';
import { details } from '#kit/html/messages-to-reader.ts';
import { en } from '../messages/en.ts';
import { factsWords as words } from '../messages/facts.en.ts';
import { audiences, entrances, needs, visibilities } from '../rules/service.ts';
import type { FactShown } from './fact.view.ts';
import { formOf } from './form-of.ts';

/** The parts of a service that are no facts. */
export function aboutView({ service, fields, errors }: FactShown, action: string): Markup {
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
    fields?.get('act')?.[0] === 'about' ? errors : undefined,
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
