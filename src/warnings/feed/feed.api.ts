import type { Kysely } from 'kysely';
import * as v from 'valibot';
import { ownDesk } from '#desks/index.ts';
import { type Handlers, json, problem } from '#kit/http/index.ts';
import { parseHeader } from '#sealed/broadcast/epoch-header.ts';
import type { WarningsTables } from '../tables.ts';

const bytes = (body: Uint8Array, headers: Record<string, string>): Response =>
  new Response(new Uint8Array(body), {
    headers: { 'content-type': 'application/octet-stream', ...headers },
  });

/**
 * What every device downloads, the same bytes for each: the signed bundle, and the headers that tell cards the feed's
 * secret. Whoever asks says nothing by it.
 */
export function feedHandlers({
  db,
  publish,
}: {
  db: Kysely<WarningsTables>;
  /** Makes the bundle anew after a change (`assembleFeed`). */
  publish: (area: string) => Promise<unknown>;
}): Handlers {
  return {
    apiBundle: {
      get: async ({ area, request }) => {
        const bundle = await db
          .selectFrom('warnings.bundle')
          .select(['body', 'hash', 'counter'])
          .where('area_id', '=', area.id)
          .executeTakeFirst();
        if (!bundle || bundle.counter === 0) return problem(404, 'no-feed-yet');
        const etag = `"${bundle.hash}"`;
        const headers = { etag, 'cache-control': 'public, no-cache' };
        if (request.headers.get('if-none-match') === etag)
          return new Response(null, { status: 304, headers });
        return bytes(bundle.body, headers);
      },
    },
    apiFeedEpochs: {
      get: async ({ area }) => {
        const current = await db
          .selectFrom('warnings.feed_epoch')
          .select('header')
          .where('area_id', '=', area.id)
          .orderBy('number', 'desc')
          .executeTakeFirst();
        return current
          ? bytes(current.header, { 'cache-control': 'public, no-cache' })
          : problem(404, 'no-feed-yet');
      },
    },
    apiDeskFeed: {
      post: async (context) => {
        ownDesk(context);
        const posted = v.safeParse(
          v.strictObject({
            number: v.pipe(v.number(), v.integer(), v.minValue(1)),
            header: v.pipe(v.string(), v.base64(), v.maxLength(256 * 1024)),
          }),
          await context.json(),
        );
        if (!posted.success) return problem(422, 'malformed');
        const header = Buffer.from(posted.output.header, 'base64');
        const read = parseHeader(header);
        const { number } = posted.output;
        if (!read.ok || read.header.area !== context.area.id || read.header.epoch !== number)
          return problem(422, 'malformed');
        const last = await db
          .selectFrom('warnings.feed_epoch')
          .select('number')
          .where('area_id', '=', context.area.id)
          .orderBy('number', 'desc')
          .executeTakeFirst();
        if (number !== (last?.number ?? 0) + 1) return problem(409, 'another-epoch');
        await db
          .insertInto('warnings.feed_epoch')
          .values({ area_id: context.area.id, number, header, day: context.today })
          .execute();
        await publish(context.area.id);
        return json({ started: number }, 201);
      },
    },
  };
}
