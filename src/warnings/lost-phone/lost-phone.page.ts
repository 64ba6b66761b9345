import type { PinnedRoots } from '#desks/index.ts';
import type { Frame } from '#guide/index.ts';
import { button } from '#kit/html/button.ts';
import { html } from '#kit/html/markup.ts';
import { type Handler, page } from '#kit/http/index.ts';
import { href } from '#routes.ts';
import { withoutScripts } from '../join/join.page.ts';
import { behindPin } from '../lock/pin-door.view.ts';
import { memberWords } from '../messages/member.ts';

/** `/lost-phone`: makes ten recovery words, with which another phone takes the card over; and says what to do without them. */
export function lostPhonePage({ frame, roots }: { frame: Frame; roots: PinnedRoots }): Handler {
  return (context) => {
    const { prefix, area } = context;
    const { words: all, spoken } = memberWords(context.language);
    const { lostPhone: words, check, join } = all;
    const main = html`<h1>${words.heading}</h1>
      <p class="lead">${words.lead}</p>
      ${withoutScripts(all, prefix)}
      <p class="care" id="fault" role="alert" hidden></p>
      <section id="before" hidden>
        <ul>
          ${words.points.map((point) => html`<li>${point}</li>`)}
        </ul>
        ${button({ text: words.make, type: 'button', id: 'make' })}
        <p role="status" id="working"></p>
      </section>
      <section id="shown" hidden tabindex="-1">
        <h2>${words.write}</h2>
        <ol class="code-words__words" id="recovery" translate="no" lang="en"></ol>
        <p class="care">${words.who}</p>
        ${button({ text: words.written, type: 'button', id: 'written' })}
        <p role="status" id="keeping"></p>
      </section>
      <section id="done" hidden tabindex="-1">
        <p class="good">${words.done}</p>
        <p><a class="govuk-button" href="${href('warnings', prefix, {})}">${words.back}</a></p>
      </section>
      <section>
        <h2>${words.lost.heading}</h2>
        <ul>
          <li>${words.lost.words} <a href="${href('join', prefix, {})}">${words.lost.type}</a></li>
          <li>${words.lost.none}</li>
          <li>${words.lost.hands}</li>
        </ul>
        <p><a href="${href('about', prefix, {})}">${all.outreach}</a></p>
      </section>`;
    return page(
      frame(context, words.title, behindPin(all, main), ['make-recovery'], {
        mainLanguage: spoken,
        data: {
          area: area.id,
          desks: area.desks.map(({ id }) => id),
          rootFingerprint: roots.read(area.id),
          today: context.today,
          words: { faults: check.faults, working: join.working, ...words.said },
        },
      }),
    );
  };
}
