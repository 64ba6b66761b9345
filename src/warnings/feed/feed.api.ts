import type { Kysely } from 'kysely';
import * as v from 'valibot';
import { ownDesk } from '#desks/index.ts';
import { type Handlers, json, problem } from '#kit/http/index.ts';
import { readTogether } from '#kit/read-together.ts';
import { writeAnnounced } from '#sealed/broadcast/announcement.ts';
import { parseHeader } from '#sealed/broadcast/epoch-header.ts';
import { type Envelope, isEnvelope } from '#sealed/signed.ts';
import type { FeedTurner } from '../index.ts';
import { readFeedEpoch, readLeftOut } from '../queries/feed-epoch.ts';
import type { WarningsTables } from '../tables.ts';
import { streamFeed } from './stream-feed.ts';
import type { FeedWatch } from './watch-feed.ts';

const bytes = (body: Uint8Array, headers: Record<string, string>): Response =>
  new Response(new Uint8Array(body), {
    headers: { 'content-type': 'application/octet-stream', ...headers },
  });
const base64 = (length: number) =>
  v.pipe(
    v.string(),
    v.base64(),
    v.check((text) => Buffer.from(text, 'base64').length === length),
  );

const Turn = v.strictObject({
  number: v.pipe(v.number(), v.integer(), v.minValue(1)),
  header: v.pipe(v.string(), v.base64(), v.maxLength(1024 * 1024)),
  envelope: v.custom<Envelope>(isEnvelope),
  warnings: v.array(
    v.strictObject({
      id: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/)),
      slots: base64(256),
      nonce: base64(12),
      sealed: v.pipe(v.string(), v.base64(), v.maxLength(94 * 1024)),
    }),
  ),
});

/**
 * What every device downloads, the same bytes for each: the signed bundle, and the header that tells cards the feed's secret.
 * Whoever asks says nothing by it. And how a desk turns the feed.
 */
export function feedHandlers({
  db,
  turner,
  publish,
  watch,
}: {
  db: Kysely<WarningsTables>;
  watch: FeedWatch;
  /** Whoever turns the feed seals every desk's warnings anew. */
  turner: FeedTurner;
  /** Makes the bundle anew after a change (`assembleFeed`). */
  publish: (area: string) => Promise<unknown>;
}): Handlers {
  // A thousand pages that lie open come for these within three seconds.
  const readHeader = readTogether(async (area) => await readFeedEpoch(db, area));
  const readBundle = readTogether(
    async (area) =>
      await db
        .selectFrom('warnings.bundle')
        .select(['body', 'hash', 'counter'])
        .where('area_id', '=', area)
        .executeTakeFirst(),
  );
  return {
    apiBundle: {
      get: async ({ area, request }) => {
        const bundle = await readBundle(area.id);
        if (!bundle || bundle.counter === 0) return problem(404, 'no-feed-yet');
        const etag = `"${bundle.hash}"`;
        const headers = { etag, 'cache-control': 'public, no-cache' };
        if (request.headers.get('if-none-match') === etag)
          return new Response(null, { status: 304, headers });
        return bytes(bundle.body, headers);
      },
    },
    apiFeedStream: {
      get: async ({ area, request }) => {
        const started = await db
          .selectFrom('warnings.bundle')
          .select('counter')
          .where('area_id', '=', area.id)
          .where('counter', '>', 0)
          .executeTakeFirst();
        if (!started) return problem(404, 'no-feed-yet');
        if (request.method === 'HEAD') return new Response(null);
        return streamFeed(watch, area.id) ?? problem(503, 'busy');
      },
    },
    apiFeedEpochs: {
      get: async ({ area }) => {
        const current = await readHeader(area.id);
        if (current === null) return problem(404, 'no-feed-yet');
        const envelope = JSON.parse(current.envelope) as Envelope;
        return bytes(writeAnnounced({ header: current.header, envelope }), {
          'cache-control': 'public, no-cache',
        });
      },
    },
    apiDeskFeed: {
      get: async (context) => {
        ownDesk(context);
        const { id: area } = context.area;
        const text = (value: Uint8Array): string => Buffer.from(value).toString('base64');
        return json({
          number: (await readFeedEpoch(db, area))?.number ?? 0,
          leftOut: await readLeftOut(db, area),
          warnings: (await turner.readStanding(area)).map((standing) => ({
            id: Buffer.from(standing.id).toString('hex'),
            nonce: text(standing.nonce),
            sealed: text(standing.sealed),
            kept: text(standing.kept),
          })),
        });
      },
      post: async (context) => {
        ownDesk(context);
        const posted = v.safeParse(Turn, await context.json());
        if (!posted.success) return problem(422, 'malformed');
        const { number, warnings, envelope } = posted.output;
        const { id: area } = context.area;
        const header = Buffer.from(posted.output.header, 'base64');
        const read = parseHeader(header);
        if (!read.ok || read.header.area !== area || read.header.epoch !== number)
          return problem(422, 'malformed');
        const resealed = warnings.map(({ id, slots, nonce, sealed }) => ({
          id: Buffer.from(id, 'hex'),
          slots: Buffer.from(slots, 'base64'),
          nonce: Buffer.from(nonce, 'base64'),
          sealed: Buffer.from(sealed, 'base64'),
        }));
        const turn = { area, number, header, nodes: read.header.nodes, resealed };
        const turned = await turner.turn({ ...turn, envelope: JSON.stringify(envelope) });
        if (!turned.ok) return problem(409, turned.why);
        await publish(area);
        return json({ started: number }, 201);
      },
    },
  };
}
