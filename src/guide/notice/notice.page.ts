import { type Context, type Handlers, page } from '#kit/http/index.ts';
import { href } from '#routes.ts';
import type { Frame } from '../frame.ts';
import { helperWordsIn } from '../messages/helpers.ts';
import { type Reading, moreView } from '../page.view.ts';
import { type NoticeKind, appealBy, isNoticeKind, readDay } from '../rules/appeal-day.ts';
import { type NoticeShown, noticeView } from './notice.view.ts';

/** The page of the guide about what somebody was given, where the area has one. */
const pageOf: Record<NoticeKind, string> = {
  cpn: 'cpn',
  warning: 'cpn',
  caution: 'stopped',
  dispersal: 'dispersal',
  pspo: 'pspo',
  injunction: 'injunction',
  closure: 'closure',
  other: 'rights',
};

/** `/guide/notice`: counts the days of a notice. What was typed is answered and forgotten; no row, no log, no cache. */
export function noticePage(
  frame: Frame,
  reading: (context: Context) => Reading,
): Handlers['guideNotice'] & object {
  const answer = (
    context: Context,
    shown: Omit<NoticeShown, 'words' | 'action' | 'helpAddress' | 'language' | 'more'>,
  ): Response => {
    const { words, language } = helperWordsIn(context.language);
    const action = href('guideNotice', context.prefix, {});
    const more = moreView(reading(context), [pageOf[shown.found?.kind ?? 'other']]);
    const helpAddress = href('help', context.prefix, {});
    const main = noticeView({ ...shown, words, language, action, helpAddress, more });
    return page(frame(context, words.notice.title, main, [], { form: 'notice' }), {
      status: shown.errors === undefined ? 200 : 422,
      compressed: true,
    });
  };
  return {
    get: (context) => answer(context, {}),
    post: async (context) => {
      const { fields } = await context.form();
      const value = (name: string): string => fields.get(name)?.[0] ?? '';
      // Switching the language brings what was typed along, unanswered.
      if (fields.has('switch')) return answer(context, { fields });
      const kind = value('kind');
      if (!isNoticeKind(kind)) return answer(context, { fields, errors: { kind: 'missing' } });
      if (kind !== 'cpn') return answer(context, { fields, found: { kind } });
      const read = readDay({ day: value('day'), month: value('month'), year: value('year') }, context.today);
      if (!read.ok) return answer(context, { fields, errors: { day: read.why } });
      const appeal = appealBy(read.day, context.today);
      return answer(context, { fields, found: { kind, issued: read.day, appeal } });
    },
  };
}
