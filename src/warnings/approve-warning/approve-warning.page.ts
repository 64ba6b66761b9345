import { type PinnedRoots, deskPage } from '#desks/index.ts';
import type { Frame } from '#guide/index.ts';
import { html } from '#kit/html/markup.ts';
import { select } from '#kit/html/text-fields.ts';
import type { Handler } from '#kit/http/index.ts';
import { href } from '#routes.ts';
import { type Clock, dayIn } from '#kit/clock.ts';
import { warningsWords } from '../messages/desk.en.ts';
import { STANDS_DAYS } from '../rules/warning-statement.ts';

/** `/desk/warnings`: drafts on their way, the second signature, and the warnings that stand. */
export function approveWarningPage({
  frame,
  roots,
  clock,
}: {
  frame: Frame;
  roots: PinnedRoots;
  clock: Clock;
}): Handler {
  return (context) => {
    const words = warningsWords;
    const { area, signedIn } = context;
    const mine = area.desks.filter(({ id }) => signedIn?.desks.includes(id) === true);
    const main = html`<h1>${words.heading}</h1>
      <p class="govuk-error-message" id="problem" role="alert" hidden></p>
      ${select({
        id: 'desk',
        name: 'desk',
        label: { text: 'Desk' },
        items: mine.map(({ id, name }) => ({ value: id, text: name })),
      })}
      <p id="working" role="status"></p>
      <section>
        <h2>${words.drafts}</h2>
        <ul class="people" id="drafts" translate="no"></ul>
      </section>
      <section id="draft" tabindex="-1" translate="no"></section>
      <section>
        <h2>${words.standing}</h2>
        <ul class="people" id="standing" translate="no"></ul>
      </section>`;
    return deskPage(frame, context, {
      title: words.title,
      main,
      scripts: ['approve-warning'],
      rootFingerprint: roots.read(area.id),
      data: {
        expires: dayIn(clock, STANDS_DAYS),
        writeAt: href('deskWarningNew', context.prefix, {}),
      },
    });
  };
}
