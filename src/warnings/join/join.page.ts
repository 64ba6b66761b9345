import type { Frame } from '#guide/index.ts';
import { button } from '#kit/html/button.ts';
import { radios } from '#kit/html/choices.ts';
import { type Markup, html } from '#kit/html/markup.ts';
import { textarea } from '#kit/html/text-fields.ts';
import { type Handler, page } from '#kit/http/index.ts';
import { href } from '#routes.ts';
import type { PinnedRoots } from '#desks/index.ts';
import type { MemberWords } from '../messages/member.en.ts';
import { behindPin } from '../lock/pin-door.view.ts';
import { memberWords } from '../messages/member.ts';

/** Ends the membership on this device; its script is `browser/forget-card.ts`. */
export function forgetCard({ forget }: MemberWords): Markup {
  return html`<details class="govuk-details" id="forget" hidden>
    <summary class="govuk-details__summary">
      <span class="govuk-details__summary-text">${forget.summary}</span>
    </summary>
    <div class="govuk-details__text">
      <p>${forget.told}</p>
      ${button({ text: forget.press, type: 'button', id: 'forget-press', classes: 'govuk-button--secondary' })}
      <p role="status" id="forgotten"></p>
    </div>
  </details>`;
}

/** Says why these pages need JavaScript, and where a person can be asked instead. */
export const withoutScripts = (words: MemberWords, prefix: string): Markup =>
  html`<noscript>
    <p class="care">${words.needsJavaScript}</p>
    <p><a href="${href('about', prefix, {})}">${words.outreach}</a></p>
  </noscript>`;

/** `/join#ten-words`: takes a card up on this device. What stands behind the `#` never reaches the server. */
export function joinCardPage({ frame, roots }: { frame: Frame; roots: PinnedRoots }): Handler {
  return (context) => {
    const { prefix, area } = context;
    const { words: all, spoken } = memberWords(context.language);
    const words = all.join;
    const main = html`<h1>${words.heading}</h1>
      <p class="lead">${words.lead}</p>
      ${withoutScripts(all, prefix)}
      <section id="have" hidden>
        <p class="good">${words.have}</p>
        <p><a href="${href('check', prefix, {})}">${words.done.check}</a></p>
      </section>
      <section id="take">
        <h2>${words.what}</h2>
        <ul>
          ${words.points.map((point) => html`<li>${point}</li>`)}
        </ul>
        <p class="care">${words.kept}</p>
        <p><a href="${href('homeScreen', prefix, {})}">${words.homeScreen}</a></p>
        <form id="card" autocomplete="off" novalidate hidden>
          ${radios({
            name: 'own',
            idPrefix: 'own',
            fieldset: { legend: { text: words.own.legend } },
            items: [
              { value: 'mine', text: words.own.mine },
              { value: 'other', text: words.own.other },
            ],
          })}
          ${radios({
            name: 'adult',
            idPrefix: 'adult',
            fieldset: { legend: { text: words.adult.legend } },
            items: [
              { value: 'yes', text: words.adult.yes },
              { value: 'no', text: words.adult.no },
            ],
          })}
          ${textarea({
            id: 'words',
            name: 'words',
            label: { text: words.words },
            hint: { text: words.wordsHint },
            rows: 3,
            spellcheck: false,
            autocomplete: 'off',
            attributes: { translate: 'no', autocapitalize: 'none', lang: 'en' },
          })}
          <p class="govuk-error-message" id="problem" role="alert" hidden></p>
          ${button({ text: words.keep })}
          <p role="status" id="working"></p>
        </form>
      </section>
      <section id="not-for-you" hidden tabindex="-1">
        <p id="why-not"></p>
        <ul>
          <li><a href="${href('report', prefix, {})}">${words.report}</a></li>
          <li><a href="${href('guide', prefix, { name: 'help' })}">${words.help}</a></li>
        </ul>
      </section>
      <section id="done" hidden tabindex="-1">
        <h2>${words.done.heading}</h2>
        <p id="stored"></p>
        <p>${words.done.paper}</p>
        <p><a class="govuk-button" href="${href('check', prefix, {})}">${words.done.check}</a></p>
        <p><a href="${href('warnings', prefix, {})}">${words.done.warnings}</a></p>
      </section>
      ${forgetCard(all)}`;
    const { errors, working, under18, notMine, done } = words;
    return page(
      frame(context, words.title, behindPin(all, main), ['join-card'], {
        mainLanguage: spoken,
        data: {
          area: area.id,
          rootFingerprint: roots.read(area.id),
          words: { errors, working, under18, notMine, safe: done.safe, unsafe: done.unsafe },
          forgotten: all.forget.done,
        },
      }),
    );
  };
}
