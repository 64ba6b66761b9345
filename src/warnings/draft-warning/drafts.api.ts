import { KEPT_LENGTH } from '#sealed/bundle/keep-outputs.ts';
import { isPaddedTo } from '#sealed/padding.ts';
import type { Kysely } from 'kysely';
import * as v from 'valibot';
import { ownDesk } from '#desks/index.ts';
import { type Clock, dayIn } from '#kit/clock.ts';
import { asDesks } from '#kit/database/pools.ts';
import { type Context, type Handlers, Refused, json, problem } from '#kit/http/index.ts';
import { daysUntilPublished } from '../rules/approval.ts';
import { holdFeedEpoch } from '../queries/feed-epoch.ts';
import { mayTurn } from '../rules/draft-state.ts';
import { MOST_IDENTIFIERS, STANDS_DAYS } from '../rules/warning-statement.ts';
import type { WarningsTables } from '../tables.ts';

export type Drafts = {
  db: Kysely<WarningsTables>;
  clock: Clock;
  random: (length: number) => Uint8Array;
  publish: (area: string, when?: 'at-once') => Promise<unknown>;
};

const uuid = v.pipe(v.string(), v.uuid());
const base64 = (bytes: number) => v.pipe(v.string(), v.base64(), v.maxLength(Math.ceil(bytes / 3) * 4));
const hexOf = (bytes: number) => v.pipe(v.string(), v.regex(new RegExp(`^[0-9a-f]{${bytes * 2}}$`)));

const Draft = v.strictObject({
  id: uuid,
  record: uuid,
  epoch: v.pipe(v.number(), v.integer(), v.minValue(0)),
  sealed: base64(64 * 1024),
});
const Turn = v.strictObject({
  to: v.picklist(['asked', 'to-approve', 'sent-back', 'dropped', 'writing']),
  /** The draft sealed anew, where its words changed. */
  sealed: v.optional(base64(64 * 1024)),
  epoch: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
});
const Approved = v.strictObject({
  id: hexOf(16),
  feedEpoch: v.pipe(v.number(), v.integer(), v.minValue(1)),
  slots: base64(256),
  nonce: base64(12),
  sealed: base64(70 * 1024),
  kept: base64(KEPT_LENGTH),
  severity: v.picklist([1, 2, 3]),
  sheAgreed: v.boolean(),
  expires: v.pipe(v.string(), v.isoDate()),
});
const Change = v.variant('act', [
  v.strictObject({ act: v.literal('withdraw') }),
  v.strictObject({
    act: v.literal('correct'),
    nonce: base64(12),
    sealed: base64(70 * 1024),
    /** Whose secret sealed it. */
    feedEpoch: v.pipe(v.number(), v.integer(), v.minValue(1)),
    /** As signed; a later day than before renews. */
    expires: v.pipe(v.string(), v.isoDate()),
  }),
]);

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** Drafts of a desk, what they become, and what a desk can still say about a warning that stands. */
export function draftHandlers({ db, clock, random, publish }: Drafts): Handlers {
  async function withDraft(
    context: Context,
    work: (
      tx: Kysely<WarningsTables>,
      draft: WarningsTables['warnings.draft'],
      desk: string,
    ) => Promise<Response>,
  ): Promise<Response> {
    const desk = ownDesk(context);
    const id = v.safeParse(uuid, context.params['draft']);
    if (!id.success) throw new Refused(404, 'no-such-draft');
    return await asDesks(db, [desk], async (tx) => {
      const draft = await tx
        .selectFrom('warnings.draft')
        .selectAll()
        .where('area_id', '=', context.area.id)
        .where('id', '=', id.output)
        .forUpdate()
        .executeTakeFirst();
      if (draft?.desk_id !== desk) throw new Refused(404, 'no-such-draft');
      return await work(tx, draft, desk);
    });
  }

  const isWarning = async (context: Context, id: string): Promise<boolean> => {
    const desk = ownDesk(context);
    return await asDesks(db, [desk], async (tx) => {
      const found = await tx
        .selectFrom('warnings.warning')
        .select('id')
        .where('area_id', '=', context.area.id)
        .where('desk_id', '=', desk)
        .where('id', '=', Buffer.from(id, 'hex'))
        .executeTakeFirst();
      return found !== undefined;
    });
  };
  /** It names a report: no dump may join that to the warning that came of it. */
  const forget = async (
    tx: Kysely<WarningsTables>,
    draft: WarningsTables['warnings.draft'],
  ): Promise<void> => {
    await tx
      .deleteFrom('warnings.draft')
      .where('area_id', '=', draft.area_id)
      .where('id', '=', draft.id)
      .execute();
  };

  return {
    apiDeskDrafts: {
      get: async (context) => {
        const desk = ownDesk(context);
        return await asDesks(db, [desk], async (tx) => {
          const drafts = await tx
            .selectFrom('warnings.draft')
            .selectAll()
            .where('area_id', '=', context.area.id)
            .where('desk_id', '=', desk)
            .orderBy('day')
            .orderBy('id')
            .execute();
          const warnings = await tx
            .selectFrom('warnings.warning')
            .select(['id', 'state', 'publish_on', 'expires', 'nonce', 'sealed'])
            .where('area_id', '=', context.area.id)
            .where('desk_id', '=', desk)
            .where('state', 'in', ['waiting', 'published'])
            .orderBy('expires')
            .execute();
          return json({
            today: context.today,
            drafts: drafts.map((draft) => ({
              id: draft.id,
              record: draft.record_id,
              epoch: draft.epoch,
              state: draft.state,
              author: draft.author,
              sealed: text(draft.sealed),
              day: draft.day,
              askedDay: draft.asked_day,
            })),
            warnings: warnings.map((warning) => ({
              id: hex(warning.id),
              state: warning.state,
              publishOn: warning.publish_on,
              expires: warning.expires,
              nonce: text(warning.nonce),
              sealed: text(warning.sealed),
            })),
          });
        });
      },
      post: async (context) => {
        const desk = ownDesk(context);
        const parsed = v.safeParse(Draft, await context.json());
        if (!parsed.success) return problem(422, 'malformed');
        const { id, record, epoch } = parsed.output;
        const sealed = Buffer.from(parsed.output.sealed, 'base64');
        if (!(await isPaddedTo(sealed, 1))) return problem(422, 'not-sealed');
        return await asDesks(db, [desk], async (tx) => {
          const { numInsertedOrUpdatedRows } = await tx
            .insertInto('warnings.draft')
            .values({
              area_id: context.area.id,
              id,
              desk_id: desk,
              record_id: record,
              epoch,
              state: 'writing',
              author: context.signedIn?.worker ?? '',
              sealed,
              day: context.today,
              asked_day: null,
            })
            .onConflict((conflict) => conflict.doNothing())
            .executeTakeFirst();
          return json({ kept: true }, numInsertedOrUpdatedRows === 1n ? 201 : 200);
        });
      },
    },
    apiDeskDraft: {
      post: async (context) => {
        const parsed = v.safeParse(Turn, await context.json());
        if (!parsed.success) return problem(422, 'malformed');
        const { to, epoch } = parsed.output;
        const sealed =
          parsed.output.sealed === undefined ? null : Buffer.from(parsed.output.sealed, 'base64');
        if (sealed !== null && !(await isPaddedTo(sealed, 1))) return problem(422, 'not-sealed');
        return await withDraft(context, async (tx, draft) => {
          const isAuthor = draft.author === context.signedIn?.worker;
          if (!mayTurn(draft.state, to, isAuthor)) return problem(409, 'not-now');
          if (to === 'dropped') {
            await forget(tx, draft);
            return json({ state: to });
          }
          await tx
            .updateTable('warnings.draft')
            .set({
              state: to,
              ...(to === 'asked' ? { asked_day: context.today } : {}),
              ...(sealed === null || epoch === undefined ? {} : { sealed, epoch }),
            })
            .where('area_id', '=', draft.area_id)
            .where('id', '=', draft.id)
            .execute();
          return json({ state: to });
        });
      },
    },
    apiDeskApproveDraft: {
      post: async (context) => {
        const parsed = v.safeParse(Approved, await context.json());
        if (!parsed.success) return problem(422, 'malformed');
        const posted = parsed.output;
        if (posted.expires > dayIn(clock, STANDS_DAYS)) return problem(422, 'too-long');
        const chance = (Buffer.from(random(4)).readUInt32BE() / 2 ** 32) % 1;
        // A repeat of the same press, after an answer that was lost.
        if (await isWarning(context, posted.id)) return json({ approved: true }, 200);
        const answer = await withDraft(context, async (tx, draft, desk) => {
          if (draft.state !== 'to-approve') return problem(409, 'not-now');
          if (draft.author === context.signedIn?.worker) return problem(403, 'same-person');
          if (posted.feedEpoch !== (await holdFeedEpoch(tx, draft.area_id)))
            return problem(409, 'another-feed-epoch');
          const id = Buffer.from(posted.id, 'hex');
          await tx
            .insertInto('warnings.warning')
            .values({
              area_id: draft.area_id,
              id,
              desk_id: desk,
              state: 'waiting',
              feed_epoch: posted.feedEpoch,
              slots: Buffer.from(posted.slots, 'base64'),
              nonce: Buffer.from(posted.nonce, 'base64'),
              sealed: Buffer.from(posted.sealed, 'base64'),
              kept: Buffer.from(posted.kept, 'base64'),
              publish_on: dayIn(clock, daysUntilPublished(posted.severity, posted.sheAgreed, chance)),
              expires: posted.expires,
            })
            .execute();
          await forget(tx, draft);
          return json({ approved: true }, 201);
        });
        // What appears with this very press is of the highest severity: all else waits for a day (`daysUntilPublished`).
        if (answer.status === 201) await publish(context.area.id, 'at-once');
        return answer;
      },
    },
    apiDeskWarning: {
      post: async (context) => {
        const desk = ownDesk(context);
        const id = v.safeParse(hexOf(16), context.params['warning']);
        const parsed = v.safeParse(Change, await context.json());
        if (!id.success || !parsed.success) return problem(422, 'malformed');
        const change = parsed.output;
        if (change.act === 'correct' && change.expires > dayIn(clock, STANDS_DAYS))
          return problem(422, 'too-long');
        const changed = await asDesks(db, [desk], async (tx) => {
          if (change.act === 'correct' && change.feedEpoch !== (await holdFeedEpoch(tx, context.area.id)))
            return null;
          const one = tx
            .updateTable('warnings.warning')
            .where('area_id', '=', context.area.id)
            .where('desk_id', '=', desk)
            .where('id', '=', Buffer.from(id.output, 'hex'))
            .where('state', 'in', ['waiting', 'published']);
          const { numUpdatedRows } = await (
            change.act === 'withdraw'
              ? one.set({ state: 'withdrawn' })
              : one.set({
                  nonce: Buffer.from(change.nonce, 'base64'),
                  sealed: Buffer.from(change.sealed, 'base64'),
                  expires: change.expires,
                })
          ).executeTakeFirst();
          return numUpdatedRows === 1n;
        });
        if (changed === null) return problem(409, 'another-feed-epoch');
        if (!changed) return problem(404, 'no-such-warning');
        await publish(context.area.id);
        return json({ changed: true });
      },
    },
    apiDeskRepeat: {
      /** Which opened reports of this desk named the same, by tags and marks that only the desk can make. */
      post: async (context) => {
        const desk = ownDesk(context);
        const parsed = v.safeParse(
          v.strictObject({
            record: uuid,
            tags: v.pipe(
              v.array(v.strictObject({ tag: hexOf(16), mark: hexOf(16) })),
              v.maxLength(MOST_IDENTIFIERS),
            ),
          }),
          await context.json(),
        );
        if (!parsed.success) return problem(422, 'malformed');
        const { record, tags } = parsed.output;
        return await asDesks(db, [desk], async (tx) => {
          const reports: { record: string; mark: string | null }[][] = [];
          for (const { tag, mark } of tags) {
            const key = { area_id: context.area.id, desk_id: desk, tag: Buffer.from(tag, 'hex') };
            await tx
              .insertInto('warnings.repeat_tag')
              .values({ ...key, record_id: record, mark: Buffer.from(mark, 'hex') })
              .onConflict((conflict) =>
                conflict
                  .columns(['area_id', 'desk_id', 'tag', 'record_id'])
                  .doUpdateSet({ mark: Buffer.from(mark, 'hex') }),
              )
              .execute();
            const all = await tx
              .selectFrom('warnings.repeat_tag')
              .select(['record_id', 'mark'])
              .where('area_id', '=', key.area_id)
              .where('desk_id', '=', desk)
              .where('tag', '=', key.tag)
              .execute();
            reports.push(
              all.map((one) => ({
                record: one.record_id,
                mark: one.mark && Buffer.from(one.mark).toString('hex'),
              })),
            );
          }
          return json({ reports });
        });
      },
    },
  };
}
