/** The only door to the guide: the front page, what everyone should know, and the frame that every page stands in. */
import type { AreaPack } from '#kit/area-pack.ts';
import { type Handlers, Refused, page } from '#kit/http/index.ts';
import type { Frame, Where } from './frame.ts';
import { aboutView, errorView, guideView, homeView } from './guide.view.ts';
import { wordsIn } from './messages/index.ts';

export { type Frame, type FrameOptions, type Where, createFrame } from './frame.ts';

export function errorPage(frame: Frame, where: Where, status: number): Response {
  const words = wordsIn(where.language);
  // A page that is not there has no other language either.
  const { language, prefix } = where;
  return page(frame({ language, prefix }, words.home.title, errorView(words, status, prefix)), { status });
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
      get: (context) => {
        const words = wordsIn(context.language);
        return page(frame(context, words.home.title, homeView(words, context.prefix)), { cache: 'public' });
      },
    },
    guide: {
      get: (context) => {
        const found = guideView(wordsIn(context.language), context.params['name'] ?? '');
        if (!found) throw new Refused(404, 'no-such-page');
        return page(frame(context, found.title, found.main), { cache: 'public' });
      },
    },
    about: {
      get: async (context) => {
        const words = wordsIn(context.language);
        const open = await openDesks(context.area);
        return page(
          frame(context, words.about.title, aboutView(words, context.area, open, lock, context.prefix)),
        );
      },
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
