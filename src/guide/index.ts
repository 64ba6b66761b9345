/** The only door to the guide: the front page, what everyone should know, and the frame that every page stands in. */
import type { AreaPack } from '#kit/area-pack.ts';
import { type Context, type Handlers, Refused, page } from '#kit/http/index.ts';
import type { Frame, Where } from './frame.ts';
import { evidencePage } from './evidence/evidence.page.ts';
import { aboutView, errorView, homeView, ownView } from './guide.view.ts';
import type { Guide } from './load-guide.ts';
import { wordsIn } from './messages/index.ts';
import { nhsPage } from './nhs/nhs.page.ts';
import { noticePage } from './notice/notice.page.ts';
import { type PageShown, type Reading, listView, packPageView } from './page.view.ts';

export { type Guide, loadGuide } from './load-guide.ts';
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
  /** The guide of each area, by the area's id. */
  guides: ReadonlyMap<string, Guide>;
}): Handlers {
  const { frame, lock, openDesks, guides } = services;
  const reading = (context: Context): Reading => {
    const guide = guides.get(context.area.id);
    if (guide === undefined) throw new Refused(404, 'no-such-page');
    const { language, prefix, today } = context;
    return { around: wordsIn(language).around, guide, language, prefix, today };
  };
  const show = (context: Context, { title, main, mainLanguage }: PageShown): Response =>
    page(frame(context, title, main, [], { mainLanguage }), { cache: 'public' });
  return {
    home: {
      get: (context) => {
        const words = wordsIn(context.language);
        return page(frame(context, words.home.title, homeView(words, context.prefix)), { cache: 'public' });
      },
    },
    guide: {
      get: (context) => {
        const name = context.params['name'] ?? '';
        const { history } = wordsIn(context.language);
        if (name === 'history')
          return page(frame(context, history.title, ownView(history)), { cache: 'public' });
        const now = reading(context);
        const found = now.guide.pages.find((one) => one.name === name);
        if (found === undefined) throw new Refused(404, 'no-such-page');
        return show(context, packPageView(found, now));
      },
    },
    guideList: { get: (context) => show(context, listView(reading(context))) },
    guideNotice: noticePage(frame, reading),
    guideNhs: nhsPage(frame, reading),
    guideEvidence: evidencePage(frame, reading),
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
