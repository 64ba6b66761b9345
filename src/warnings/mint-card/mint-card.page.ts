import { type PinnedRoots, deskPage } from '#desks/index.ts';
import type { Frame } from '#guide/index.ts';
import { button } from '#kit/html/button.ts';
import { html } from '#kit/html/markup.ts';
import { input, select } from '#kit/html/text-fields.ts';
import type { Handler } from '#kit/http/index.ts';
import { href } from '#routes.ts';
import { cardsWords as words } from '../messages/cards.en.ts';
import { BATCHES, MOST_AT_ONCE } from './mint-card.api.ts';

/** `/desk/cards`: makes cards in the browser, prints them, lists numbers and states, stops one. */
export function mintCardPage({ frame, roots }: { frame: Frame; roots: PinnedRoots }): Handler {
  return (context) => {
    const { area, signedIn } = context;
    const desks = area.desks.filter(({ id }) => signedIn?.desks.includes(id) === true);
    const main = html`<h1>${words.heading}</h1>
      <div data-screen>
        <p>${words.lead}</p>
        <p><a href="${href('deskPrint', context.prefix, {})}">${words.onPaper}</a></p>
        <p class="govuk-error-message" id="problem" role="alert" hidden></p>
        <p id="working" role="status"></p>
        ${desks.length === 0 && html`<p>${words.none}</p>`}
      </div>
      <div id="cards" hidden>
        <form id="mint" autocomplete="off" novalidate data-screen>
          ${select({
            id: 'desk',
            name: 'desk',
            label: { text: words.desk },
            items: desks.map(({ id, name }) => ({ value: id, text: name })),
          })}
          ${input({
            id: 'count',
            name: 'count',
            label: { text: words.count },
            hint: { text: words.countHint },
            inputmode: 'numeric',
            classes: 'govuk-input--width-3',
            value: '10',
          })}
          ${button({ text: words.make })}
        </form>
        <section id="made" hidden>
          <div data-screen>
            <p class="care">${words.made} <span id="made-sheet"></span></p>
            ${button({ text: words.print, id: 'print', type: 'button' })}
            ${button({ text: words.clear, id: 'clear', type: 'button', classes: 'govuk-button--secondary' })}
          </div>
          <div class="card-sheet" id="sheet" translate="no"></div>
        </section>
        <section data-screen>
          <h2>${words.register}</h2>
          <p>${words.registerHint}</p>
          <p id="asked-again"></p>
          <ul class="people" id="register"></ul>
          <form id="stop" autocomplete="off" novalidate>
            ${input({
              id: 'number',
              name: 'number',
              label: { text: words.find },
              hint: { text: words.revokeHint },
              inputmode: 'numeric',
              classes: 'govuk-input--width-5',
            })}
            ${button({ text: words.revoke, classes: 'govuk-button--warning' })}
            <p id="stopped" role="status"></p>
          </form>
        </section>
        <section data-screen id="turning" hidden>
          <h2>${words.turning}</h2>
          <p id="still-reading"></p>
          <progress id="progress" hidden></progress>
          ${button({ text: words.turn, id: 'turn', type: 'button' })}
        </section>
        <section data-screen id="sharing" hidden>
          <h2>${words.sharing}</h2>
          <p>${words.sharingHint}</p>
          <ul class="people" id="others"></ul>
        </section>
      </div>`;
    return deskPage(frame, context, {
      title: words.title,
      main,
      scripts: ['mint-card'],
      rootFingerprint: roots.read(area.id),
      data: {
        joinAt: href('join', context.prefix, {}),
        most: MOST_AT_ONCE,
        batches: BATCHES,
        today: context.today,
      },
    });
  };
}
