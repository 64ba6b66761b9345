import type { Frame } from '#guide/index.ts';
import { html } from '#kit/html/markup.ts';
import { emptyState, listDetail, longWork } from '#kit/html/ours.ts';
import { select } from '#kit/html/text-fields.ts';
import type { Handler } from '#kit/http/index.ts';
import { deskPage } from '../desk-frame.ts';
import { href } from '#routes.ts';
import { inboxWords } from '../messages/inbox.en.ts';
import { picturesWords } from '../messages/pictures.en.ts';
import type { Kysely } from 'kysely';
import type { PinnedRoots } from '#kit/pinned-root.ts';
import { readDesksToHandTo } from '../queries/read-desks-to-hand-to.ts';
import type { DesksTables } from '../tables.ts';

/** `/desk`: what was sent to a desk, listed without opening it, and one of it open at a time. */
export function inboxPage({
  frame,
  db,
  roots,
  warnFrom,
}: {
  frame: Frame;
  db: Kysely<DesksTables>;
  roots: PinnedRoots;
  /** Where a warning is written from a report; the record's id is put behind it as a fragment. */
  warnFrom?: (prefix: string) => string;
}): Handler {
  return async (context) => {
    const words = inboxWords;
    const { area, signedIn } = context;
    const mine = area.desks.filter(({ id }) => signedIn?.desks.includes(id) === true);
    const list = html`${select({
        id: 'desk',
        name: 'desk',
        label: { text: words.desk },
        items: mine.map(({ id, name }) => ({ value: id, text: name })),
      })}
      ${select({
        id: 'filter',
        name: 'filter',
        label: { text: words.filter },
        items: Object.entries(words.filters).map(([value, text]) => ({ value, text })),
      })}
      ${longWork({ id: 'opening', said: words.opening, stop: words.stop })}
      <div id="late"></div>
      <div id="many"></div>
      <ul class="records" id="records" role="list"></ul>
      <details class="govuk-details" id="flood" hidden>
        <summary class="govuk-details__summary" id="flood-said"></summary>
        <p class="govuk-hint">${words.floodHint}</p>
        <ul class="records" id="flood-records" role="list"></ul>
      </details>
      <div id="empty" hidden>${emptyState({ heading: words.empty, text: words.emptySaid })}</div>`;
    const detail = html`<div id="record" translate="no"><p>${words.choose}</p></div>
      <div class="hint" id="keys">
        <p>${words.keys}</p>
        <p><a href="${href('deskPictures', context.prefix, {})}">${picturesWords.heading}</a></p>
      </div>`;
    return deskPage(frame, context, {
      title: words.title,
      main: html`<h1>${words.heading}</h1>
        <p class="govuk-error-message" id="problem" role="alert" hidden></p>
        ${listDetail({ list, detail, listSaid: words.listSaid, detailSaid: words.detailSaid })}`,
      scripts: ['inbox'],
      workers: ['open-summaries'],
      wide: true,
      rootFingerprint: roots.read(area.id),
      data: {
        warnFrom: warnFrom?.(context.prefix) ?? null,
        picturesAt: href('deskPictures', context.prefix, {}),
        within: Object.fromEntries(mine.map(({ id, answersWithinDays }) => [id, answersWithinDays])),
        openDesks: (await readDesksToHandTo(db, area)).map(({ id, name, liaisons }) => ({
          id,
          name,
          liaisons,
        })),
      },
    });
  };
}
