/** What govuk-frontend does not have. The styles are in `_ours.scss`. */
import { type Attributes, type Content, type Markup, attributes, html } from './markup.ts';

/**
 * A way-back code, to be written on paper: words and the same as digits. Never translated, never spell-checked.
 * @param digits groups of four and the check digit, in order.
 */
export function codeWords(params: {
  words: readonly string[];
  digits: readonly string[];
  digitsSaid: string;
}): Markup {
  return html`<div class="code-words" translate="no" lang="en">
    <ol class="code-words__words">
      ${params.words.map((word) => html`<li>${word}</li>`)}
    </ol>
    <p class="code-words__digits">
      <span class="govuk-visually-hidden">${params.digitsSaid}</span> ${params.digits.join(' ')}
    </p>
  </div>`;
}

/** Where somebody is on the way through many questions. `said`: "Question 2 of 6". */
export function progress(params: { said: string; at: number; of: number; id?: string }): Markup {
  return html`<p class="progress" ${attributes({ id: params.id })}>
    <span>${params.said}</span>
    <progress aria-hidden="true" ${attributes({ value: params.at, max: params.of })}></progress>
  </p>`;
}

/** Long work in the browser: says how far it is and can be stopped. Its script moves the bar and the words. */
export function longWork(params: { id: string; said: string; stop: string }): Markup {
  return html`<div class="progress" id="${params.id}" role="status" hidden>
    <p data-said>${params.said}</p>
    <progress max="1" value="0" aria-hidden="true"></progress>
    <button type="button" class="govuk-button govuk-button--secondary" data-stop>${params.stop}</button>
  </div>`;
}

/** Says that something is locked to somebody, with a small lock that is only decoration. */
export function sealedBadge(text: Content): Markup {
  return html`<span class="badge"
    ><svg class="icon" viewBox="0 0 24 24" width="18" height="18" aria-hidden="true" focusable="false">
      <path
        d="M6.5 11h11v8h-11zM8.5 11V8.5a3.5 3.5 0 0 1 7 0V11"
        fill="none"
        stroke="currentColor"
        stroke-width="1.75"
        stroke-linecap="round"
        stroke-linejoin="round"
      /></svg
    >${text}</span
  >`;
}

/** Says what will be here and what to do now. */
export function emptyState(params: { heading: string; text: Content; action?: Markup }): Markup {
  return html`<div class="empty">
    <h2>${params.heading}</h2>
    <p>${params.text}</p>
    ${params.action}
  </div>`;
}

/** A list beside what was chosen in it from 900 px, above it on smaller screens. */
export function listDetail(params: {
  list: Content;
  detail: Content;
  listSaid: string;
  detailSaid: string;
}): Markup {
  return html`<div class="list-detail">
    <nav aria-label="${params.listSaid}">${params.list}</nav>
    <section aria-label="${params.detailSaid}" id="detail" tabindex="-1">${params.detail}</section>
  </div>`;
}

/** `next`, `back`: the buttons; `of`: "Question {at} of {of}"; `title`: the neutral title, "Waymark · write, {at} of {of}". */
export type StepperWords = { next: string; back: string; of: string; title: string };

/**
 * One page in sections; with `kit/device/stepper.ts` one question a page. What follows the last section (the button
 * that sends) is shown with the last one.
 */
export function stepper(params: {
  id: string;
  action: string;
  words: StepperWords;
  sections: readonly Markup[];
  end: Markup;
  files?: boolean;
  attributes?: Attributes;
}): Markup {
  const { words } = params;
  const own = {
    id: params.id,
    method: 'post',
    action: params.action,
    enctype: params.files === true ? 'multipart/form-data' : undefined,
    autocomplete: 'off',
    novalidate: true,
    'data-stepper': true,
    'data-next': words.next,
    'data-back': words.back,
    'data-of': words.of,
    'data-title': words.title,
    ...params.attributes,
  };
  return html`<form${attributes(own)}>
    ${params.sections.map((section, index) => html`<section data-step="${index + 1}" tabindex="-1">${section}</section>`)}
    <div data-end class="end">${params.end}</div>
  </form>`;
}
