import type { Kysely } from 'kysely';
import { type Clock } from '#kit/clock.ts';
import { type Context, type Handlers, Refused, page } from '#kit/http/index.ts';
import type { Frame } from '#guide/index.ts';
import { statusOf } from '../help/help.page.ts';
import { wordsIn } from '../messages/index.ts';
import { doubtService } from '../queries/doubts.ts';
import { calendarOf } from '../rules/calendar.ts';
import { openingsOf } from '../rules/openings.ts';
import type { PublicService } from '../rules/public-service.ts';
import type { ReadShown } from '../shown.ts';
import type { DirectoryTables } from '../tables.ts';
import { cardView, serviceView } from './service.view.ts';

const AHEAD = 60;

/** `/help/{service}`, its card for the pocket, its times for a calendar, and "this is wrong", said by anybody. */
export function servicePages(services: {
  frame: Frame;
  readShown: ReadShown;
  clock: Clock;
  db: Kysely<DirectoryTables>;
}): Pick<Handlers, 'helpService' | 'helpCard' | 'helpCalendar'> {
  const { frame, readShown, clock, db } = services;
  const read = async (context: Context): Promise<PublicService> => {
    const { index } = await readShown(context.area.id);
    const found = index.byId.get(context.params['service'] ?? '');
    // One that is not there and one that is withheld look the same.
    if (found === undefined) throw new Refused(404, 'no-such-page');
    return found.service;
  };
  const show = (context: Context, service: PublicService, thanks: boolean) => {
    const words = wordsIn(context.language);
    const now = clock.now();
    const next = openingsOf(service.schedules, now, AHEAD).slice(0, 3);
    return frame(
      context,
      words.serviceTitle,
      serviceView({
        service,
        words,
        prefix: context.prefix,
        status: statusOf(service, now),
        next,
        hasCalendar: calendarOf(service, now) !== null,
        thanks,
      }),
    );
  };
  return {
    helpService: {
      get: async (context) => page(show(context, await read(context), false), { compressed: true }),
      post: async (context) => {
        const service = await read(context);
        await doubtService(db, context.area.id, service.id);
        return page(show(context, service, true));
      },
    },
    helpCalendar: {
      get: async (context) => {
        const calendar = calendarOf(await read(context), clock.now());
        if (calendar === null) throw new Refused(404, 'no-such-page');
        return new Response(calendar, {
          headers: {
            'content-type': 'text/calendar; charset=utf-8',
            'content-disposition': 'attachment; filename="times.ics"',
            'cache-control': 'no-store',
          },
        });
      },
    },
    helpCard: {
      get: async (context) => {
        const service = await read(context);
        const words = wordsIn(context.language);
        const next = openingsOf(service.schedules, clock.now(), AHEAD).slice(0, 3);
        return page(frame(context, words.serviceTitle, cardView(service, words, next)), { compressed: true });
      },
    },
  };
}
