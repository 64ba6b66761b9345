import type { Frame } from '#guide/index.ts';
import type { Handler } from '#kit/http/index.ts';
import type { Line } from '#kit/lines.ts';
import type { PinnedRoots } from '#kit/pinned-root.ts';
import { deskPage } from '../desk-frame.ts';
import { picturesWords } from '../messages/pictures.en.ts';
import { picturesView } from './pictures.view.ts';

/** `/desk/pictures`: what to do when a picture may be illegal. Reached from every picture and from the help of the inbox. */
export function picturesPage({
  frame,
  roots,
  linesOf,
}: {
  frame: Frame;
  roots: PinnedRoots;
  /** The telephone lines of an area. */
  linesOf: (area: string) => readonly Line[];
}): Handler {
  return (context) =>
    deskPage(frame, context, {
      title: picturesWords.title,
      main: picturesView(
        linesOf(context.area.id).find(({ id }) => id === 'police'),
        context.today,
      ),
      plain: true,
      rootFingerprint: roots.read(context.area.id),
    });
}
