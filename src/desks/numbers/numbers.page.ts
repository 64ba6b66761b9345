import type { Frame } from '#guide/index.ts';
import type { Kysely } from 'kysely';
import { table } from '#kit/html/lists.ts';
import { html } from '#kit/html/markup.ts';
import { type Handlers, json, page } from '#kit/http/index.ts';
import { href } from '#routes.ts';
import { verifyAuditRoot } from '#sealed/audit-chain.ts';
import { numbersWords } from '../messages/numbers.ts';
import { readAuditRoots } from '../queries/read-audit-roots.ts';
import type { DesksTables } from '../tables.ts';

/** `/numbers` and the same as a file: the signed root of each day, the same bytes for everyone. `serviceKey`: hex. */
export function numbersHandlers(services: {
  db: Kysely<DesksTables>;
  frame: Frame;
  serviceKey: string;
}): Handlers {
  const { db, frame, serviceKey } = services;
  const key = new Uint8Array(Buffer.from(serviceKey, 'hex'));
  return {
    apiAuditRoots: {
      get: async ({ area }) => json({ serviceKey, roots: await readAuditRoots(db, area.id) }),
    },
    numbers: {
      get: async (context) => {
        const { area } = context;
        const { words, spoken } = numbersWords(context.language);
        const read = (await readAuditRoots(db, area.id)).map((root) => verifyAuditRoot(root, key, area.id));
        const roots = read.filter((root) => root !== null);
        const main = html`<h1>${words.heading}</h1>
          <p class="lead">${words.lead}</p>
          <h2>${words.how}</h2>
          <ul>
            ${words.points.map((point) => html`<li>${point}</li>`)}
          </ul>
          <h2>${words.days}</h2>
          ${roots.length < read.length ? html`<p class="care">${words.wrong}</p>` : ''}
          ${
            roots.length === 0
              ? html`<p class="fact">${words.none}</p>`
              : table({
                  caption: words.days,
                  captionClasses: 'govuk-visually-hidden',
                  head: [{ text: words.day }, { text: words.lists }, { text: words.number }],
                  firstCellIsHeader: true,
                  classes: 'long-numbers',
                  rows: roots.map(({ day, size, root }) => [
                    { text: day },
                    { text: String(size) },
                    { text: root },
                  ]),
                })
          }
          <h2>${words.check}</h2>
          ${words.checks.map((check) => html`<p>${check}</p>`)}
          <p><a href="${href('apiAuditRoots', '', { area: area.id })}">${words.file}</a></p>
          <p class="fact">${words.key}: ${serviceKey}</p>`;
        return page(frame(context, words.title, main, [], { mainLanguage: spoken }), { cache: 'public' });
      },
    },
  };
}
