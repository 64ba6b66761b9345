import { type Context, type Handlers, page } from '#kit/http/index.ts';
import type { Frame } from '../frame.ts';
import { helperWordsIn } from '../messages/helpers.ts';
import { type Reading, moreView } from '../page.view.ts';
import { evidenceView } from './evidence.view.ts';

/** `/guide/evidence`: a list that is written and kept on the device alone; there is no address to send it to. */
export const evidencePage = (
  frame: Frame,
  reading: (context: Context) => Reading,
): Handlers['guideEvidence'] & object => ({
  get: (context) => {
    const { words } = helperWordsIn(context.language);
    const { title, empty, remove, entry } = words.evidence;
    const data = { empty, remove, entry, labels: words.evidence.fields };
    const more = moreView(reading(context), ['blackmail', 'deposits', 'reviews', 'images']);
    return page(frame(context, title, evidenceView(words, more), ['keep-evidence'], { data }), {
      cache: 'public',
    });
  },
});
