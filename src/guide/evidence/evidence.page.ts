import { type Handlers, page } from '#kit/http/index.ts';
import type { Frame } from '../frame.ts';
import { helperWordsIn } from '../messages/helpers.ts';
import { evidenceView } from './evidence.view.ts';

/** `/guide/evidence`: a list that is written and kept on the device alone; there is no address to send it to. */
export const evidencePage = (frame: Frame): Handlers['guideEvidence'] & object => ({
  get: (context) => {
    const { words } = helperWordsIn(context.language);
    const { title, empty, remove, entry } = words.evidence;
    const data = { empty, remove, entry, labels: words.evidence.fields };
    return page(frame(context, title, evidenceView(words), ['keep-evidence'], { data }), { cache: 'public' });
  },
});
