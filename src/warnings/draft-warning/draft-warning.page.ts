import { type PinnedRoots, deskPage } from '#desks/index.ts';
import type { Frame } from '#guide/index.ts';
import { button } from '#kit/html/button.ts';
import { radios } from '#kit/html/choices.ts';
import { html } from '#kit/html/markup.ts';
import { textarea } from '#kit/html/text-fields.ts';
import type { Handler } from '#kit/http/index.ts';
import { type Clock, dayIn } from '#kit/clock.ts';
import { draftWords } from '../messages/desk.en.ts';
import { STANDS_DAYS, severities } from '../rules/warning-statement.ts';

/** `/desk/warnings/new#desk/record`: a warning is written beside the report it comes from. */
export function draftWarningPage({
  frame,
  roots,
  clock,
}: {
  frame: Frame;
  roots: PinnedRoots;
  clock: Clock;
}): Handler {
  return (context) => {
    const words = draftWords;
    const main = html`<h1>${words.heading}</h1>
      <p>${words.intro}</p>
      <p class="govuk-error-message" id="problem" role="alert" hidden></p>
      <div class="care" id="sent-back" translate="no" hidden></div>
      <details class="govuk-details" open>
        <summary class="govuk-details__summary">
          <span class="govuk-details__summary-text">${words.report}</span>
        </summary>
        <div class="govuk-details__text" id="report" translate="no">${words.noRecord}</div>
      </details>
      <form id="draft" autocomplete="off" novalidate hidden>
        ${radios({
          idPrefix: 'severity',
          name: 'severity',
          fieldset: { legend: { text: words.severity } },
          items: severities.map((value) => ({
            value: String(value),
            text: words.severities[String(value)] ?? '',
          })),
        })}
        ${textarea({
          id: 'text',
          name: 'text',
          label: { text: words.text },
          hint: { text: words.textHint },
          rows: 6,
          spellcheck: false,
          autocomplete: 'off',
          attributes: { translate: 'no', maxlength: 1200 },
        })}
        <div aria-live="polite">
          <h2>${words.screen}</h2>
          <ul id="screen"></ul>
        </div>
        <fieldset class="govuk-fieldset">
          <legend class="govuk-fieldset__legend">${words.identifiers}</legend>
          <p class="govuk-hint">${words.identifiersHint}</p>
          <div id="identifiers" class="govuk-checkboxes" translate="no"></div>
        </fieldset>
        ${button({ text: words.repeatAsk, id: 'repeats', type: 'button', classes: 'govuk-button--secondary' })}
        <div id="repeats-said" role="status" translate="no"></div>
        <p id="next-said"></p>
        ${button({ text: words.forward, id: 'next' })}
      </form>
      <p id="working" role="status"></p>`;
    return deskPage(frame, context, {
      title: words.title,
      main,
      scripts: ['draft-warning'],
      rootFingerprint: roots.read(context.area.id),
      data: { expires: dayIn(clock, STANDS_DAYS) },
    });
  };
}
