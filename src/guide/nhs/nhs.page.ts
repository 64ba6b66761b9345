import { type Context, type Handlers, page } from '#kit/http/index.ts';
import { href } from '#routes.ts';
import type { Frame } from '../frame.ts';
import { helperWordsIn } from '../messages/helpers.ts';
import { type Reading, moreView } from '../page.view.ts';
import { type CareKind, isCareKind } from '../rules/nhs-care.ts';
import { nhsView } from './nhs.view.ts';

/** `/guide/nhs`: whether care is free. Asks what care, never who somebody is or where they come from. */
export function nhsPage(frame: Frame, reading: (context: Context) => Reading): Handlers['guideNhs'] & object {
  const answer = (context: Context, chosen: { care?: CareKind; missing?: true }): Response => {
    const { words } = helperWordsIn(context.language);
    const more = moreView(reading(context), ['assault', 'hiv', 'tests', 'talking']);
    const main = nhsView({ ...chosen, words, more, action: href('guideNhs', context.prefix, {}) });
    return page(frame(context, words.nhs.title, main, [], { form: 'nhs' }), {
      status: chosen.missing === true ? 422 : 200,
      compressed: true,
    });
  };
  return {
    get: (context) => answer(context, {}),
    post: async (context) => {
      const { fields } = await context.form();
      const care = fields.get('care')?.[0] ?? '';
      if (isCareKind(care)) return answer(context, { care });
      return answer(context, fields.has('switch') ? {} : { missing: true });
    },
  };
}
