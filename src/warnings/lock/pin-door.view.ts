import { button } from '#kit/html/button.ts';
import { type Markup, html } from '#kit/html/markup.ts';
import { input, personal, textarea } from '#kit/html/text-fields.ts';
import type { MemberWords } from '../messages/member.en.ts';

/**
 * A page whose own part shows only once what this device keeps is open (`browser/open-member.ts`): before it a PIN is asked
 * for, in words that say nothing of us; behind a second PIN there are notes.
 */
export function behindPin({ pin, notes }: MemberWords, main: Markup): Markup {
  return html`<section id="pin-door" hidden>
      <h1>${pin.heading}</h1>
      <form id="pin-form" autocomplete="off" novalidate>
        ${input({ id: 'pin', name: 'pin', type: 'password', label: { text: pin.label }, attributes: personal })}
        <p class="govuk-error-message" id="pin-wrong" role="alert" hidden>${pin.wrong}</p>
        ${button({ text: pin.open })}
        <p role="status" id="pin-working" hidden>${pin.working}</p>
      </form>
      <details class="govuk-details">
        <summary class="govuk-details__summary">
          <span class="govuk-details__summary-text">${pin.forgotten}</span>
        </summary>
        <div class="govuk-details__text">
          <p>${pin.forgottenTold}</p>
          ${button({ text: pin.remove, type: 'button', id: 'pin-forget', classes: 'govuk-button--secondary' })}
        </div>
      </details>
    </section>
    <section id="notes" hidden>
      <h1>${notes.heading}</h1>
      <form id="notes-form" autocomplete="off" novalidate>
        ${textarea({ id: 'note', name: 'note', label: { text: notes.label }, rows: 3, attributes: personal })}
        ${button({ text: notes.keep })}
      </form>
      <p id="notes-none">${notes.none}</p>
      <ul id="notes-list" translate="no"></ul>
    </section>
    <div class="until-open" id="member">${main}</div>`;
}
