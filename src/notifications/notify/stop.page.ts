import type { Kysely } from 'kysely';
import type { Frame } from '#guide/index.ts';
import { button } from '#kit/html/button.ts';
import { type Markup, html } from '#kit/html/markup.ts';
import { type Context, type Handler, page } from '#kit/http/index.ts';
import { href } from '#routes.ts';
import { notifyWords } from '../messages/index.ts';
import { stop } from '../queries/stop.ts';
import { STOP_LENGTH, readCode } from '../rules/codes.ts';
import type { NotificationsTables } from '../tables.ts';

/**
 * `/s/{code}`: one press that ends messages, with no account and no script. Looking ends nothing, since mail programs fetch
 * links; a POST does, also the mailbox's own (RFC 8058). What it answers does not tell whether there was anything to stop.
 */
export function stopPage({ db, frame }: { db: Kysely<NotificationsTables>; frame: Frame }): {
  get: Handler;
  post: Handler;
} {
  const show = (context: Context, main: Markup): Response => {
    const { words, spoken } = notifyWords(context.language);
    const framed = frame(context, words.stop.title, main, [], { mainLanguage: spoken });
    return page(framed, { headers: { 'x-robots-tag': 'noindex, noarchive' } });
  };
  const back = ({ prefix, language }: Context): Markup =>
    html`<p><a href="${href('notify', prefix, {})}">${notifyWords(language).words.stop.back}</a></p>`;
  return {
    get: (context) => {
      const { words } = notifyWords(context.language);
      const action = href('notifyStop', context.prefix, { code: context.params['code'] ?? '' });
      return show(
        context,
        html`<h1>${words.stop.heading}</h1>
          <p class="lead">${words.stop.told}</p>
          <form method="post" action="${action}">${button({ text: words.stop.press })}</form>
          ${back(context)}`,
      );
    },
    post: async (context) => {
      const { words } = notifyWords(context.language);
      const code = readCode(context.params['code'] ?? '', STOP_LENGTH);
      if (code !== null) await stop(db, context.area.id, code);
      return show(
        context,
        html`<h1>${words.stop.heading}</h1>
          <p class="good" role="status">${words.stop.done}</p>
          ${back(context)}`,
      );
    },
  };
}
