import type { Frame } from '#guide/index.ts';
import { button } from '#kit/html/button.ts';
import { html } from '#kit/html/markup.ts';
import { type Handler, type Handlers, Refused, page } from '#kit/http/index.ts';
import { href } from '#routes.ts';
import { notifyWords } from '../messages/index.ts';
import { type Sender, neutral, senders } from '../messages/neutral.ts';

/** The addresses of the icon by its width in pixels. */
export type Icons = { 180: string; 512: string };

const isSender = (name: string): name is Sender => senders.some((one) => one === name);
function senderOf(name = ''): Sender {
  if (!isSender(name)) throw new Refused(404, 'no-such-name');
  return name;
}

/**
 * `/home-screen`: a member chooses under which neutral name the icon stands; only the page of that name says to the browser
 * that it can be put on a home screen, so that a borrowed phone never offers it.
 */
export function homeScreenHandlers({ frame, icons }: { frame: Frame; icons: Icons }): Handlers {
  const choose: Handler = (context) => {
    const { words: all, spoken } = notifyWords(context.language);
    const { homeScreen: words } = all;
    const main = html`<h1>${words.heading}</h1>
      <p class="lead">${words.lead}</p>
      <p class="care">${words.seen}</p>
      <h2>${words.choose}</h2>
      <ul class="names">
        ${senders.map(
          (name) =>
            html`<li>
              <a href="${href('homeScreenAs', context.prefix, { name })}"
                ><img src="${icons[180]}" alt="" width="60" height="60" />${neutral[spoken].senders[name]}</a
              >
            </li>`,
        )}
      </ul>
      <p><a href="${href('warnings', context.prefix, {})}">${words.back}</a></p>`;
    return page(frame(context, words.title, main, [], { mainLanguage: spoken }));
  };

  const place: Handler = (context) => {
    const name = senderOf(context.params['name']);
    const { prefix } = context;
    const { words: all, spoken } = notifyWords(context.language);
    const { homeScreen: words } = all;
    const shown = neutral[spoken].senders[name];
    const main = html`<h1>${words.heading}</h1>
      <p class="names names--one"><img src="${icons[180]}" alt="" width="60" height="60" />${shown}</p>
      ${button({ text: words.place, type: 'button', id: 'place', attributes: { hidden: '' } })}
      <p role="status" id="placed"></p>
      <h2>${words.android.heading}</h2>
      <ol>
        ${words.android.steps.map((step) => html`<li>${step}</li>`)}
      </ol>
      <h2>${words.apple.heading}</h2>
      <p class="care">${words.apple.first}</p>
      <ol>
        ${words.apple.steps.map((step) => html`<li>${step}</li>`)}
      </ol>
      <h2>${words.away.heading}</h2>
      <p>${words.away.told}</p>
      <p><a href="${href('homeScreen', prefix, {})}">${words.other}</a></p>
      <p><a href="${href('warnings', prefix, {})}">${words.back}</a></p>`;
    const manifest = href('manifest', prefix, { name });
    return page(
      frame(context, words.title, main, ['home-screen'], {
        mainLanguage: spoken,
        homeScreen: { name: shown, manifest, icon: icons[180] },
        data: { placed: words.placed },
      }),
    );
  };

  /** W3C Web Application Manifest. Its `id` is the same whatever the name: one app, and no name in what a browser keeps of it. */
  const manifest: Handler = (context) => {
    const name = senderOf(context.params['name']);
    const { prefix } = context;
    const { spoken } = notifyWords(context.language);
    const shown = neutral[spoken].senders[name];
    const start = href('warnings', prefix, {});
    const about = {
      id: start,
      name: shown,
      short_name: shown,
      lang: spoken,
      start_url: start,
      scope: '/',
      display: 'standalone',
      background_color: '#fbfaf7',
      theme_color: '#fbfaf7',
      icons: [180, 512].flatMap((width) =>
        (['any', 'maskable'] as const).map((purpose) => ({
          src: icons[width as keyof Icons],
          sizes: `${width}x${width}`,
          type: 'image/png',
          purpose,
        })),
      ),
    };
    return new Response(JSON.stringify(about), {
      headers: { 'content-type': 'application/manifest+json', 'cache-control': 'no-store' },
    });
  };
  return { homeScreen: { get: choose }, homeScreenAs: { get: place }, manifest: { get: manifest } };
}
