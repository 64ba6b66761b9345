import { type PinnedRoots, deskPage } from '#desks/index.ts';
import type { Frame } from '#guide/index.ts';
import { button } from '#kit/html/button.ts';
import { html } from '#kit/html/markup.ts';
import { input, select } from '#kit/html/text-fields.ts';
import type { Handler } from '#kit/http/index.ts';
import { href } from '#routes.ts';
import { memberWords } from '../messages/member.ts';
import { printWords as words } from '../messages/print.en.ts';

/** `/desk/print`: the warnings that stand, on numbered paper that is counted out and back. */
export function printSheetPage({ frame, roots }: { frame: Frame; roots: PinnedRoots }): Handler {
  return (context) => {
    const { area, signedIn } = context;
    const desks = area.desks.filter(({ id }) => signedIn?.desks.includes(id) === true);
    const main = html`<h1>${words.heading}</h1>
      <div data-screen>
        <p>${words.lead}</p>
        <p><a href="${href('deskCards', context.prefix, {})}">${words.cards}</a></p>
        <p class="govuk-error-message" id="problem" role="alert" hidden></p>
        <p id="working" role="status"></p>
      </div>
      <div id="sheets" hidden>
        <form id="print-form" autocomplete="off" novalidate data-screen>
          ${select({
            id: 'desk',
            name: 'desk',
            label: { text: words.desk },
            items: desks.map(({ id, name }) => ({ value: id, text: name })),
          })}
          <p id="standing"></p>
          ${input({
            id: 'copies',
            name: 'copies',
            label: { text: words.copies },
            hint: { text: words.copiesHint },
            inputmode: 'numeric',
            classes: 'govuk-input--width-3',
            value: '5',
          })}
          ${button({ text: words.make })}
        </form>
        <section id="made" hidden>
          <div data-screen>
            <p class="care" id="made-said"></p>
            ${button({ text: words.print, id: 'print', type: 'button' })}
            ${button({ text: words.clear, id: 'clear', type: 'button', classes: 'govuk-button--secondary' })}
          </div>
          <div id="paper"></div>
        </section>
        <section data-screen>
          <h2>${words.out}</h2>
          <p>${words.outHint}</p>
          <ul class="people" id="out"></ul>
        </section>
      </div>`;
    return deskPage(frame, context, {
      title: words.title,
      main,
      scripts: ['print-sheet'],
      rootFingerprint: roots.read(area.id),
      data: {
        today: context.today,
        desks: area.desks.map(({ id }) => id),
        hit: memberWords('en').words.check.hit,
      },
    });
  };
}
