import { button } from '#kit/html/button.ts';
import { formFields } from '#kit/html/form.ts';
import { type Markup, html } from '#kit/html/markup.ts';
import { personal } from '#kit/html/text-fields.ts';
import type { WayBackWords } from '../messages/way-back.en.ts';

/** The page that asks for a code. `wrong` stands at the code, `notice` at the top. */
export function codeView(shown: {
  words: WayBackWords;
  action: string;
  fields?: ReadonlyMap<string, readonly string[]>;
  wrong?: string;
  notice?: string;
}): Markup {
  const { words, fields, wrong, notice } = shown;
  const form = formFields({
    ...(fields ? { fields } : {}),
    ...(wrong === undefined ? {} : { errors: new Map([['code', wrong]]) }),
    words: { error: words.error, title: words.errors.summary },
  });
  return html`<div id="back-ask">
      ${form.summary()}
      <h1 tabindex="-1">${words.heading}</h1>
      <p>${words.intro}</p>
      <p class="care" data-without-script>${words.seen}</p>
      <p data-with-script hidden>${words.privacy}</p>
      <p id="back-said" role="status" ${notice === undefined ? '' : html` class="care"`}>${notice}</p>
      <form method="post" action="${shown.action}" id="back" autocomplete="off" novalidate>
        ${form.textarea({
          name: 'code',
          rows: 3,
          label: { text: words.code },
          hint: { text: words.codeHint },
          attributes: personal,
        })}
        ${form.input({
          name: 'private',
          label: { text: words.private },
          hint: { text: words.privateHint },
          attributes: personal,
        })}
        ${button({ text: words.open })}
      </form>
    </div>
    <div id="back-room"></div>`;
}
