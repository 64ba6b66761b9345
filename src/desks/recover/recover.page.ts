import type { Frame } from '#guide/index.ts';
import { button } from '#kit/html/button.ts';
import { html } from '#kit/html/markup.ts';
import { input } from '#kit/html/text-fields.ts';
import type { Handler } from '#kit/http/index.ts';
import type { PinnedRoots } from '#kit/pinned-root.ts';
import { href } from '#routes.ts';
import { deskPage } from '../desk-frame.ts';
import { phraseWords } from '../messages/people.en.ts';
import { recoverWords } from '../messages/recover.en.ts';
import { phraseSteps } from '../set-up/set-up.page.ts';

/** `/desk/recover`: two of the three papers, and ten new words. The papers and what they open stay in the browser. */
export function recoverPage({ frame, roots }: { frame: Frame; roots: PinnedRoots }): Handler {
  return (context) => {
    const words = recoverWords;
    const paper = (number: 1 | 2) =>
      input({
        id: `share-${number}`,
        name: `share-${number}`,
        label: { text: words.paper(number) },
        autocomplete: 'off',
        spellcheck: false,
        attributes: { translate: 'no', autocapitalize: 'none' },
      });
    const main = html`<h1>${words.heading}</h1>
      <p class="govuk-error-message" id="problem" role="alert" hidden></p>
      <section data-part="papers" tabindex="-1">
        <p>${words.intro}</p>
        <p>${words.others}</p>
        <form id="papers" autocomplete="off" novalidate>
          ${paper(1)} ${paper(2)} ${button({ text: words.go })}
        </form>
      </section>
      ${phraseSteps()}
      <section data-part="done" hidden tabindex="-1">
        <h2>${words.done}</h2>
        <ul>
          ${words.next.map((line) => html`<li>${line}</li>`)}
        </ul>
        <p><a class="govuk-button" href="${href('deskPeople', context.prefix, {})}">${words.people}</a></p>
        <p><a href="${href('deskPasskeys', context.prefix, {})}">${words.passkey}</a></p>
      </section>
      <p id="working" role="status"></p>`;
    return deskPage(frame, context, {
      title: words.title,
      main,
      scripts: ['recover'],
      rootFingerprint: roots.read(context.area.id),
      data: { words: { ...words, paper: undefined }, phrase: phraseWords },
    });
  };
}
