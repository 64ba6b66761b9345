import type { Kysely } from 'kysely';
import * as v from 'valibot';
import { ownDesk } from '#desks/index.ts';
import { type Handlers, json, problem } from '#kit/http/index.ts';
import { parseHeader } from '#sealed/broadcast/epoch-header.ts';
import { LEAVES, isCovered } from '#sealed/broadcast/tree.ts';
import { SEALED_PATH_LENGTH } from '#sealed/card.ts';
import { readFreeLeaves, storeCards } from '../queries/card-mint.ts';
import { readSheets, revokeCards } from '../queries/card-register.ts';
import { readFeedEpoch, readLeftOut } from '../queries/feed-epoch.ts';
import type { WarningsTables } from '../tables.ts';

export const MOST_AT_ONCE = 50;

export const BATCHES = 99_999;
const Cards = v.strictObject({
  batch: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(BATCHES)),
  cards: v.pipe(
    v.array(
      v.strictObject({
        leaf: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(LEAVES - 1)),
        locator: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/)),
        sealedPath: v.pipe(
          v.string(),
          v.base64(),
          v.check((text) => Buffer.from(text, 'base64').length === SEALED_PATH_LENGTH),
        ),
      }),
    ),
    v.minLength(1),
    v.maxLength(MOST_AT_ONCE),
    v.check((cards) => new Set(cards.map(({ leaf }) => leaf)).size === cards.length),
  ),
});

/** The register of an area's cards, new ones, and stopping one. What a card holds comes here sealed. */
export function mintHandlers({ db }: { db: Kysely<WarningsTables> }): Handlers {
  return {
    apiDeskCards: {
      get: async (context) => {
        ownDesk(context);
        const area = context.area.id;
        const feed = await readFeedEpoch(db, area);
        const header = feed && parseHeader(feed.header);
        const leftOut = await readLeftOut(db, area);
        return json({
          ...(await readSheets(db, area)),
          free: await readFreeLeaves(db, area, MOST_AT_ONCE),
          // Stopped, and reading still until the feed turns.
          stillReading:
            header?.ok === true ? leftOut.filter((leaf) => isCovered(header.header.nodes, leaf)).length : 0,
          turnedDay: feed?.day ?? null,
        });
      },
      post: async (context) => {
        ownDesk(context);
        const posted = v.safeParse(Cards, await context.json());
        if (!posted.success) return problem(422, 'malformed');
        const cards = posted.output.cards.map(({ leaf, locator, sealedPath }) => ({
          leaf,
          locator: Buffer.from(locator, 'hex'),
          sealedPath: Buffer.from(sealedPath, 'base64'),
        }));
        const { batch } = posted.output;
        const stored = await storeCards(db, context.area.id, { batch, cards }, context.today);
        if (!stored.ok) return problem(409, stored.why);
        return json({ stored: cards.length }, stored.first ? 201 : 200);
      },
    },
    apiDeskCard: {
      delete: async (context) => {
        ownDesk(context);
        const leaf = Number(context.params['leaf']);
        if (!Number.isInteger(leaf) || leaf < 0 || leaf >= LEAVES) return problem(404, 'no-such-card');
        return (await revokeCards(db, context.area.id, { leaf })) === null
          ? problem(404, 'no-such-card')
          : json({ state: 'revoked' });
      },
    },
    apiDeskSheet: {
      delete: async (context) => {
        ownDesk(context);
        const batch = Number(context.params['batch']);
        if (!Number.isInteger(batch) || batch < 1 || batch > BATCHES) return problem(404, 'no-such-sheet');
        const stopped = await revokeCards(db, context.area.id, { batch });
        return stopped === null ? problem(404, 'no-such-sheet') : json({ stopped });
      },
    },
  };
}
