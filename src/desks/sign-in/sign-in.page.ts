import type { Frame } from '#guide/index.ts';
import { button } from '#kit/html/button.ts';
import { html } from '#kit/html/markup.ts';
import { textarea } from '#kit/html/text-fields.ts';
import type { Handler } from '#kit/http/index.ts';
import { href } from '#routes.ts';
import { deskPage } from '../desk-frame.ts';
import { signInWords } from '../messages/frame.en.ts';
import type { PinnedRoots } from '#kit/pinned-root.ts';

/** `/desk/sign-in`: the ten words or a passkey. Works in the browser alone; nothing typed is sent. */
export function signInPage({ frame, roots }: { frame: Frame; roots: PinnedRoots }): Handler {
  return (context) => {
    const words = signInWords;
    const main = html`<h1>${words.heading}</h1>
      <div id="problem" class="govuk-error-message" role="alert" hidden></div>
      <form id="sign-in" autocomplete="off" novalidate>
        ${textarea({
          id: 'phrase',
          name: 'phrase',
          label: { text: words.phrase },
          hint: { text: words.phraseHint },
          rows: 3,
          spellcheck: false,
          autocomplete: 'off',
          attributes: { translate: 'no', autocapitalize: 'none' },
        })}
        ${button({ text: words.signIn })}
      </form>
      <p data-passkey hidden>${words.or}</p>
      <p data-passkey hidden>
        ${button({ text: words.passkey, classes: 'govuk-button--secondary', id: 'passkey', type: 'button' })}
      </p>
      <p><a href="${href('deskRecover', context.prefix, {})}">${words.recover}</a></p>
      <p id="working" role="status"></p>`;
    return deskPage(frame, context, {
      title: words.title,
      main,
      scripts: ['sign-in'],
      rootFingerprint: roots.read(context.area.id),
      data: { words, next: href('deskInbox', context.prefix, {}) },
    });
  };
}
