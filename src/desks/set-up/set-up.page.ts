import type { Frame } from '#guide/index.ts';
import { button } from '#kit/html/button.ts';
import { select, input, textarea } from '#kit/html/text-fields.ts';
import { type Markup, html } from '#kit/html/markup.ts';
import type { Handler } from '#kit/http/index.ts';
import { href } from '#routes.ts';
import { deskPage } from '../desk-frame.ts';
import { phraseWords, setUpWords } from '../messages/people.en.ts';
import type { PinnedRoots } from '#kit/pinned-root.ts';

/** Making a phrase, in two steps of one page: it is shown, then typed back. Its script is `browser/phrase-steps.ts`. */
export function phraseSteps(): Markup {
  const words = phraseWords;
  return html`<section data-part="phrase" hidden tabindex="-1">
      <h2>${words.shown}</h2>
      <p>${words.shownHint}</p>
      <ol class="code-words__words" id="phrase-shown" translate="no"></ol>
      ${button({ text: words.written, id: 'phrase-written', type: 'button' })}
    </section>
    <section data-part="phrase-back" hidden tabindex="-1">
      <form id="phrase-form" autocomplete="off" novalidate>
        ${textarea({
          id: 'phrase-typed',
          name: 'phrase-typed',
          label: { text: words.typed },
          hint: { text: words.typedHint },
          rows: 3,
          spellcheck: false,
          autocomplete: 'off',
          attributes: { translate: 'no', autocapitalize: 'none' },
        })}
        <p class="govuk-error-message" id="phrase-wrong" role="alert" hidden>${words.typedWrong}</p>
        ${button({ text: words.check })}
        <p><button type="button" class="link" id="phrase-again">${words.back}</button></p>
      </form>
    </section>`;
}

/** `/desk/set-up#secret`: the first desk, its first worker, the area's root and the recovery papers, all made in the browser. */
export function setUpPage({ frame, roots }: { frame: Frame; roots: PinnedRoots }): Handler {
  return (context) => {
    const words = setUpWords;
    const { area, prefix } = context;
    const main = html`<h1>${words.heading}</h1>
      <p class="govuk-error-message" id="problem" role="alert" hidden></p>
      <section data-part="begin" hidden tabindex="-1">
        <p>${words.intro}</p>
        <form id="begin" autocomplete="off" novalidate>
          ${input({ id: 'first-name', name: 'first-name', label: { text: words.firstName }, autocomplete: 'off' })}
          ${select({
            id: 'desk',
            name: 'desk',
            label: { text: words.desk },
            items: area.desks.map(({ id, name }) => ({ value: id, text: name })),
          })}
          ${button({ text: words.go })}
        </form>
      </section>
      ${phraseSteps()}
      <section data-part="recovery" hidden tabindex="-1">
        <h2>${words.recovery}</h2>
        <p>${words.recoveryHint}</p>
        ${[1, 2, 3].map(
          (number) =>
            html`<h3>${words.share(number)}</h3>
              <p class="share" data-share="${number}" translate="no"></p>`,
        )}
        <p class="no-print">
          <button type="button" class="link" id="print">${words.print}</button>
        </p>
        ${button({ text: words.given, id: 'given', type: 'button' })}
      </section>
      <section data-part="done" hidden tabindex="-1">
        <h2>${words.done}</h2>
        <h3>${words.fingerprint}</h3>
        <p class="share" id="fingerprint" translate="no"></p>
        <p>${words.fingerprintHint}</p>
        <p><a class="govuk-button" href="${href('deskPeople', prefix, {})}">${words.next}</a></p>
        <p><a href="${href('deskPasskeys', prefix, {})}">${words.passkey}</a></p>
      </section>
      <p id="working" role="status"></p>`;
    return deskPage(frame, context, {
      title: words.title,
      main,
      scripts: ['set-up'],
      rootFingerprint: roots.read(area.id),
      data: { words: { ...words, share: undefined }, phrase: phraseWords },
    });
  };
}
