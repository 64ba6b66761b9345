import type { Frame } from '#guide/index.ts';
import { button } from '#kit/html/button.ts';
import { html } from '#kit/html/markup.ts';
import type { Handler } from '#kit/http/index.ts';
import { deskPage } from '../desk-frame.ts';
import { passkeyWords } from '../messages/frame.en.ts';
import type { PinnedRoots } from '#kit/pinned-root.ts';

/** `/desk/passkeys`: the passkeys of whoever is signed in; the ten words stay a way in whatever is done here. */
export function passkeysPage({ frame, roots }: { frame: Frame; roots: PinnedRoots }): Handler {
  return (context) => {
    const words = passkeyWords;
    const main = html`<h1>${words.heading}</h1>
      <p class="govuk-error-message" id="problem" role="alert" hidden></p>
      <p id="working" role="status"></p>
      <p>${words.intro}</p>
      <h2>${words.mine}</h2>
      <ul class="people" id="passkeys"></ul>
      <p id="none" hidden>${words.none}</p>
      <p>${words.alone}</p>
      ${button({ text: words.add, id: 'add', type: 'button' })} `;
    return deskPage(frame, context, {
      title: words.title,
      main,
      scripts: ['passkeys'],
      rootFingerprint: roots.read(context.area.id),
    });
  };
}
