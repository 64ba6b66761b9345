/** The only door to the guide: the front page, what everyone should know, and the frame that every page stands in. */
import type { AreaPack } from '#kit/area-pack.ts';
import type { Assets } from '#kit/assets/build-assets.ts';
import { type Handlers, Refused, page } from '#kit/http/index.ts';
import { type Markup, layout } from '#kit/html/layout.ts';
import { aboutView, errorView, guideView, homeView } from './guide.view.ts';
import * as words from './messages/en.ts';

type Where = { language: string; prefix: string };
/** Puts a page's content into the frame: one style sheet, the Leave script, and the page's own scripts by their stem. */
export type Frame = (
  where: Where,
  title: string,
  main: Markup,
  scripts?: readonly string[],
) => ReturnType<typeof layout>;

export function createFrame({ stylesheet, scripts }: Pick<Assets, 'stylesheet' | 'scripts'>): Frame {
  return ({ language, prefix }, title, main, more = []) =>
    layout({
      words: words.layout,
      language,
      title,
      prefix,
      stylesheet,
      scripts: ['leave', ...more].map((stem) => scripts.get(stem)).filter((address) => address !== undefined),
      main,
    });
}

export function errorPage(frame: Frame, where: Where, status: number): Response {
  return page(frame(where, words.home.title, errorView(status, where.prefix)), { status });
}

/** `openDesks` says which desks of the area take records now. */
export function guideHandlers(services: {
  frame: Frame;
  lock: Readonly<Record<string, string>>;
  openDesks: (area: AreaPack) => Promise<readonly string[]>;
}): Handlers {
  const { frame, lock, openDesks } = services;
  return {
    home: {
      get: (context) => page(frame(context, words.home.title, homeView(context.prefix)), { cache: 'public' }),
    },
    guide: {
      get: (context) => {
        const found = guideView(context.params['name'] ?? '');
        if (!found) throw new Refused(404, 'no-such-page');
        return page(frame(context, found.title, found.main), { cache: 'public' });
      },
    },
    about: {
      get: async (context) =>
        page(frame(context, words.about.title, aboutView(context.area, await openDesks(context.area), lock))),
    },
    leave: {
      // What the browser kept of us goes; then an ordinary site, in this very tab.
      get: ({ area }) =>
        new Response(null, {
          status: 303,
          headers: {
            location: area.ordinarySite,
            'clear-site-data': '"cache"',
            'cache-control': 'no-store',
            'referrer-policy': 'no-referrer',
          },
        }),
    },
  };
}
