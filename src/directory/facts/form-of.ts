import { button } from '#kit/html/button.ts';
import { type FormFields, formFields } from '#kit/html/form.ts';
import { type Markup, html } from '#kit/html/markup.ts';
import { factsWords as words } from '../messages/facts.en.ts';
import type { Fields } from './read-fields.ts';

export const formOf = (fields?: Fields, errors: ReadonlyMap<string, string> = new Map()): FormFields =>
  formFields({
    ...(fields === undefined ? {} : { fields }),
    errors,
    words: { error: words.error, title: words.problem },
  });

/** Ids of one form's fields. The form that is at fault has their plain names, which the summary of errors leads to. */
export const idsFor =
  (isAtFault: boolean, form: string) =>
  (name: string): string =>
    isAtFault ? name : `${name}-${form}`;

/** One act in a form of its own, so that a press is a press. */
export const press = (
  action: string,
  fact: string,
  act: string,
  text: string,
  more: { primary?: boolean; also?: Record<string, string> } = {},
): Markup =>
  html`<form method="post" action="${action}" class="press">
    <input type="hidden" name="fact" value="${fact}" />
    ${Object.entries(more.also ?? {}).map(
      ([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`,
    )}
    ${button({ text, name: 'act', value: act, ...(more.primary === true ? {} : { classes: 'govuk-button--secondary' }) })}
  </form>`;
