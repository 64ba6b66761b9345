import { html } from '#kit/html/markup.ts';
import type { Frame } from '#guide/index.ts';
import { type Handler, page } from '#kit/http/index.ts';
import { href } from '#routes.ts';
import { en } from '../messages/en.ts';

/** `/report` where no desk is open: nothing is taken that nobody could read, and the page says what there is instead. */
export function reportClosedPage({ frame }: { frame: Frame }): Handler {
  return (context) => {
    const { closed } = en;
    const main = html`<h1>${closed.heading}</h1>
      <p>${closed.told}</p>
      <p class="care">${closed.now}</p>
      <h2>${closed.instead}</h2>
      <ul>
        ${(['help', 'rights', 'out'] as const).map(
          (name) =>
            html`<li><a href="${href('guide', context.prefix, { name })}">${closed.links[name]}</a></li>`,
        )}
      </ul>`;
    return page(frame(context, closed.title, main), { status: 503 });
  };
}
