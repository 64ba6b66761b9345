import type { Frame } from '#guide/index.ts';
import { button } from '#kit/html/button.ts';
import { html } from '#kit/html/markup.ts';
import { input, personal } from '#kit/html/text-fields.ts';
import { type Handler, page } from '#kit/http/index.ts';
import { href } from '#routes.ts';
import { withoutScripts } from '../join/join.page.ts';
import { memberWords } from '../messages/member.ts';
import { behindPin } from './pin-door.view.ts';

/** `/lock`: puts what this device keeps of a card behind a PIN, changes the PIN or takes it away. Nothing is sent. */
export function lockPage({ frame }: { frame: Frame }): Handler {
  return (context) => {
    const { prefix, area } = context;
    const { words: all, spoken } = memberWords(context.language);
    const { lock: words, check } = all;
    const secret = (id: string, text: string, hint?: string) =>
      input({
        id,
        name: id,
        type: 'password',
        label: { text },
        ...(hint === undefined ? {} : { hint: { text: hint } }),
        attributes: personal,
      });
    const main = html`<h1>${words.heading}</h1>
      <p class="lead">${words.lead}</p>
      ${withoutScripts(all, prefix)}
      <section id="not-member" hidden>
        <p>${words.noCard}</p>
        <p><a class="govuk-button" href="${href('join', prefix, {})}">${check.notMember.have}</a></p>
      </section>
      <section id="locking" hidden>
        <p class="care">${words.honest}</p>
        <p>${words.forgotten}</p>
        <form id="set" autocomplete="off" novalidate>
          ${secret('new-pin', words.pin, words.pinHint)} ${secret('again', words.again)}
          <details class="govuk-details">
            <summary class="govuk-details__summary">
              <span class="govuk-details__summary-text">${words.second.summary}</span>
            </summary>
            <div class="govuk-details__text">
              <p>${words.second.told}</p>
              <p>${words.second.limits}</p>
              ${secret('second', words.second.label)}
            </div>
          </details>
          <p class="govuk-error-message" id="problem" role="alert" hidden></p>
          ${button({ text: words.set })}
          <p role="status" id="working" hidden>${all.pin.working}</p>
        </form>
        <div id="has-pin" hidden>
          <h2>${words.has.heading}</h2>
          ${button({ text: words.has.now, type: 'button', id: 'lock-now' })}
          ${button({ text: words.has.away, type: 'button', id: 'take-away', classes: 'govuk-button--secondary' })}
        </div>
      </section>
      <section id="done" hidden tabindex="-1">
        <p class="good" id="done-said"></p>
        <p><a class="govuk-button" href="${href('warnings', prefix, {})}">${words.back}</a></p>
      </section>`;
    const { errors, done } = words;
    return page(
      frame(context, words.title, behindPin(all, main), ['set-pin'], {
        mainLanguage: spoken,
        data: { area: area.id, words: { errors, done } },
      }),
    );
  };
}
