import type { Frame } from '#guide/index.ts';
import { html } from '#kit/html/markup.ts';
import type { Handler } from '#kit/http/index.ts';
import { href } from '#routes.ts';
import { button } from '#kit/html/button.ts';
import { deskPage } from '../desk-frame.ts';
import { joinWords, phraseWords } from '../messages/people.en.ts';
import type { PinnedRoots } from '#kit/pinned-root.ts';
import { phraseSteps } from '../set-up/set-up.page.ts';

/** `/desk/join#secret`: a newcomer makes their keys and says six words to the colleague who invited them. */
export function joinPage({ frame, roots }: { frame: Frame; roots: PinnedRoots }): Handler {
  return (context) => {
    const words = joinWords;
    const main = html`<h1 id="heading">Waymark</h1>
      <p class="govuk-error-message" id="problem" role="alert" hidden></p>
      <section data-part="begin" hidden tabindex="-1">
        <p id="intro"></p>
        ${button({ text: phraseWords.shown, id: 'go', type: 'button' })}
      </section>
      ${phraseSteps()}
      <section data-part="made" hidden tabindex="-1">
        <h2>${words.made}</h2>
        <div id="meeting">
          <h3>${words.sixWords}</h3>
          <p class="share" id="six-words" translate="no"></p>
          <p id="six-hint"></p>
        </div>
        <p id="waits">${words.waits}</p>
        <p><a class="govuk-button" href="${href('deskSignIn', context.prefix, {})}">${words.signIn}</a></p>
      </section>
      <p id="working" role="status"></p>`;
    return deskPage(frame, context, {
      title: words.title,
      main,
      scripts: ['join-desk'],
      rootFingerprint: roots.read(context.area.id),
      data: {
        desks: context.area.desks.map(({ id, name }) => ({ id, name })),
        phrase: { working: phraseWords.working },
      },
    });
  };
}
